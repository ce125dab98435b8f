package dev.rill.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rill.http.RawHttp;
import dev.rill.server.TestServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;

/** HAProxy speaks HTTP/2 to the server and puts everybody's requests on the same connections. */
class Http2UpstreamTest {
    private static final int CLIENTS = 8;
    private static final int REQUESTS = 40;
    private static final byte[] BODY = "{}".getBytes(StandardCharsets.US_ASCII);

    @Test
    void whatSomebodySendsWrongHitsNobodyElseOnTheSharedConnection() throws Exception {
        try (TestServer server = TestServer.start(Map.of());
                ReverseProxy proxy = ReverseProxy.start(ProxyProgram.HAPROXY, port -> """
                        frontend all
                         bind 127.0.0.1:%d
                         default_backend rill
                        backend rill
                         http-reuse always
                         server rill 127.0.0.1:%d proto h2
                        """.formatted(port, server.port()))) {
            ConcurrentLinkedQueue<String> faults = new ConcurrentLinkedQueue<>();
            List<Thread> clients = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                int client = i;
                clients.add(Thread.ofVirtual().start(() -> {
                    for (int n = 0; n < REQUESTS; n++) {
                        try {
                            if (client % 2 == 0) {
                                ask(proxy.port(), "request-" + client + "-" + n, faults);
                            } else {
                                disturb(proxy.port(), n);
                            }
                        } catch (IOException e) {
                            if (client % 2 == 0) {
                                faults.add(e.toString());
                            }
                        }
                    }
                }));
            }
            for (Thread client : clients) {
                client.join();
            }
            assertEquals(List.of(), List.copyOf(faults), proxy.log());
        }
    }

    private static void ask(int port, String id, ConcurrentLinkedQueue<String> faults) throws IOException {
        RawHttp.Response answer = RawHttp.call(port, "POST", "/threads",
                Map.of("X-Request-Id", id, "Content-Type", "application/json"), BODY);
        if (answer.status() != 201 || !id.equals(answer.headers().get("x-request-id"))) {
            faults.add(id + ": " + answer.status() + " " + answer.headers());
        }
    }

    /** Requests that are refused, given up half way, or much too large. */
    private static void disturb(int port, int kind) throws IOException {
        try (RawHttp http = new RawHttp(port)) {
            switch (kind % 4) {
                case 0 -> http.write("POST /threads HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                        + "Content-Length: 100\r\n\r\n{");
                case 1 -> {
                    http.send("GET", "/threads", Map.of("X-A", "x".repeat(7000), "X-B", "x".repeat(7000)), null);
                    http.receive();
                }
                case 2 -> {
                    http.send("GET", "/%zz", Map.of(), null);
                    http.receive();
                }
                default -> {
                    http.send("POST", "/nothing", Map.of(), new byte[300_000]);
                    http.receive();
                }
            }
        }
    }
}
