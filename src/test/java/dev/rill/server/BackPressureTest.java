package dev.rill.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rill.http.RawHttp;
import dev.rill.launch.Guard;
import dev.rill.model.fake.Answer;
import dev.rill.model.fake.FakeConnection;
import dev.rill.model.fake.FakeModel;
import dev.rill.model.fake.Gate;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Clients that do not read. */
class BackPressureTest {
    private static final String QUESTION = "{\"threadId\":\"slow\",\"message\":\"Much\"}";
    private static final String CONTINUE =
            "{\"threadId\":\"slow\",\"message\":\"Much\",\"onDisconnect\":\"continue\"}";

    private final FakeModel model = FakeModel.start();
    private final TestServer server = TestServer.start(model,
            Map.of("RILL_WRITE_STALL_TIMEOUT", "PT1S", "RILL_KEEP_ALIVE", "PT0.1S"));

    @AfterEach
    void close() {
        server.close();
        model.close();
    }

    @Test
    void aClientThatStopsReadingIsCutAndTheModelStops() throws Exception {
        model.enqueue(much());
        try (Socket client = unread(QUESTION)) {
            FakeConnection upstream = model.takeRequest().connection();
            upstream.closed().get(Guard.SECONDS, TimeUnit.SECONDS);
            Polling.until(() -> figure("erroredStreams") == 1);
            assertEquals("error", status());
            assertEquals(0, figure("activeConnections"));
        }
    }

    @Test
    void anAnswerThatIsToContinueDoesSoWithoutTheClientThatStoppedReading() throws Exception {
        model.enqueue(much());
        try (Socket client = unread(CONTINUE)) {
            Polling.until(() -> figure("completedStreams") == 1);
            assertEquals("complete", status());
        }
    }

    @Test
    void aClientThatStopsReadingOverHttp2IsCutToo() throws Exception {
        model.enqueue(much());
        try (Http2Stream stream = new Http2Stream(server.port(), "/chat/stream", QUESTION)) {
            FakeConnection upstream = model.takeRequest().connection();
            upstream.closed().get(Guard.SECONDS, TimeUnit.SECONDS);
            Polling.until(() -> figure("erroredStreams") == 1);
            assertEquals("error", status());
        }
    }

    @Test
    void aViewerThatStopsReadingIsCutAndTheStreamGoesOn() throws Exception {
        model.enqueue(much());
        try (EventStream stream = EventStream.post(server.port(), CONTINUE)) {
            String messageId = stream.next("start").json().get("messageId").stringValue();
            try (Socket viewer = socket()) {
                viewer.getOutputStream().write(("GET /chat/stream/" + messageId + " HTTP/1.1\r\nHost: localhost:"
                        + server.port() + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
                assertEquals("complete", stream.rest().getLast().event());
            }
        }
    }

    @Test
    void aSilentStreamIsKeptAliveByComments() throws Exception {
        Gate gate = new Gate();
        model.enqueue(Answer.of("late").withGate(gate));
        try (EventStream stream = EventStream.ask(server.port(), "t", "Hi")) {
            assertEquals("start", stream.nextFrame().orElseThrow().event());
            for (int i = 0; i < 3; i++) {
                assertEquals(": keep-alive\n\n", stream.nextFrame().map(EventStream.Event::frame).orElseThrow());
            }
            gate.open();
            List<EventStream.Event> rest = stream.rest();
            assertEquals("complete", rest.getLast().event());
            assertEquals("2", rest.getFirst().id(), "comments have no number");
        }
    }

    private static Answer much() {
        String[] words = new String[45]; // no longer than an answer may be
        Arrays.fill(words, "x".repeat(20_000));
        return Answer.of(words);
    }

    /** Asks and never reads. */
    private Socket unread(String question) throws IOException {
        Socket client = socket();
        byte[] body = question.getBytes(StandardCharsets.UTF_8);
        client.getOutputStream().write(("POST /chat/stream HTTP/1.1\r\nHost: localhost:" + server.port()
                + "\r\nContent-Type: application/json\r\nContent-Length: " + body.length + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
        client.getOutputStream().write(body);
        return client;
    }

    private Socket socket() throws IOException {
        Socket client = new Socket();
        client.setReceiveBufferSize(4096);
        client.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port()));
        return client;
    }

    private String status() throws IOException {
        JsonNode messages = RawHttp.call(server.port(), "GET", "/threads/slow").json().get("messages");
        return Optional.ofNullable(messages.get(1)).map(answer -> answer.get("status").stringValue()).orElse("");
    }

    private double figure(String name) {
        try {
            return RawHttp.call(server.port(), "GET", "/streams").json().get("metrics").get(name).doubleValue();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
