package dev.rill.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rill.http.RawHttp;
import dev.rill.model.fake.Answer;
import dev.rill.model.fake.FakeModel;
import dev.rill.model.fake.Gate;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The end of a server that is not asked. */
class CrashTest {
    private static final int KILLS = Integer.getInteger("rill.kills", 3);

    private final FakeModel model = FakeModel.start();

    @TempDir
    private Path folder;

    @AfterEach
    void close() {
        model.close();
    }

    @Test
    void whatWasAcknowledgedIsThereAfterAnyKillAndOpenAnswersAreInterrupted() throws Exception {
        Random random = new Random(1);
        Map<String, String> environment = TestServer.withModel(model, Map.of());
        List<String> acknowledged = new ArrayList<>();
        for (int round = 0; round < KILLS; round++) {
            try (ServerProcess server = ServerProcess.start(folder, environment)) {
                assertKept(server, acknowledged);
                acknowledged.clear();
                Gate gate = new Gate();
                model.byDefault(Answer.words("word ".repeat(50)).withGate(gate));
                for (int i = random.nextInt(3, 12); i > 0; i--) {
                    String thread = "t" + round + "-" + i;
                    EventStream.ask(server.port(), thread, "Question " + i).next("start");
                    acknowledged.add(thread);
                }
                gate.release(random.nextInt(100));
                server.kill();
            }
        }
        try (ServerProcess server = ServerProcess.start(folder, environment)) {
            assertKept(server, acknowledged);
        }
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
                CancellationTest.await(() -> answer(server, "t").get("content").stringValue().equals("one two "));
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

    private static void assertKept(ServerProcess server, List<String> threads) {
        for (String thread : threads) {
            JsonNode answer = answer(server, thread);
            assertEquals("interrupted", answer.get("status").stringValue(), thread);
            assertTrue("word ".repeat(50).startsWith(answer.get("content").stringValue()), thread);
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
