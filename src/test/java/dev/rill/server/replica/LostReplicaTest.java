package dev.rill.server.replica;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rill.http.RawHttp;
import dev.rill.model.fake.Answer;
import dev.rill.model.fake.FakeModel;
import dev.rill.model.fake.Gate;
import dev.rill.server.EventStream;
import dev.rill.server.Polling;
import dev.rill.server.ServerProcess;
import dev.rill.server.TestServer;
import dev.rill.threads.TestPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A server that dies, or stands still for so long that others take it for dead, beside one that lives. */
class LostReplicaTest {
    private final FakeModel model = FakeModel.start();
    private final Gate gate = new Gate();
    private Map<String, String> environment;

    @TempDir
    private Path folder;

    @BeforeEach
    void settings() {
        model.byDefault(Answer.of("one ", "two ", "three ").withGate(gate));
        environment = TestServer.withModel(model, Map.of("RILL_DATABASE_URL", TestPostgres.newDatabase(),
                "RILL_REPLICAS", "true", "RILL_DRAIN_TIMEOUT", "PT0S", "RILL_EMBEDDINGS", "off"));
    }

    @AfterEach
    void close() {
        model.close();
    }

    @Test
    void anAnswerWhoseServerStoodStillTooLongNeverEndsAsComplete() throws Exception {
        try (ServerProcess paused = ServerProcess.start(folder, environment);
                TestServer other = TestServer.start(environment);
                EventStream stream = EventStream.ask(paused.port(), "t", "Count")) {
            gate.release(1);
            StringBuilder seen = new StringBuilder(stream.next("token").json().get("content").stringValue());
            Polling.until(() -> last(other, "t").get("content").stringValue().equals("one "));
            paused.pause();
            Polling.until(() -> last(other, "t").get("status").stringValue().equals("interrupted"));
            gate.open();
            assertEquals("complete", EventStream.ask(other.port(), "t", "Again").rest().getLast().event());
            paused.goOn();

            List<EventStream.Event> rest = stream.rest();
            rest.stream().filter(event -> event.event().equals("token"))
                    .forEach(event -> seen.append(event.json().get("content").stringValue()));
            EventStream.Event end = rest.getLast();
            assertEquals("error", end.event());
            assertEquals("INTERRUPTED", end.json().get("code").stringValue());
            JsonNode messages = messages(other, "t");
            assertEquals(4, messages.size());
            assertEquals("interrupted", messages.get(1).get("status").stringValue());
            assertEquals(seen.toString(), messages.get(1).get("content").stringValue());
            assertEquals("complete", messages.get(3).get("status").stringValue());
        }
    }

    @Test
    void anAnswerWhoseServerWasKilledIsInterruptedAndItsThreadGoesOn() throws Exception {
        try (TestServer other = TestServer.start(environment);
                ServerProcess killed = ServerProcess.start(folder, environment);
                EventStream stream = EventStream.ask(killed.port(), "t", "Count")) {
            gate.release(1);
            String running = stream.next("start").json().get("messageId").stringValue();
            stream.next("token");
            Polling.until(() -> last(other, "t").get("content").stringValue().equals("one "));
            killed.kill();
            gate.open();
            try (EventStream busy = EventStream.ask(other.port(), "t", "Again")) {
                assertEquals(409, busy.status());
                assertEquals(running, busy.problem().get("messageId").stringValue());
            }
            Polling.until(() -> last(other, "t").get("status").stringValue().equals("interrupted"));
            assertEquals("one ", last(other, "t").get("content").stringValue());
            assertEquals("complete", EventStream.ask(other.port(), "t", "Again").rest().getLast().event());
        }
    }

    private static JsonNode last(TestServer server, String thread) {
        JsonNode messages = messages(server, thread);
        return messages.get(messages.size() - 1);
    }

    private static JsonNode messages(TestServer server, String thread) {
        try {
            return RawHttp.call(server.port(), "GET", "/threads/" + thread).json().get("messages");
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
