package dev.rill.model.openai;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.openai.core.RequestOptions;
import com.openai.core.Timeout;
import com.openai.core.http.HttpClient;
import com.openai.core.http.HttpMethod;
import com.openai.core.http.HttpRequest;
import com.openai.core.http.HttpRequestBody;
import com.openai.core.http.HttpResponse;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import dev.rill.config.Secret;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.Optional;

/**
 * Where an OpenAI-compatible server takes chat requests, and streams. openai-java says what a request is; but its own
 * service looks up the model's name by Kotlin's reflection whenever it sends one, for routes that only Azure once had,
 * and that takes a tenth of a start. Any thread; the transport belongs to {@link OpenAiServer}.
 */
final class ChatEndpoint {
    private final HttpClient transport;
    private final HttpRequest withoutBody;
    private final RequestOptions options;
    private final JsonMapper json;
    private final ObjectWriter bodies;

    /**
     * @param json reads and writes openai-java's classes
     * @param key  none is sent where there is none
     */
    ChatEndpoint(HttpClient transport, URI baseUrl, Optional<Secret> key, Timeout timeout, JsonMapper json) {
        this.transport = transport;
        this.options = RequestOptions.builder().timeout(timeout).build();
        this.json = json;
        this.bodies = json.writerFor(ChatCompletionCreateParams.Body.class);
        HttpRequest.Builder request = HttpRequest.builder()
                .method(HttpMethod.POST)
                .baseUrl(baseUrl.toString())
                .addPathSegments("chat", "completions")
                .putHeader("Accept", "text/event-stream")
                .putHeader("User-Agent", OpenAiServer.USER_AGENT);
        key.ifPresent(secret -> request.putHeader("Authorization", "Bearer " + secret.reveal()));
        this.withoutBody = request.build();
    }

    /**
     * Sends the request and waits for the head of the response. The body of an event stream is not read, any other is.
     *
     * @throws dev.rill.model.transport.TransportException if there is no response
     */
    HttpResponse send(ChatCompletionCreateParams params) {
        return transport.execute(withoutBody.toBuilder().body(new JsonBody(bytes(params))).build(), options);
    }

    /** What a response is that is no event stream. */
    Refusal refusal(HttpResponse response) {
        return Refusal.of(response, json);
    }

    private byte[] bytes(ChatCompletionCreateParams params) {
        try {
            return bodies.writeValueAsBytes(params._body());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a chat request cannot be written", e);
        }
    }

    private record JsonBody(byte[] bytes) implements HttpRequestBody {
        @Override
        public void writeTo(OutputStream out) {
            try {
                out.write(bytes);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public String contentType() {
            return "application/json";
        }

        @Override
        public long contentLength() {
            return bytes.length;
        }

        @Override
        public boolean repeatable() {
            return true;
        }

        @Override
        public void close() {
        }
    }
}
