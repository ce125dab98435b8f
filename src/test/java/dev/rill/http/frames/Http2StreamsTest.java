package dev.rill.http.frames;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rill.http.frames.format.Frame;
import dev.rill.http.frames.header.HeaderEncoder;
import dev.rill.http.frames.header.HeaderField;
import dev.rill.server.TestServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Many streams over one connection, and bodies that nobody wants. */
class Http2StreamsTest {
    private static final int MOST_STREAMS = 256;
    private static final byte[] EMPTY_OBJECT = "{}".getBytes(StandardCharsets.US_ASCII);
    private static TestServer server;

    @BeforeAll
    static void start() {
        server = TestServer.start(Map.of());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void oneStreamTooManyIsRefusedAndTheOthersGoOn() throws IOException {
        try (RawHttp2 client = RawHttp2.begun(server.port())) {
            int next = 1;
            for (; next < 2 * MOST_STREAMS; next += 2) {
                client.openPost(next, "/threads");
            }
            int refused = next;
            client.openPost(refused, "/threads");
            client.readUntil(() -> client.hasEnded(refused));
            assertEquals(List.of(refused + ":RST REFUSED_STREAM"), client.answers());
            client.data(1, EMPTY_OBJECT, true);
            client.readUntil(() -> client.hasEnded(1));
            client.post(refused + 2, "/threads", "{}");
            client.readUntil(() -> client.hasEnded(refused + 2));
            assertEquals(List.of(refused + ":RST REFUSED_STREAM", "1:201", refused + 2 + ":201"), client.answers());
        }
    }

    @Test
    void asManyStreamsAsMayBeAreNeverTooManyForTheServer() throws IOException {
        try (RawHttp2 client = RawHttp2.begun(server.port())) {
            int last = 2 * MOST_STREAMS - 1;
            for (int stream = 1; stream <= last; stream += 2) {
                client.openPost(stream, "/threads");
            }
            for (int i = 0; i < 2000; i++) {
                int ends = last - 2 * MOST_STREAMS + 2;
                client.data(ends, EMPTY_OBJECT, true);
                client.readUntil(() -> client.hasEnded(ends));
                last += 2;
                client.openPost(last, "/threads");
            }
            client.ping();
            assertFalse(client.isClosed(), client.answers().getLast());
            assertEquals(2000, client.answers().stream().filter(answer -> answer.endsWith(":201")).count());
        }
    }

    @Test
    void bodiesThatAreNotWantedTakeNothingOfTheWindowForGood() throws IOException {
        try (RawHttp2 client = RawHttp2.begun(server.port())) {
            byte[] part = new byte[Frame.MAX_PAYLOAD_BYTES];
            int stream = 1;
            for (int i = 0; i < 40; i++, stream += 2) { // 320 KB each: more than ten times the connection's window
                client.openPost(stream, i % 2 == 0 ? "/nothing" : "/threads");
                int current = stream;
                for (int n = 0; n < 20 && !client.hasEnded(current); n++) {
                    client.windowFor(current, part.length);
                    client.data(stream, part, false);
                }
                client.reset(stream);
            }
            int last = stream;
            client.post(last, "/threads", "{}");
            client.readUntil(() -> client.hasEnded(last));
            assertTrue(client.answers().contains(last + ":201"), client.answers().toString());
        }
    }

    @Test
    void whoOpensAndTakesBackIsCut() throws IOException {
        try (RawHttp2 client = RawHttp2.begun(server.port())) {
            for (int stream = 1; stream < 6000 && !client.isClosed(); stream += 2) {
                client.openPost(stream, "/threads");
                client.reset(stream);
            }
            client.readUntil(client::isClosed);
            String last = client.answers().getLast();
            assertTrue(last.startsWith("GOAWAY ENHANCE_YOUR_CALM "), last);
            int taken = Integer.parseInt(last.substring(last.lastIndexOf(' ') + 1));
            assertTrue(taken < 1000, last);
        }
        try (RawHttp2 client = RawHttp2.begun(server.port())) {
            client.get(1, "/threads");
            client.readUntil(() -> client.hasEnded(1));
            assertEquals(List.of("1:200"), client.answers());
        }
    }

    @Test
    void malformedRequestsWithoutEndAreCut() throws IOException {
        try (RawHttp2 client = RawHttp2.begun(server.port())) {
            for (int stream = 1; stream < 6000; stream += 2) {
                client.send(Frame.of(Frame.HEADERS, Frame.END_STREAM | Frame.END_HEADERS, stream,
                        HeaderEncoder.encode(List.of(new HeaderField(":method", "GET")))));
            }
            client.readUntil(client::isClosed);
            assertEquals("GOAWAY ENHANCE_YOUR_CALM 0", client.answers().getLast());
        }
    }
}
