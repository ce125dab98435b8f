package dev.rill.server.shutdown;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rill.http.RawHttp;
import dev.rill.http.frames.RawHttp2;
import dev.rill.model.fake.Answer;
import dev.rill.model.fake.Effect;
import dev.rill.model.fake.FakeModel;
import dev.rill.model.fake.Gate;
import dev.rill.server.Polling;
import dev.rill.server.TestServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

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
    void whoTakesNothingIsCutBehindTheLastEventsOfTheOthersAndTheAnswersAreStored() throws Exception {
        try (FakeModel model = FakeModel.start()) {
            model.byDefault(Answer.of("one ", "two ").withFaultAfter(1, Effect.silence()));
            Map<String, String> settings = TestServer.withModel(model,
                    Map.of("RILL_DRAIN_TIMEOUT", "PT0.3S", "RILL_WRITE_STALL_TIMEOUT", "PT10M"));
            TestServer server = TestServer.startIn(folder, settings);
            try (RawHttp2 taking = RawHttp2.begun(server.port()); RawHttp2 deaf = RawHttp2.begun(server.port(), 0)) {
                for (int stream = 1; stream < 20; stream += 2) {
                    deaf.post(stream, "/chat/stream", "{\"threadId\":\"deaf" + stream + "\",\"message\":\"Count\"}");
                    String head = stream + ":200";
                    deaf.readUntil(() -> deaf.answers().contains(head));
                }
                taking.post(1, "/chat/stream", "{\"threadId\":\"taking\",\"message\":\"Count\"}");
                taking.readUntil(() -> taking.body(1).contains("one "));
                server.close();
                taking.readUntil(taking::isClosed);
                assertTrue(taking.body(1).contains("\"code\":\"DRAINING\""), taking.body(1));
                assertEquals(List.of("1:200", "GOAWAY NO_ERROR 1"), taking.answers());
                deaf.readUntil(deaf::isClosed);
                assertEquals("GOAWAY NO_ERROR 19", deaf.answers().getLast());
            }
            try (TestServer again = TestServer.startIn(folder, settings)) {
                assertEquals("DRAINING", storedCode(again, "taking"));
                for (int stream = 1; stream < 20; stream += 2) {
                    assertEquals("DRAINING", storedCode(again, "deaf" + stream));
                }
            }
        }
    }

    @Test
    void whoeverWaitsForTheWindowOfAClientThatHasLeftIsWoken() throws Exception {
        try (FakeModel model = FakeModel.start()) {
            model.byDefault(Answer.of("one ", "two "));
            Map<String, String> settings = TestServer.withModel(model, Map.of("RILL_WRITE_STALL_TIMEOUT", "PT10M"));
            try (TestServer server = TestServer.startIn(folder, settings)) {
                try (RawHttp2 deaf = RawHttp2.begun(server.port(), 0)) {
                    deaf.post(1, "/chat/stream", "{\"threadId\":\"deaf\",\"message\":\"Count\"}");
                    deaf.readUntil(() -> deaf.answers().contains("1:200"));
                }
                Polling.until(() -> "cancelled".equals(stored(server, "deaf").path("status").asString("")));
            }
        }
    }

    private static String storedCode(TestServer server, String thread) {
        return stored(server, thread).path("errorCode").asString("");
    }

    private static JsonNode stored(TestServer server, String thread) {
        try {
            return RawHttp.call(server.port(), "GET", "/threads/" + thread).json().path("messages").path(1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
