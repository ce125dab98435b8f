package dev.rill.evaluation.target;

import dev.rill.evaluation.target.Target.TargetException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * HTTP to a running Rill. A server that is busy is asked again when it says so. Used by one thread, which closes it.
 */
final class ServerCalls implements AutoCloseable {
    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final Duration ANSWER = Duration.ofMinutes(35);
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);
    private static final int TRIES = 10;

    private final String base;
    private final Optional<String> key;
    private final HttpClient client = HttpClient.newBuilder().connectTimeout(CONNECT).build();
    private final JsonMapper json = new JsonMapper();

    ServerCalls(URI server, Optional<String> key) {
        this.base = server.toString().replaceAll("/+$", "");
        this.key = key;
    }

    /** @param took of the try that was answered */
    record Posted(int status, JsonNode body, Duration took) {
        /** Without the body. */
        @Override
        public String toString() {
            return "Posted[status=" + status + ", took=" + took + "]";
        }
    }

    /** Empty where there is no such thing. */
    Optional<JsonNode> get(String path) {
        Posted got = send(request(path).GET().build());
        if (got.status() == 404) {
            return Optional.empty();
        }
        if (got.status() != 200) {
            throw new TargetException(base + " answers " + got.status() + " to " + path);
        }
        return Optional.of(got.body());
    }

    Posted post(String path, JsonNode body) {
        return send(request(path).header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(json.writeValueAsString(body))).build());
    }

    void delete(String path) {
        send(request(path).DELETE().build());
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path)).timeout(ANSWER)
                .header("Accept", "application/json");
        key.ifPresent(value -> request.header("Authorization", "Bearer " + value));
        return request;
    }

    private Posted send(HttpRequest request) {
        try {
            for (int tries = 1; ; tries++) {
                long start = System.nanoTime();
                HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
                Duration took = Duration.ofNanos(System.nanoTime() - start);
                int status = response.statusCode();
                if (status == 401 || status == 403) {
                    throw new TargetException(base + " answers " + status + (key.isPresent() ? ": the key is not taken"
                            : ": it wants a key; give --key"));
                }
                Optional<Duration> wait = response.headers().firstValue("Retry-After")
                        .filter(s -> s.matches("\\d{1,6}"))
                        .map(seconds -> Duration.ofSeconds(Long.parseLong(seconds)));
                if (status != 429 && status != 503 || wait.isEmpty() || tries == TRIES
                        || wait.get().compareTo(LONGEST_WAIT) > 0) {
                    return new Posted(status, read(response.body()), took);
                }
                Thread.sleep(wait.get());
            }
        } catch (IOException e) {
            throw new TargetException(base + " cannot be reached"
                    + (e.getMessage() == null ? "." : ": " + e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TargetException("The evaluation was interrupted.");
        }
    }

    private JsonNode read(String body) {
        try {
            return body.isBlank() ? JsonNodeFactory.instance.objectNode() : json.readTree(body);
        } catch (JacksonException e) {
            return JsonNodeFactory.instance.objectNode();
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
