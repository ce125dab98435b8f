package dev.rill.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rill.http.RawHttp;
import dev.rill.server.ServerProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Behind proxies that forbid {@code /threads} and use their connections to the server again for other clients: whatever
 * is sent, no hidden request is done and every client gets its own answers.
 */
class HiddenRequestsTest {
    private static final int OTHERS = 25;
    private static final String HIDDEN =
            "POST /threads HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
            + "Content-Length: 17\r\n\r\n{\"name\":\"hidden\"}";
    /** In each, {@code *} is the length of the hidden request, which is the body. */
    private static final List<String> HEADS = List.of(
            "POST /chat/stream HTTP/1.1~Accept: a~Content-Type: application/json~Content-Length: *~",
            "POST /chat/stream HTTP/1.1~Accept: a/b~Content-Type: application/json~Content-Length: *~",
            "POST /chat HTTP/1.1~Content-Type: text/plain~Content-Length: *~",
            "GET /metrics HTTP/1.1~Content-Length: *~",
            "GET /documents HTTP/1.1~Content-Length: *~",
            "HEAD /nothing HTTP/1.1~",
            "HEAD /documents HTTP/1.1~Content-Length: *~",
            "OPTIONS /chat HTTP/1.1~Expect: 100-continue~Content-Length: *~",
            "POST /nothing HTTP/1.1~Expect: 100-continue~Content-Length: *~",
            "POST /nothing HTTP/1.1~Content-Length: *~",
            "DELETE /chat/stream/x HTTP/1.1~Content-Length: *~",
            "POST /nothing HTTP/1.1~Transfer-Encoding: chunked~",
            "POST /nothing HTTP/1.1~Expect: 100-continue~Transfer-Encoding: chunked~",
            "GET /documents HTTP/1.1~Connection: Upgrade~Upgrade: h2c~HTTP2-Settings: AAMAAABk~Content-Length: *~");

    private static ServerProcess server;

    @BeforeAll
    static void start(@TempDir Path folder) throws Exception {
        server = ServerProcess.start(folder, Map.of());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void behindNginx() throws Exception {
        try (ReverseProxy proxy = ReverseProxy.start(ProxyProgram.NGINX, port -> """
                upstream rill { server 127.0.0.1:%d; keepalive 2; }
                server {
                    listen 127.0.0.1:%d;
                    location /threads { return 403; }
                    location / {
                        proxy_pass http://rill;
                        proxy_http_version 1.1;
                        proxy_request_buffering off;
                        proxy_set_header Host localhost;
                        proxy_set_header Connection "";
                        proxy_set_header Expect $http_expect;
                    }
                }
                """.formatted(server.port(), port))) {
            nothingHiddenIsDoneAndAnswersAreTheirOwn(proxy.port());
        }
    }

    @Test
    void behindHaproxyThatSharesItsConnections() throws Exception {
        try (ReverseProxy proxy = ReverseProxy.start(ProxyProgram.HAPROXY, port -> """
                frontend f
                    bind 127.0.0.1:%d
                    http-request deny if { path_beg /threads }
                    default_backend b
                backend b
                    http-reuse always
                    server s 127.0.0.1:%d pool-max-conn 2
                """.formatted(port, server.port()))) {
            nothingHiddenIsDoneAndAnswersAreTheirOwn(proxy.port());
        }
    }

    private static void nothingHiddenIsDoneAndAnswersAreTheirOwn(int port) throws Exception {
        assertEquals(403, RawHttp.call(port, "GET", "/threads").status());
        AtomicBoolean over = new AtomicBoolean();
        List<Future<Integer>> others = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < OTHERS; i++) {
                int client = i;
                others.add(threads.submit(() -> asks(port, "client-" + client, over)));
            }
            try {
                for (int round = 0; round < 3; round++) {
                    for (String head : HEADS) {
                        attack(port, head);
                    }
                }
            } finally {
                over.set(true);
            }
            for (Future<Integer> other : others) {
                assertTrue(other.get() > 0);
            }
        }
        List<String> names = RawHttp.call(server.port(), "GET", "/threads").json().get("threads").valueStream()
                .map(thread -> thread.path("name").stringValue("")).toList();
        assertEquals(List.of(), names);
    }

    private static void attack(int port, String head) throws IOException {
        String body = head.contains("chunked")
                ? Integer.toHexString(HIDDEN.length()) + "\r\n" + HIDDEN + "\r\n0\r\n\r\n" : head.contains("*")
                ? HIDDEN : "";
        try (RawHttp http = new RawHttp(port)) {
            http.write(head.replace("*", Integer.toString(HIDDEN.length())).replace("~", "\r\n")
                    + "Host: localhost\r\n\r\n" + body);
            RawHttp.Response response = http.receive(head.startsWith("HEAD"));
            assertTrue(response.status() < 500, () -> head + ": " + response.text());
        }
    }

    /** Asks for paths of its own, over one connection while that lives. @return how often it was answered */
    private static int asks(int port, String name, AtomicBoolean over) throws IOException {
        int answered = 0;
        while (!over.get()) {
            try (RawHttp http = new RawHttp(port)) {
                boolean open = true;
                while (open && !over.get()) {
                    String path = "/" + name + "/" + answered;
                    http.send("GET", path, Map.of(), null);
                    RawHttp.Response response = http.receive();
                    assertEquals(404, response.status(), response.text());
                    assertEquals(path, response.json().get("instance").stringValue());
                    answered++;
                    open = !"close".equals(response.headers().get("connection"));
                }
            }
        }
        return answered;
    }
}
