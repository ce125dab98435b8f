package dev.rill.retrieval.opensearch;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** Stands before OpenSearch: asks for a user, has too much to do, or is in no hurry, as it is told. */
class FaultyFront implements AutoCloseable {
    private final HttpServer front;
    private final HttpClient client = HttpClient.newHttpClient();
    private final int port;
    /** The one that is let in, where not everybody is. */
    volatile String authorization = "";
    /** How many writes are refused before one is taken. */
    final AtomicInteger busy = new AtomicInteger();
    final AtomicInteger largest = new AtomicInteger();
    final AtomicInteger writes = new AtomicInteger();
    /** While it is not counted down, searches wait. */
    volatile CountDownLatch slow = new CountDownLatch(0);
    final CountDownLatch searching = new CountDownLatch(1);

    FaultyFront(int port) throws IOException {
        this.port = port;
        front = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        front.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        front.createContext("/", this::answer);
        front.start();
    }

    int port() {
        return front.getAddress().getPort();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            URI asked = exchange.getRequestURI();
            Headers headers = exchange.getRequestHeaders();
            boolean write = asked.getPath().endsWith("/_bulk");
            if (!authorization.isEmpty() && !authorization.equals(headers.getFirst("Authorization"))) {
                send(exchange, 401, "Unauthorized".getBytes(StandardCharsets.UTF_8));
                return;
            }
            if (write) {
                writes.incrementAndGet();
                largest.accumulateAndGet(body.length, Math::max);
                if (busy.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                    send(exchange, 429, "{}".getBytes(StandardCharsets.UTF_8));
                    return;
                }
            }
            if (asked.getPath().endsWith("/_search") && slow.getCount() > 0) {
                searching.countDown();
                slow.await();
            }
            Answer answer = answer(exchange.getRequestMethod(), asked.toString(), body);
            send(exchange, answer.status(), answer.body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What the server says to that. */
    Answer answer(String method, String path, byte[] body) throws IOException, InterruptedException {
        HttpResponse<byte[]> response = client.send(HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + port + path)).header("Content-Type", path.contains("/_bulk")
                ? "application/x-ndjson" : "application/json").method(method, BodyPublishers.ofByteArray(body)).build(),
                BodyHandlers.ofByteArray());
        return new Answer(response.statusCode(), response.body());
    }

    record Answer(int status, byte[] body) {
    }

    private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        if (body.length > 0) {
            exchange.getResponseBody().write(body);
        }
    }

    @Override
    public void close() {
        slow.countDown();
        front.stop(0);
        client.close();
    }
}
