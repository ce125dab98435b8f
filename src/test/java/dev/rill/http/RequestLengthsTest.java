package dev.rill.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Bodies that are too long, end early, or are not framed as they say. */
class RequestLengthsTest extends RequestBodiesBed {

    @Test
    void aDeclaredLengthThatIsTooLargeIsRefusedUnread() throws IOException {
        try (RawHttp http = new RawHttp(port)) {
            http.send("POST", "/chat/stream", Map.of("Content-Type", "application/json", "Content-Length", "100000000"),
                    null);
            tooLarge(http.receive());
        }
    }

    @Test
    void aClientThatSendsAHundredMegabytesRegardlessSeesTheRefusal() throws IOException {
        assertEquals(413, RawHttp.call(port, "POST", "/chat", Map.of("Content-Type", "application/json"),
                new byte[100_000_000]).status());
    }

    @Test
    void aChunkedBodyThatIsTooLargeIsRefused() throws IOException {
        try (RawHttp http = new RawHttp(port)) {
            http.send("POST", "/chat/stream",
                    Map.of("Content-Type", "application/json", "Transfer-Encoding", "chunked"), null);
            String chunk = "1000\r\n" + "x".repeat(4096) + "\r\n";
            for (int i = 0; i < MAX_BODY / 4096 + 1; i++) {
                http.write(chunk);
            }
            tooLarge(http.receive());
        }
    }

    @Test
    void aHugeChunkIsRefusedUnread() throws IOException {
        try (RawHttp http = new RawHttp(port)) {
            http.send("POST", "/chat/stream",
                    Map.of("Content-Type", "application/json", "Transfer-Encoding", "chunked"), null);
            http.write("7fffffff\r\n");
            tooLarge(http.receive());
        }
    }

    @Test
    void aBodyThatEndsBeforeItsLengthIsAProblem() throws IOException {
        try (RawHttp http = new RawHttp(port)) {
            http.send("POST", "/chat/stream", Map.of("Content-Type", "application/json", "Content-Length", "500"),
                    question("m").getBytes(StandardCharsets.UTF_8));
            http.endOfInput();
            invalid(http.receive());
        }
    }

    @Test
    void aChunkThatIsNoneIsAProblem() throws IOException {
        try (RawHttp http = new RawHttp(port)) {
            http.send("POST", "/chat/stream",
                    Map.of("Content-Type", "application/json", "Transfer-Encoding", "chunked"), null);
            http.write("zz\r\nxx\r\n0\r\n\r\n");
            invalid(http.receive());
        }
    }

    @Test
    void theConnectionStaysUsableAfterAProblem() throws IOException {
        try (RawHttp http = new RawHttp(port)) {
            Map<String, String> json = Map.of("Content-Type", "application/json");
            http.send("POST", "/chat/stream", json, "[1]".getBytes(StandardCharsets.UTF_8));
            invalid(http.receive());
            http.send("POST", "/chat/stream", json, question("m").getBytes(StandardCharsets.UTF_8));
            assertEquals(200, http.receive().status());
        }
    }
}
