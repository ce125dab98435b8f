package dev.rill.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rill.http.connection.ConnectionDeadlines;
import dev.rill.http.frames.RawHttp2;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Slow clients over HTTP/2. The deadlines are a hundredth of what they are. */
class Http2DeadlinesTest {
    private static final Duration DEADLINE = Duration.ofMillis(500);
    private static final byte[] BRACE = "{".getBytes(StandardCharsets.US_ASCII);

    @Test
    void aBodyThatDoesNotComeEndsItsStreamAndNoOther(@TempDir Path folder) throws IOException {
        try (ServerFixture server = server(folder,
                Duration.ofMinutes(1)); RawHttp2 client = RawHttp2.begun(server.port())) {
            client.openPost(1, "/threads");
            client.openPost(3, "/nothing");
            client.readUntil(() -> client.answers().contains("3:404"));
            client.data(1, BRACE, false);
            client.readUntil(() -> client.hasEnded(1));
            client.readUntil(() -> client.answers().contains("3:RST CANCEL"));
            assertEquals(List.of("1:RST CANCEL", "3:404", "3:RST CANCEL"), client.answers().stream().sorted().toList());
            client.get(5, "/threads");
            client.readUntil(() -> client.hasEnded(5));
            assertTrue(client.answers().contains("5:200"), client.answers().toString());
            assertFalse(client.isClosed());
        }
    }

    @Test
    void whoIsIdleIsToldBeforeTheConnectionIsClosed(@TempDir Path folder) throws IOException {
        try (ServerFixture server = server(folder, DEADLINE); RawHttp2 client = RawHttp2.begun(server.port())) {
            client.get(1, "/threads");
            client.readUntil(client::isClosed);
            assertEquals(List.of("1:200", "GOAWAY NO_ERROR 1"), client.answers());
        }
    }

    private static ServerFixture server(Path folder, Duration head) throws IOException {
        return ServerFixture.start(folder, Map.of(), new ConnectionDeadlines.Limits(head, DEADLINE));
    }
}
