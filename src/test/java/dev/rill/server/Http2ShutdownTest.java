package dev.rill.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rill.http.frames.RawHttp2;
import dev.rill.model.fake.Answer;
import dev.rill.model.fake.FakeModel;
import dev.rill.model.fake.Gate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class Http2ShutdownTest {

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
}
