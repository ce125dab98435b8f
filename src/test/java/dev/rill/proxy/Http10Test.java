package dev.rill.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rill.http.RawHttp;
import dev.rill.model.fake.Answer;
import dev.rill.model.fake.FakeModel;
import dev.rill.server.EventStream;
import dev.rill.server.TestServer;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Clients and proxies that speak HTTP/1.0: what is chunked for others ends for them with the connection. */
class Http10Test {
    private static final String QUESTION = "{\"threadId\":\"t1\",\"message\":\"How do I stop an answer?\"}";

    private final FakeModel model = FakeModel.start();
    private final TestServer server = TestServer.start(model, Map.of());

    @AfterEach
    void close() {
        server.close();
        model.close();
    }

    @Test
    void aStreamEndsWithTheConnectionAndHasNoChunks() throws IOException {
        model.enqueue(Answer.words("You stop it with DELETE."));
        String answer = exchange("POST /chat/stream HTTP/1.0\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                + "Content-Length: " + QUESTION.length() + "\r\n\r\n" + QUESTION);
        String head = answer.substring(0, answer.indexOf("\r\n\r\n"));
        String body = answer.substring(head.length() + 4);
        assertTrue(head.startsWith("HTTP/1.1 200 "), head);
        assertFalse(head.toLowerCase(Locale.ROOT).contains("transfer-encoding"), head);
        assertFalse(head.toLowerCase(Locale.ROOT).contains("content-length"), head);
        assertTrue(head.contains("text/event-stream"), head);
        assertTrue(body.startsWith("event: start\n") || body.startsWith("retry: ") || body.startsWith("id: "), body);
        assertTrue(body.contains("event: complete\n"), body);
        assertTrue(body.endsWith("\n\n"), body);
        assertFalse(body.contains("\r\n"), body);
    }

    @Test
    void whatHasALengthKeepsIt() throws IOException {
        String answer = exchange("GET /threads HTTP/1.0\r\n\r\n");
        assertTrue(answer.matches("(?s)HTTP/1.1 200 .*[Cc]ontent-[Ll]ength: \\d+\r\n.*\"threads\".*"), answer);
        assertTrue(answer.contains("onnection: close"), answer);
        String head = exchange("HEAD /metrics HTTP/1.0\r\n\r\n");
        assertTrue(head.startsWith("HTTP/1.1 200 ") && head.endsWith("\r\n\r\n"), head);
        assertEquals(head.indexOf("\r\n\r\n") + 4, head.length());
    }

    /** Debian's nginx 1.22 with nothing but proxy_pass speaks HTTP/1.0 to the server. */
    @Test
    void anNginxWithNothingButProxyPassReachesEverything() throws Exception {
        model.enqueue(Answer.words("You stop it with DELETE."));
        try (ReverseProxy nginx = ReverseProxy.start(ProxyProgram.NGINX, port -> """
                server {
                    listen 127.0.0.1:%d;
                    location / { proxy_pass http://127.0.0.1:%d; }
                }
                """.formatted(port, server.port()))) {
            assertEquals(200, RawHttp.call(nginx.port(), "GET", "/").status());
            assertEquals(200, RawHttp.call(nginx.port(), "GET", "/metrics").status());
            assertEquals(201, RawHttp.json(nginx.port(), "POST", "/threads", "{}").status());
            try (EventStream stream = EventStream.ask(nginx.port(), "t2", "How do I stop an answer?")) {
                assertEquals(200, stream.status());
                List<EventStream.Event> events = stream.rest();
                assertEquals("start", events.getFirst().event());
                assertEquals("complete", events.getLast().event());
            }
        }
    }

    private String exchange(String request) throws IOException {
        try (RawHttp http = new RawHttp(server.port())) {
            http.write(request);
            return http.rest();
        }
    }
}
