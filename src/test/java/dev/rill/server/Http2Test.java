package dev.rill.server;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rill.http.RawHttp;
import dev.rill.launch.Guard;
import dev.rill.model.fake.Answer;
import dev.rill.model.fake.Effect;
import dev.rill.model.fake.FakeConnection;
import dev.rill.model.fake.FakeModel;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Streams over HTTP/2 with prior knowledge. */
class Http2Test {
    private static final String QUESTION = "{\"threadId\":\"t\",\"message\":\"Count\"}";

    private final FakeModel model = FakeModel.start();
    private final TestServer server = TestServer.start(model, Map.of());

    @AfterEach
    void close() {
        server.close();
        model.close();
    }

    @Test
    void aStreamIsTheSameOverHttp2() throws Exception {
        model.enqueue(Answer.of("one ", "two "));
        try (Http2Stream stream = new Http2Stream(server.port(), "/chat/stream", QUESTION)) {
            String body = stream.readToEnd();
            assertTrue(body.startsWith("event: start\ndata: {"), body);
            assertTrue(body.contains("event: token\ndata: {\"content\":\"two \"}\nid: "), body);
            assertTrue(body.contains("\"finalContent\":\"one two \""), body);
        }
    }

    @Test
    void aStreamThatIsResetStopsTheModelAndTheConnectionStays() throws Exception {
        model.enqueue(Answer.of("one ", "two ").withFaultAfter(1, Effect.silence()));
        try (Http2Stream stream = new Http2Stream(server.port(), "/chat/stream", QUESTION)) {
            stream.readUntil("\"one \"");
            FakeConnection upstream = model.takeRequest().connection();
            stream.reset();
            upstream.closed().get(Guard.SECONDS, TimeUnit.SECONDS);
            Polling.until(() -> cancelled() == 1);
        }
    }

    @Test
    void aConnectionThatIsLostStopsTheModel() throws Exception {
        model.enqueue(Answer.of("one ", "two ").withFaultAfter(1, Effect.silence()));
        FakeConnection upstream;
        try (Http2Stream stream = new Http2Stream(server.port(), "/chat/stream", QUESTION)) {
            stream.readUntil("\"one \"");
            upstream = model.takeRequest().connection();
        }
        upstream.closed().get(Guard.SECONDS, TimeUnit.SECONDS);
        Polling.until(() -> cancelled() == 1);
    }

    private int cancelled() {
        try {
            return RawHttp.call(server.port(), "GET", "/streams").json().get("metrics").get("cancelledStreams")
                    .intValue();
        } catch (java.io.IOException e) {
            throw new AssertionError(e);
        }
    }
}
