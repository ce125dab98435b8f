package dev.rill.retrieval.opensearch;

import dev.rill.retrieval.index.DocumentEntries.UnreachableException;
import dev.rill.stream.Cancellation;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.cert.CertPathBuilderException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Requests to an OpenSearch server. Each has a deadline for its whole answer. Any thread, interrupted or not; whoever
 * made it closes it.
 */
final class SearchServer implements AutoCloseable {
    static final JsonMapper JSON = new JsonMapper();
    private static final Duration CONNECT = Duration.ofSeconds(3);
    private static final String ONE = "application/json";
    private static final String LINES = "application/x-ndjson";

    private final SearchAddress address;
    private final HttpClient client = HttpClient.newBuilder().connectTimeout(CONNECT)
            .version(HttpClient.Version.HTTP_1_1).build();
    private volatile Optional<String> fault = Optional.empty();

    SearchServer(SearchAddress address) {
        this.address = address;
    }

    /** What it answered; the body is an empty object where it is no JSON. */
    record Reply(int status, JsonNode body) {
        boolean ok() {
            return status < 300;
        }

        /** Why a request was refused. */
        String reason() {
            JsonNode error = body.path("error").path("root_cause").path(0);
            error = error.isMissingNode() ? body.path("error") : error;
            return status + " " + error.path("type").asString("") + ": " + error.path("reason").asString("");
        }

        /** Without the body. */
        @Override
        public String toString() {
            return "Reply[status=" + status + "]";
        }
    }

    String name() {
        return address.name();
    }

    /** Why the last request failed, where it did. */
    Optional<String> fault() {
        return fault;
    }

    /**
     * @param path with a slash at its beginning
     * @param body nothing where it is empty
     * @throws UnreachableException where no use can be made of the server just now, see {@link #sent}
     */
    Reply send(String method, String path, String body, Duration within) throws IOException {
        return send(request(method, path, ONE, body, within), within);
    }

    Reply get(String path, Duration within) throws IOException {
        return send("GET", path, "", within);
    }

    /** Objects, a line each. */
    Reply bulk(String path, byte[] lines, Duration within) throws IOException {
        return send(HttpRequest.newBuilder(address.base().resolve(path)).timeout(within).header("Content-Type", LINES)
                .POST(BodyPublishers.ofByteArray(lines)), within);
    }

    /** The same for a stream's thread, which the cancellation interrupts. */
    Reply send(String method, String path, String body, Duration within, Cancellation cancellation)
            throws IOException {
        CompletableFuture<HttpResponse<byte[]>> exchange = begin(request(method, path, ONE, body, within));
        try {
            return cancellation.interruptibly(() -> {
                try {
                    return sent(awaited(exchange, within));
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new UnreachableException("the request was interrupted", e);
                }
            });
        } finally {
            exchange.cancel(true);
        }
    }

    private Reply send(HttpRequest.Builder request, Duration within) throws IOException {
        CompletableFuture<HttpResponse<byte[]>> exchange = begin(request);
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return sent(awaited(exchange, within));
                } catch (InterruptedException e) {
                    interrupted = true; // whoever interrupts is not heard here, and the deadline is near
                }
            }
        } finally {
            exchange.cancel(true);
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private HttpRequest.Builder request(String method, String path, String type, String body, Duration within) {
        HttpRequest.Builder request = HttpRequest.newBuilder(address.base().resolve(path)).timeout(within);
        return body.isEmpty() ? request.method(method, BodyPublishers.noBody())
                : request.header("Content-Type", type).method(method, BodyPublishers.ofString(body));
    }

    private CompletableFuture<HttpResponse<byte[]>> begin(HttpRequest.Builder request) {
        address.authorization().ifPresent(value -> request.header("Authorization", value));
        return client.sendAsync(request.build(), BodyHandlers.ofByteArray());
    }

    private static HttpResponse<byte[]> awaited(Future<HttpResponse<byte[]>> exchange, Duration within)
            throws IOException, InterruptedException {
        try {
            return exchange.get(within.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new UnreachableException("it does not answer within " + within.toMillis() + " ms", e);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            throw new UnreachableException(why(cause), cause);
        }
    }

    private static String why(Throwable cause) {
        Throwable last = cause;
        while (cause instanceof SSLException && last.getCause() != null) {
            last = last.getCause();
        }
        String said = last.getMessage() == null ? last.getClass().getSimpleName() : last.getMessage();
        return last instanceof CertPathBuilderException
                ? "Java does not trust its certificate, as the manual's page about security says how it would"
                : cause instanceof SSLException ? "TLS fails: " + said : said;
    }

    private Reply sent(HttpResponse<byte[]> response) throws IOException {
        Reply reply = new Reply(response.statusCode(), read(response.body()));
        String unusable = switch (reply.status()) {
            case 401 -> "it refuses the user or the password of RILL_SEARCH_URL";
            case 403 -> "the user of RILL_SEARCH_URL may not do what Rill does (" + reply.reason() + ")";
            case 429 -> "it has too much to do";
            default -> reply.status() >= 500 || reply.status() / 100 == 3 ? "it answers " + reply.reason() : "";
        };
        if (!unusable.isEmpty()) {
            throw new UnreachableException(unusable, reply.status() == 429, null);
        }
        return reply;
    }

    private static JsonNode read(byte[] body) {
        try {
            JsonNode read = JSON.readTree(body);
            return read == null || !read.isObject() ? JSON.createObjectNode() : read;
        } catch (JacksonException e) {
            return JSON.createObjectNode();
        }
    }

    /** @throws UnreachableException where the index does not answer as it should */
    static JsonNode answered(Reply reply) throws IOException {
        if (!reply.ok()) {
            throw new UnreachableException("the index cannot be read: " + reply.reason(), null);
        }
        return reply.body();
    }

    /** Notes what came of asking it. */
    void works() {
        fault = Optional.empty();
    }

    void fails(IOException why) {
        fault = Optional.of(String.valueOf(why.getMessage()));
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
