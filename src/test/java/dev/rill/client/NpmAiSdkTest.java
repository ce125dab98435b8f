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
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What npm's {@code ai} makes of the server: a chat over its ordinary transport, as its hooks for pages have it. */
class NpmAiSdkTest extends ClientTest {
    @RegisterExtension
    static final NpmScript AI = new NpmScript("ai.mjs");

    @Test
    void aWholeAnswerHasItsSourcesAndItsSteps() throws Exception {
        model.enqueue(SEARCH, Answer.words("Send DELETE [1]."));
        Call call = AI.call("send", chat().put("text", "How do I stop an answer?"));
        JsonNode said = call.next();
        while (!said.has("data")) {
            assertEquals("", text(said.path("message")), "no word before the first step");
            said = call.next();
        }
        assertEquals("data-step", said.at("/data/type").stringValue());
        JsonNode after = call.done();
        assertEquals("ready", after.get("status").stringValue());
        JsonNode answer = after.at("/messages/1");
        assertEquals("Send DELETE [1].", text(answer));
        JsonNode source = parts(answer, "source-document").getFirst();
        assertEquals("1", source.get("sourceId").stringValue());
        assertTrue(source.get("filename").stringValue().endsWith(".md"));
        assertEquals(List.of("How do I stop an answer?", "Send DELETE [1]."), thread("t"));
        assertEquals(get("/threads/t").at("/messages/1/id").stringValue(), answer.get("id").stringValue());
    }

    @Test
    void aTokenIsThereBeforeTheNextLeavesTheModel() throws Exception {
        Gate gate = new Gate();
        model.enqueue(Answer.of("one ", "two ", "three").withGate(gate));
        Call call = AI.call("send", chat().put("text", "Count"));
        for (String soFar : List.of("one ", "one two ", "one two three")) {
            gate.release(1);
            until(call, soFar);
        }
        gate.open();
        assertEquals("one two three", text(call.done().at("/messages/1")));
    }

    @Test
    void theThreadIsTheHistoryOfTheNextQuestion() throws Exception {
        model.enqueue(Answer.of("Two"), Answer.of("Three"));
        JsonNode first = AI.call("send", chat().put("text", "What is one and one?")).done();
        AI.call("send", chat().put("text", "And one more?").set("messages", first.get("messages"))).done();
        model.takeRequest();
        String second = model.takeRequest().body();
        assertTrue(second.contains("What is one and one?") && second.contains("Two"), second);
        assertEquals(List.of("What is one and one?", "Two", "And one more?", "Three"), thread("t"));
    }

    @Test
    void aStopClosesTheModelAndKeepsWhatHasCome() throws Exception {
        model.enqueue(SILENT);
        Call call = AI.call("send", chat().put("text", "Count"));
        until(call, "one ");
        call.abort();
        JsonNode after = call.done();
        assertEquals("ready", after.get("status").stringValue());
        assertEquals("one ", text(after.at("/messages/1")));
        upstreamCloses();
    }

    @Test
    void aStopFromElsewhereIsSeenAtTheMessage() throws Exception {
        model.enqueue(SILENT);
        Call call = AI.call("send", chat().put("text", "Count"));
        until(call, "one ");
        RawHttp.call(server.port(), "DELETE", "/api/chat/t/stream", Map.of("Authorization", "Bearer ann-key"), null);
        JsonNode after = call.done();
        assertEquals("ready", after.get("status").stringValue());
        assertEquals("one ", text(after.at("/messages/1")));
        assertTrue(after.at("/messages/1/metadata/stopped").booleanValue(), after::toString);
    }

    @Test
    void aPageThatIsLoadedAnewResumesTheAnswer() throws Exception {
        Gate gate = new Gate();
        model.enqueue(Answer.of("one ", "two ", "three").withGate(gate));
        ObjectNode goesOn = chat().put("text", "Count");
        goesOn.putObject("body").put("onDisconnect", "continue");
        Call first = AI.call("send", goesOn);
        gate.release(1);
        until(first, "one ");
        first.abort();
        JsonNode left = first.done();

        Call again = AI.call("resume", (ObjectNode) chat().set("messages", left.get("messages")));
        gate.release(1);
        until(again, "one two ");
        gate.open();
        JsonNode after = again.done();
        assertEquals(2, after.get("messages").size());
        assertEquals("one two three", text(after.at("/messages/1")));
        assertEquals(List.of("Count", "one two three"), thread("t"));
    }

    @Test
    void whereNothingRunsThereIsNothingToResume() throws Exception {
        JsonNode after = AI.call("resume", chat()).done();
        assertEquals("ready", after.get("status").stringValue());
        assertEquals(0, after.get("messages").size());
        assertFalse(after.has("error"));
    }

    @Test
    void anAnswerThatIsWantedAnewTakesThePlaceOfTheOneBefore() throws Exception {
        model.enqueue(Answer.of("first"), Answer.of("second"), Answer.of("edited"));
        JsonNode first = AI.call("send", chat().put("text", "Why?")).done().get("messages");
        JsonNode second = AI.call("regenerate", chat().set("messages", first)).done().get("messages");
        assertEquals("second", text(second.get(1)));
        assertEquals(List.of("Why?", "second"), thread("t"));
        String question = second.at("/0/id").stringValue();
        JsonNode edited = AI.call("send", chat().put("text", "Why not?").put("messageId", question)
                .set("messages", second)).done().get("messages");
        assertEquals(2, edited.size());
        assertEquals(List.of("Why not?", "edited"), thread("t"));
    }

    @Test
    void faultsOfTheModelAreErrorsBeforeTheFirstWordAndAfterSome() throws Exception {
        model.enqueue(Script.status(401), Answer.of("one ", "two").withFaultAfter(1, Effect.fin()));
        JsonNode before = AI.call("send", chat().put("text", "Why?")).done();
        assertEquals("error", before.get("status").stringValue());
        assertFalse(before.get("error").stringValue().contains("CANARY"));
        JsonNode inside = AI.call("send", chat("t2").put("text", "Why?")).done();
        assertEquals("error", inside.get("status").stringValue());
        assertEquals("one ", text(inside.at("/messages/1")));
    }

    @Test
    void aChatThatIsBusySaysSo() throws Exception {
        Gate gate = new Gate();
        model.enqueue(Answer.of("one ", "two").withGate(gate));
        Call running = AI.call("send", chat().put("text", "Count"));
        gate.release(1);
        until(running, "one ");
        JsonNode busy = AI.call("send", chat().put("text", "And?")).done();
        assertEquals("An answer is still running in this thread", busy.get("error").stringValue());
        gate.open();
        assertEquals("one two", text(running.done().at("/messages/1")));
    }

    @Test
    void anothersChatIsAnUnknownOneAndNobodyIsRefused() throws Exception {
        Gate gate = new Gate();
        model.enqueue(Answer.of("one ", "two").withGate(gate));
        Call running = AI.call("send", chat().put("text", "Count"));
        gate.release(1);
        until(running, "one ");
        assertEquals(0, AI.call("resume", as("bob").put("chat", "t")).done().get("messages").size());
        assertTrue(AI.call("send", chat().put("key", "wrong").put("text", "Why?")).done().has("error"));
        gate.open();
        assertEquals("one two", text(running.done().at("/messages/1")));
    }

    @Test
    void manyAtOnceAreKeptApart() throws Exception {
        model.byDefault(request -> Answer.of("You said ", request.question()));
        List<Call> calls = List.of(AI.call("send", chat("a").put("text", "ann 1")),
                AI.call("send", chat("b").put("text", "ann 2")), AI.call("send", chat("c").put("text", "ann 3")));
        for (int i = 0; i < 3; i++) {
            assertEquals("You said ann " + (i + 1), text(calls.get(i).done().at("/messages/1")));
        }
    }

    @Test
    void aBodyOfTenMegabytesWithMembersThatNobodyKnowsIsAnswered() throws Exception {
        model.enqueue(Answer.of("Hello"));
        ObjectNode large = chat().put("text", "Hi");
        large.putObject("body").put("of_tomorrow", "x".repeat(10_000_000));
        assertEquals("Hello", text(AI.call("send", large).done().at("/messages/1")));
    }

    private ObjectNode chat() {
        return chat("t");
    }

    private ObjectNode chat(String id) {
        return as("ann").put("chat", id);
    }

    /** Reads until the answer has come so far. */
    private static void until(Call call, String soFar) throws InterruptedException {
        while (!text(call.next().path("message")).equals(soFar)) {
            Thread.onSpinWait();
        }
    }

    private static String text(JsonNode message) {
        return parts(message, "text").stream().map(part -> part.get("text").stringValue())
                .collect(Collectors.joining());
    }

    private static List<JsonNode> parts(JsonNode message, String type) {
        return message.path("parts").valueStream()
                .filter(part -> type.equals(part.get("type").stringValue())).toList();
    }
}
