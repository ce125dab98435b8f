package dev.rill.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rill.client.NpmScript.Call;
import dev.rill.http.RawHttp;
import dev.rill.model.fake.Answer;
import dev.rill.model.fake.Effect;
import dev.rill.model.fake.Gate;
import dev.rill.model.fake.Script;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What npm's {@code @ag-ui/client} makes of the server: an agent, whose own verifier reads every event. */
class NpmAgUiTest extends ClientTest {
    @RegisterExtension
    static final NpmScript AG_UI = new NpmScript("ag-ui.mjs");

    @Test
    void aWholeAnswerHasItsStepsAndSources() throws Exception {
        model.enqueue(SEARCH, Answer.words("Send DELETE [1]."));
        Call run = AG_UI.call("run", agent().put("text", "How do I stop an answer?"));
        List<String> types = new ArrayList<>();
        JsonNode sources = null;
        while (!types.contains("RUN_FINISHED")) {
            JsonNode event = run.next();
            types.add(event.get("type").stringValue());
            if ("sources".equals(event.path("name").stringValue(""))) {
                sources = event.get("value");
            }
        }
        assertEquals("RUN_STARTED", types.getFirst());
        assertTrue(types.contains("STEP_STARTED") && types.contains("STEP_FINISHED"), types::toString);
        assertEquals(1, sources.at("/0/id").intValue());
        JsonNode after = run.done();
        assertEquals("Send DELETE [1].", after.at("/messages/1/content").stringValue());
        assertEquals("assistant", after.at("/newMessages/0/role").stringValue());
        assertEquals(List.of("How do I stop an answer?", "Send DELETE [1]."), thread("t"));
    }

    @Test
    void aTokenIsThereBeforeTheNextLeavesTheModel() throws Exception {
        Gate gate = new Gate();
        model.enqueue(Answer.of("one", "two", "three").withGate(gate));
        Call run = AG_UI.call("run", agent().put("text", "Count"));
        for (String token : List.of("one", "two", "three")) {
            gate.release(1);
            assertEquals(token, nextText(run));
        }
        gate.open();
        assertEquals("onetwothree", run.done().at("/messages/1/content").stringValue());
    }

    @Test
    void theWholeConversationIsSentEachTimeAndStoredOnce() throws Exception {
        model.enqueue(Answer.of("Two"), Answer.of("Three"));
        JsonNode first = AG_UI.call("run", agent().put("text", "What is one and one?")).done();
        AG_UI.call("run", agent().put("text", "And one more?").set("messages", first.get("messages"))).done();
        assertEquals(List.of("What is one and one?", "Two", "And one more?", "Three"), thread("t"));
        model.takeRequest();
        String second = model.takeRequest().body();
        assertTrue(second.contains("What is one and one?") && second.contains("Two"), second);
    }

    @Test
    void anAbortClosesTheModel() throws Exception {
        model.enqueue(SILENT);
        Call run = AG_UI.call("run", agent().put("text", "Count"));
        assertEquals("one ", nextText(run));
        run.abort();
        run.done();
        upstreamCloses();
    }

    @Test
    void aRunThatIsStoppedElsewhereIsCancelled() throws Exception {
        model.enqueue(SILENT);
        Call run = AG_UI.call("run", agent().put("text", "Count"));
        String messageId = run.next().at("/metadata/messageId").stringValue();
        assertEquals("one ", nextText(run));
        assertEquals(202, RawHttp.call(server.port(), "DELETE", "/chat/stream/" + messageId,
                Map.of("Authorization", "Bearer ann-key"), null).status());
        JsonNode event = run.next();
        while (!"RUN_FINISHED".equals(event.get("type").stringValue())) {
            event = run.next();
        }
        assertEquals("cancelled", event.at("/outcome/type").stringValue());
        assertEquals("one ", run.done().at("/messages/1/content").stringValue());
        upstreamCloses();
    }

    @Test
    void faultsOfTheModelEndTheRunWithAnError() throws Exception {
        model.enqueue(Script.status(401), Answer.of("one", "two").withFaultAfter(1, Effect.fin()));
        error(AG_UI.call("run", agent().put("text", "Why?")));
        Call inside = AG_UI.call("run", as("ann").put("thread", "t2").put("text", "Why?"));
        assertEquals("one", nextText(inside));
        error(inside);
    }

    @Test
    void aThreadThatIsBusyAndACallerWithoutAKeyAreRefused() throws Exception {
        Gate gate = new Gate();
        model.enqueue(Answer.of("one", "two").withGate(gate));
        Call run = AG_UI.call("run", agent().put("text", "Count"));
        gate.release(1);
        assertEquals("one", nextText(run));
        assertEquals(409, AG_UI.call("run", agent().put("text", "And?")).failed().get("status").intValue());
        assertEquals(401, AG_UI.call("run", agent().put("key", "wrong").put("text", "And?")).failed().get("status")
                .intValue());
        gate.open();
        assertEquals("onetwo", run.done().at("/messages/1/content").stringValue());
    }

    @Test
    void anothersThreadIsAFreshOne() throws Exception {
        model.enqueue(Answer.of("ann's"), Answer.of("bob's"));
        AG_UI.call("run", agent().put("text", "Whose?")).done();
        AG_UI.call("run", as("bob").put("thread", "t").put("text", "And whose?")).done();
        model.takeRequest();
        assertFalse(model.takeRequest().body().contains("ann's"));
        assertEquals(List.of("Whose?", "ann's"), thread("t"));
    }

    @Test
    void manyAtOnceAreKeptApart() throws Exception {
        model.byDefault(request -> Answer.of("You said ", request.question()));
        List<Call> runs = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            runs.add(AG_UI.call("run", as("ann").put("thread", "t" + i).put("text", "ann " + i)));
        }
        for (int i = 0; i < 4; i++) {
            assertEquals("You said ann " + i, runs.get(i).done().at("/messages/1/content").stringValue());
        }
    }

    @Test
    void aBodyOfTenMegabytesWithWhatRillDoesNotUseIsAnswered() throws Exception {
        model.enqueue(Answer.of("Hello"));
        ObjectNode large = agent().put("text", "Hi");
        ObjectNode run = large.putObject("run");
        run.putArray("tools").addObject().put("name", "f").put("description", "d").putObject("parameters")
                .put("type", "object");
        run.putArray("context").addObject().put("description", "d").put("value", "x".repeat(10_000_000));
        run.putObject("forwardedProps").put("of_tomorrow", 1);
        assertEquals("Hello", AG_UI.call("run", large).done().at("/messages/1/content").stringValue());
    }

    private ObjectNode agent() {
        return as("ann").put("thread", "t");
    }

    private static String nextText(Call run) throws InterruptedException {
        JsonNode event = run.next();
        while (!"TEXT_MESSAGE_CONTENT".equals(event.get("type").stringValue())) {
            event = run.next();
        }
        return event.get("delta").stringValue();
    }

    /** The run's last event is its error, and so it is to whoever waits for the run. */
    private static void error(Call run) throws InterruptedException {
        JsonNode event = run.next();
        while (!"RUN_ERROR".equals(event.get("type").stringValue())) {
            event = run.next();
        }
        assertFalse(event.get("message").stringValue().contains("CANARY"));
        assertFalse(event.get("message").stringValue().isBlank());
    }
}
