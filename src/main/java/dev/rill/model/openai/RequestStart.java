package dev.rill.model.openai;

import com.openai.core.http.HttpMethod;
import com.openai.core.http.HttpRequest;
import dev.rill.config.Secret;
import java.net.URI;
import java.util.Optional;

/**
 * How requests to an OpenAI-compatible server begin. They are what openai-java's services would send; those look up the
 * model's name by Kotlin's reflection whenever they send, for routes that only Azure once had: three megabytes, and a
 * sixth of a start. Any thread.
 *
 * @param key none is sent where there is none
 */
record RequestStart(URI baseUrl, Optional<Secret> key) {
    static final String USER_AGENT = "rill";

    HttpRequest.Builder of(HttpMethod method, String... path) {
        HttpRequest.Builder request = HttpRequest.builder()
                .method(method)
                .baseUrl(baseUrl.toString())
                .addPathSegments(path)
                .putHeader("User-Agent", USER_AGENT);
        KeyHeader header = KeyHeader.of(baseUrl, key);
        if (!header.name().isEmpty()) {
            request.putHeader(header.name(), header.value());
        }
        return request;
    }
}
