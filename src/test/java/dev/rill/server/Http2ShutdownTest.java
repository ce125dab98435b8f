package dev.rill.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rill.http.RawHttp;
import dev.rill.http.frames.RawHttp2;
import dev.rill.model.fake.Answer;
import dev.rill.model.fake.Effect;
import dev.rill.model.fake.FakeModel;
import dev.rill.model.fake.Gate;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class Http2ShutdownTest {

    @TempDir
    private Path folder;

    @Test
    void clientsAreToldThatTheServerLeavesAndWhatRunsIsFinished() throws Exception {
        Gate gate = new Gate();
        try (FakeModel model = FakeModel.start()) {
            model.byDefault(Answer.of("one ", "two ").withGate(gate));
            TestServer server = TestServer.start(model, Map.of());
            try (RawHttp2 running = RawHttp2.begun(server.port()); RawHttp2 idle = RawHttp2.begun(server.port())) {
                running.post(1, "/chat/stream", "{\"threadId\":\"t\",\"message\":\"Count\"}");
                running.readUntil(() -> running.body(1).contains("event: start"));
                idle.ping();
                Thread closing = Thread.startVirtualThread(server::close);
                running.readUntil(() -> running.answers().contains("GOAWAY NO_ERROR 1"));
                running.get(3, "/health/live");
                running.readUntil(() -> running.hasEnded(3));
                gate.open();
                running.readUntil(() -> running.hasEnded(1));
                assertTrue(running.body(1).contains("\"finalContent\":\"one two \""), running.body(1));
                assertEquals(List.of("1:200", "GOAWAY NO_ERROR 1", "3:RST REFUSED_STREAM"), running.answers());
                idle.readUntil(idle::isClosed);
                assertEquals(List.of("GOAWAY NO_ERROR 0"), idle.answers());
                closing.join();
            }
        }
    }

    @Test
    void whoTakesNothingIsClosedBehindTheLastEventsOfTheOthersAndTheAnswersAreStored() throws Exception {
        try (FakeModel model = FakeModel.start()) {
            model.byDefault(Answer.of("one ", "two ").withFaultAfter(1, Effect.silence()));
            Map<String, String> settings = TestServer.withModel(model, Map.of("RILL_DRAIN_TIMEOUT", "PT0.3S"));
            TestServer server = TestServer.startIn(folder, settings);
            try (RawHttp2 taking = RawHttp2.begun(server.port()); RawHttp2 closed = RawHttp2.begun(server.port(), 0)) {
                closed.post(1, "/chat/stream", "{\"threadId\":\"closed\",\"message\":\"Count\"}");
                closed.readUntil(() -> closed.answers().contains("1:200"));
                taking.post(1, "/chat/stream", "{\"threadId\":\"taking\",\"message\":\"Count\"}");
                taking.readUntil(() -> taking.body(1).contains("one "));
                Thread closing = Thread.startVirtualThread(server::close);
                taking.readUntil(taking::isClosed);
                assertTrue(taking.body(1).contains("\"code\":\"DRAINING\""), taking.body(1));
                assertEquals(List.of("1:200", "GOAWAY NO_ERROR 1"), taking.answers());
                closed.readUntil(closed::isClosed);
                assertEquals(List.of("1:200", "GOAWAY NO_ERROR 1"), closed.answers());
                assertEquals("", closed.body(1));
                closing.join();
            }
            try (TestServer again = TestServer.startIn(folder, settings)) {
                assertEquals("error", storedStatus(again, "taking"));
                assertEquals("error", storedStatus(again, "closed"));
            }
        }
    }

    private static String storedStatus(TestServer server, String thread) throws IOException {
        return RawHttp.call(server.port(), "GET", "/threads/" + thread).json().get("messages").get(1).get("status")
                .stringValue();
    }
}
