package dev.rill.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rill.http.RawHttp;
import dev.rill.model.fake.Answer;
import dev.rill.model.fake.FakeModel;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is sent behind a question, while its answer streams, is answered after it. */
class PipeliningTest {
    private final FakeModel model = FakeModel.start();
    private final TestServer server = TestServer.start(model, Map.of());

    @AfterEach
    void close() {
        server.close();
        model.close();
    }

    @Test
    void requestsBehindAStreamAreAnsweredInTheirOrder() throws IOException {
        model.enqueue(Answer.words("You stop it with DELETE."), Answer.words("And so on."));
        try (RawHttp http = new RawHttp(server.port())) {
            http.write(question("t1", "Content-Length: %d\r\n\r\n%s")
                    + "GET /threads/t1 HTTP/1.1\r\nHost: localhost\r\n\r\n"
                    + question("t2", "Transfer-Encoding: chunked\r\n\r\n%x;a=b\r\n%s\r\n0\r\nX: y\r\n\r\n")
                    + "GET /health/live HTTP/1.1\r\nHost: localhost\r\n\r\n");
            assertStreamed("You stop it with DELETE.", http.receive());
            assertEquals("t1", http.receive().json().get("threadId").stringValue());
            assertStreamed("And so on.", http.receive());
            assertEquals("UP", http.receive().json().get("status").stringValue());
        }
    }

    private static void assertStreamed(String answer, RawHttp.Response stream) {
        assertEquals(200, stream.status(), stream.text());
        assertTrue(stream.text().contains("event: complete"), stream.text());
        assertTrue(stream.text().contains("\"finalContent\":\"" + answer), stream.text());
    }

    private static String question(String threadId, String framed) {
        String body = "{\"threadId\":\"" + threadId + "\",\"message\":\"How do I stop an answer?\"}";
        return "POST /chat/stream HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                + framed.formatted(body.length(), body);
    }
}
