package dev.rill.server.shutdown;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rill.http.RawHttp;
import dev.rill.model.fake.Answer;
import dev.rill.model.fake.Effect;
import dev.rill.model.fake.FakeModel;
import dev.rill.model.fake.Gate;
import dev.rill.server.EventStream.Event;
import dev.rill.server.EventStream;
import dev.rill.server.Polling;
import dev.rill.server.TestServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The end of a server that is asked to end. */
class ShutdownTest {
    private final FakeModel model = FakeModel.start();

    @TempDir
    private Path folder;

    @AfterEach
    void close() {
        model.close();
    }

    @Test
    void runningStreamsFinishWhileNothingNewIsTaken() throws Exception {
        Gate gate = new Gate();
        model.byDefault(Answer.of("one ", "two ").withGate(gate));
        TestServer server = TestServer.startIn(folder, TestServer.withModel(model, Map.of()));
        try (EventStream stream = EventStream.ask(server.port(), "t", "Count")) {
            stream.next("start");
            Thread closing = Thread.startVirtualThread(server::close);
            Polling.until(() -> status(server.port(), "/health/ready") == 503);
            assertEquals(200, status(server.port(), "/health/live"));
            try (EventStream refused = EventStream.ask(server.port(), "other", "Hi")) {
                assertEquals(503, refused.status());
                assertTrue(refused.header("retry-after").isPresent());
                assertEquals("DRAINING", refused.problem().get("code").stringValue());
            }
            gate.open();
            assertEquals("complete", stream.rest().getLast().event());
            closing.join();
        }
        assertStored("complete", "one two ");
    }

    @Test
    void streamsThatOutlastTheDrainTimeEndWithAnErrorThatSaysWhy() throws Exception {
        model.byDefault(Answer.of("one ", "two ").withFaultAfter(1, Effect.silence()));
        TestServer server = TestServer.startIn(folder,
                TestServer.withModel(model, Map.of("RILL_DRAIN_TIMEOUT", "PT0.3S")));
        List<EventStream> streams = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            streams.add(EventStream.ask(server.port(), i == 0 ? "t" : "t" + i, "Count"));
        }
        for (EventStream stream : streams) {
            stream.next("token");
        }
        server.close();
        for (EventStream stream : streams) {
            Event end = stream.rest().getLast();
            assertEquals("error", end.event());
            assertEquals("DRAINING", end.json().get("code").stringValue());
            assertTrue(end.json().get("retryable").booleanValue());
            stream.close();
        }
        assertStored("error", "one ");
    }

    private void assertStored(String status, String text) throws IOException {
        try (TestServer again = TestServer.startIn(folder, TestServer.withModel(model, Map.of()))) {
            var answer = RawHttp.call(again.port(), "GET", "/threads/t").json().get("messages").get(1);
            assertEquals(status, answer.get("status").stringValue());
            assertEquals(text, answer.get("content").stringValue());
        }
    }

    private static int status(int port, String path) {
        try {
            return RawHttp.call(port, "GET", path).status();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
