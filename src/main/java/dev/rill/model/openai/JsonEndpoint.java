package dev.rill.model.openai;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.openai.core.RequestOptions;
import com.openai.core.Timeout;
import com.openai.core.http.HttpClient;
import com.openai.core.http.HttpMethod;
import com.openai.core.http.HttpRequest;
import com.openai.core.http.HttpResponse;
import com.openai.errors.OpenAIInvalidDataException;
import dev.rill.model.transport.BytesBody;
import dev.rill.model.transport.TransportException;
import dev.rill.trace.Trace;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Where an OpenAI-compatible server answers with one JSON object, in openai-java's types. Any thread; the transport
 * belongs to {@link OpenAiServer}.
 *
 * @param json reads and writes those types by their annotations
 */
record JsonEndpoint(HttpClient transport, RequestStart head, Timeout timeout, JsonMapper json) {
    /** An answer that is none: its status says that the server refuses. */
    static final class RefusedException extends RuntimeException {
        private final transient ErrorResponse response;

        RefusedException(ErrorResponse response) {
            super("status " + response.status());
            this.response = response;
        }

        ErrorResponse response() {
            return response;
        }
    }

    /**
     * @throws TransportException         if there is no response
     * @throws RefusedException           if its status is not one of success
     * @throws OpenAIInvalidDataException if it is no such object
     */
    <T> T get(Class<T> type, String... path) {
        return answer(head.of(HttpMethod.GET, path).build(), type);
    }

    /** Likewise, with a body. */
    <T> T post(Object body, Class<T> type, String... path) {
        try {
            HttpRequest.Builder post = head.of(HttpMethod.POST, path)
                    .body(BytesBody.json(json.writeValueAsBytes(body)));
            Trace.propagate(post::putHeader);
            return answer(post.build(), type);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("what is of openai-java's types can be written", e);
        }
    }

    private <T> T answer(HttpRequest request, Class<T> type) {
        try (HttpResponse response = transport.execute(request, RequestOptions.builder().timeout(timeout).build())) {
            if (response.statusCode() < 200 || response.statusCode() >= 300) {
                throw new RefusedException(ErrorResponse.of(response, json));
            }
            T answer = json.readValue(response.body(), type);
            if (answer == null) {
                throw new OpenAIInvalidDataException("null");
            }
            return answer;
        } catch (JsonProcessingException e) {
            throw new OpenAIInvalidDataException("no " + type.getSimpleName(), e);
        } catch (IOException e) {
            throw new UncheckedIOException("a body in memory can be read", e);
        }
    }
}
