package dev.rill.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rill.model.fake.Answer;
import dev.rill.model.fake.FakeModel;
import dev.rill.model.fake.Gate;
import dev.rill.server.EventStream.Event;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What threads tell of their answers, while they are written and after. */
class ThreadListTest {
    private final FakeModel model = FakeModel.start();
    private final TestServer server = TestServer.start(model, Map.of());
    private final ServerView view = new ServerView(server.port());

    @AfterEach
    void close() {
        server.close();
        model.close();
    }

    @Test
    void aListNamesTheAnswerThatIsBeingWrittenUntilItHasEnded() throws Exception {
        Gate gate = new Gate();
        model.enqueue(Answer.of("at once"), Answer.of("later").withGate(gate));
        try (EventStream quiet = EventStream.ask(server.port(), "quiet", "First?")) {
            quiet.rest();
        }
        try (EventStream busy = EventStream.ask(server.port(), "busy", "Second?")) {
            String messageId = busy.next().json().get("messageId").stringValue();
            gate.awaitArrivals(1);
            assertEquals(messageId, thread("busy").path("runningMessageId").asString());
            assertFalse(thread("quiet").has("runningMessageId"));
            gate.open();
            busy.rest();
            assertFalse(thread("busy").has("runningMessageId"));
        }
    }

    @Test
    void aThreadKeepsWhatItsAnswersTookAndUsed() throws Exception {
        model.enqueue(Answer.of("An answer."));
        try (EventStream stream = EventStream.ask(server.port(), "t", "First?")) {
            List<Event> events = stream.rest();
            JsonNode complete = events.getLast().json();
            JsonNode stored = view.get("/threads/t").json().at("/messages/1");
            assertEquals(complete.get("usage"), stored.get("usage"));
            assertTrue(stored.get("durationMs").longValue() >= 0);
            assertTrue(stored.get("durationMs").longValue() <= complete.get("durationMs").longValue());
        }
    }

    private JsonNode thread(String threadId) {
        for (JsonNode thread : view.get("/threads").json().get("threads")) {
            if (thread.get("threadId").stringValue().equals(threadId)) {
                return thread;
            }
        }
        throw new AssertionError("no thread " + threadId);
    }
}
