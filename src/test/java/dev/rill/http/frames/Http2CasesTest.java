package dev.rill.http.frames;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rill.http.frames.format.Frame;
import dev.rill.server.TestServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What HTTP/2 says to each frame: one answer, from the stream whose fault it is, and the others go on. */
class Http2CasesTest {
    private static final int OTHERS_STREAM = 1;
    private static final int LATER_STREAM = 1001;
    private static TestServer server;

    @BeforeAll
    static void start() {
        server = TestServer.start(Map.of());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    static List<Http2Case> cases() {
        return Http2Case.all().toList();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void eachFaultHasOneAnswerWhereItBelongs(Http2Case row) throws IOException {
        try (RawHttp2 client = row.bare() ? new RawHttp2(server.port()) : RawHttp2.begun(server.port())) {
            if (!row.bare()) {
                client.openPost(OTHERS_STREAM, "/threads");
            }
            row.run(client);
            if (row.staysOpen()) {
                client.readUntil(() -> client.answers().size() >= row.answers().size());
                othersGoOn(client, row);
            } else {
                client.readUntil(() -> false);
                assertTrue(client.isClosed());
            }
            List<String> own = client.answers().stream().filter(answer -> !answer.startsWith(LATER_STREAM + ":")
                    && (row.bare() || !answer.startsWith(OTHERS_STREAM + ":"))).sorted().toList();
            assertEquals(row.answers().stream().sorted().toList(), own, row.toString());
        }
    }

    private static void othersGoOn(RawHttp2 client, Http2Case row) throws IOException {
        if (!row.bare()) {
            client.send(Frame.of(Frame.DATA, Frame.END_STREAM, OTHERS_STREAM,
                    "{}".getBytes(StandardCharsets.US_ASCII)));
            client.readUntil(() -> client.hasEnded(OTHERS_STREAM));
            assertTrue(client.answers().contains(OTHERS_STREAM + ":201"), client.answers().toString());
        }
        client.get(LATER_STREAM, "/health/live");
        client.readUntil(() -> client.hasEnded(LATER_STREAM));
        assertTrue(client.answers().contains(LATER_STREAM + ":200"), client.answers().toString());
        client.ping();
        assertFalse(client.isClosed());
    }
}
