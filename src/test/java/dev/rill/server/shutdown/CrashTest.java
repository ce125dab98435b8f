package dev.rill.server.shutdown;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rill.http.RawHttp;
import dev.rill.model.fake.Answer;
import dev.rill.model.fake.FakeModel;
import dev.rill.model.fake.Gate;
import dev.rill.server.EventStream;
import dev.rill.server.Polling;
import dev.rill.server.ServerProcess;
import dev.rill.server.TestServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The end of a server that is not asked. */
class CrashTest {
    private final FakeModel model = FakeModel.start();

    @TempDir
    private Path folder;

    @AfterEach
    void close() {
        model.close();
    }

    @Test
    void anInterruptedAnswerHasTheTextOfItsLastCheckpoint() throws Exception {
        Gate gate = new Gate();
        model.byDefault(Answer.of("one ", "two ", "three ").withGate(gate));
        Map<String, String> environment = TestServer.withModel(model, Map.of());
        try (ServerProcess server = ServerProcess.start(folder, environment)) {
            String json = "{\"threadId\":\"t\",\"message\":\"Count\",\"onDisconnect\":\"continue\"}";
            try (EventStream stream = EventStream.post(server.port(), json)) {
                stream.next("start");
                gate.release(2);
                stream.next("token");
                stream.next("token");
                Polling.until(() -> answer(server, "t").get("content").stringValue().equals("one two "));
                assertEquals("streaming", answer(server, "t").get("status").stringValue());
                server.kill();
            }
        }
        try (ServerProcess server = ServerProcess.start(folder, environment)) {
            assertEquals("interrupted", answer(server, "t").get("status").stringValue());
            assertEquals("one two ", answer(server, "t").get("content").stringValue());
            gate.open();
            assertEquals("complete", EventStream.ask(server.port(), "t", "Again").rest().getLast().event(),
                    "the thread goes on");
        }
    }

    @Test
    void aServerThatIsTerminatedDrainsAndExitsInOrder() throws Exception {
        Gate gate = new Gate();
        model.byDefault(Answer.of("one ", "two ").withGate(gate));
        try (ServerProcess server = ServerProcess.start(folder,
                TestServer.withModel(model, Map.of("RILL_DRAIN_TIMEOUT", "PT0.5S")));
                EventStream stream = EventStream.ask(server.port(), "t", "Count")) {
            gate.release(1);
            stream.next("token");
            int exit = server.terminate();
            assertTrue(exit == 0 || exit == 143, "exit code " + exit);
            assertEquals("DRAINING", stream.rest().getLast().json().get("code").stringValue());
        }
    }

    private static JsonNode answer(ServerProcess server, String thread) {
        try {
            JsonNode messages = RawHttp.call(server.port(), "GET", "/threads/" + thread).json().get("messages");
            assertEquals(2, messages.size());
            return messages.get(1);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
