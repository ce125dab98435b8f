package dev.rill.model.openai;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.openai.core.RequestOptions;
import com.openai.core.Timeout;
import com.openai.core.http.HttpClient;
import com.openai.core.http.HttpMethod;
import com.openai.core.http.HttpRequest;
import com.openai.core.http.HttpResponse;
import dev.rill.config.Secret;
import dev.rill.model.ModelRequest;
import dev.rill.model.transport.BytesBody;
import dev.rill.trace.Trace;
import java.net.URI;
import java.util.Optional;

/**
 * Where an OpenAI-compatible server takes chat requests, and streams. Any thread; the transport belongs to
 * {@link OpenAiServer}.
 */
final class ChatEndpoint {
    private final HttpClient transport;
    private final HttpRequest withoutBody;
    private final RequestOptions options;
    private final JsonMapper json;
    private final ChatRequestJson bodies;

    /** @param key none is sent where there is none */
    ChatEndpoint(HttpClient transport, URI baseUrl, Optional<Secret> key, Timeout timeout, JsonMapper json) {
        this.transport = transport;
        this.json = json;
        this.bodies = new ChatRequestJson(json);
        this.options = RequestOptions.builder().timeout(timeout).build();
        this.withoutBody = new RequestStart(baseUrl, key)
                .of(HttpMethod.POST, "chat", "completions").putHeader("Accept", "text/event-stream").build();
    }

    /**
     * Sends the request and waits for the head of the response. The body of an event stream is not read, any other is.
     *
     * @param withUsage whether the server is asked to count tokens
     * @throws dev.rill.model.transport.TransportException if there is no response
     */
    HttpResponse send(ModelRequest request, String model, boolean withUsage) {
        BytesBody body = BytesBody.json(bodies.of(request, model, withUsage));
        HttpRequest.Builder post = withoutBody.toBuilder().body(body);
        Trace.propagate(post::putHeader);
        return transport.execute(post.build(), options);
    }

    /** What a response is that is no event stream. */
    ErrorResponse refusal(HttpResponse response) {
        return ErrorResponse.of(response, json);
    }
}
