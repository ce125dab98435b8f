package dev.rill.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rill.client.NpmScript.Call;
import dev.rill.http.response.Json;
import dev.rill.model.fake.Answer;
import dev.rill.model.fake.Effect;
import dev.rill.model.fake.Gate;
import dev.rill.model.fake.Script;
import dev.rill.server.Polling;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What npm's {@code openai} makes of responses. */
class NpmResponsesTest extends ClientTest {
    @RegisterExtension
    static final NpmScript OPENAI = new NpmScript("openai.mjs");

    @Test
    void aWholeAnswerHasItsSearchAndItsSourcesAndIsReadAgain() throws Exception {
        model.enqueue(SEARCH, Answer.words("Send DELETE [1]."));
        ObjectNode question = question("How do I stop an answer?");
        ((ObjectNode) question.get("body")).putArray("include").add("file_search_call.results");
        JsonNode answer = OPENAI.call("respond", question).done();
        assertEquals("Send DELETE [1].", answer.get("output_text").stringValue());
        assertEquals("completed", answer.get("status").stringValue());
        assertTrue(answer.at("/output/0/results/0/filename").isString());
        JsonNode cited = answer.at("/output/1/content/0/annotations/0");
        assertEquals("[1]", "Send DELETE [1].".substring(cited.get("start_index").intValue(),
                cited.get("end_index").intValue()));
        assertEquals(answer, OPENAI.call("response", response(answer)).done());
    }

    @Test
    void aTokenIsThereBeforeTheNextLeavesTheModel() throws Exception {
        Gate gate = new Gate();
        model.enqueue(Answer.of("one", "two", "three").withGate(gate));
        Call stream = OPENAI.call("responding", question("Count"));
        for (String token : List.of("one", "two", "three")) {
            gate.release(1);
            assertEquals(token, nextText(stream));
        }
        gate.open();
        stream.done();
    }

    @Test
    void theLibrarysOwnGatheringOfAStreamIsTheWholeAnswer() throws Exception {
        model.enqueue(SEARCH, Answer.words("You send DELETE [1] for it."));
        Call gathered = OPENAI.call("respondingGathered", question("How do I stop an answer?"));
        String text = gathered.next().stringValue();
        JsonNode whole = gathered.done();
        assertTrue("You send DELETE [1] for it.".startsWith(text), text);
        assertEquals("You send DELETE [1] for it.", whole.get("output_text").stringValue());
    }

    @Test
    void aResponseGoesOnFromTheOneBeforeAndInAConversation() throws Exception {
        model.enqueue(Answer.of("Two"), Answer.of("Three"), Answer.of("Four"));
        JsonNode first = OPENAI.call("respond", question("What is one and one?")).done();
        ObjectNode next = question("And one more?");
        ((ObjectNode) next.get("body")).set("previous_response_id", first.get("id"));
        JsonNode second = OPENAI.call("respond", next).done();
        model.takeRequest();
        assertTrue(model.takeRequest().body().contains("What is one and one?"));
        ObjectNode order = response(second);
        order.putObject("query").put("order", "asc").put("limit", 1);
        assertEquals(List.of("What is one and one?", "Two", "And one more?"), texts(OPENAI.call("inputItems", order)));

        ObjectNode asked = as("ann");
        asked.putObject("body").putArray("items").addObject().put("role", "user").put("content", "Hello");
        JsonNode made = OPENAI.call("conversation", asked).done();
        ObjectNode within = question("And?");
        ((ObjectNode) within.get("body")).set("conversation", made.get("id"));
        OPENAI.call("respond", within).done();
        assertEquals(List.of("Four", "And?", "Hello"), texts(OPENAI.call("conversationItems", response(made))));
    }

    @Test
    void anAnswerInTheBackgroundIsPolledResumedAndCancelled() throws Exception {
        Gate gate = new Gate();
        model.enqueue(Answer.of("one ", "two").withGate(gate), SILENT);
        JsonNode begun = OPENAI.call("respond", background("Count")).done();
        assertEquals("in_progress", begun.get("status").stringValue());
        gate.open();
        Polling.until(() -> status(begun).equals("completed"));
        List<JsonNode> all = events(response(begun));
        for (int after = 0; after < all.size() - 1; after++) {
            ObjectNode from = response(begun);
            from.putObject("query").put("starting_after", after);
            assertEquals(all.subList(after + 1, all.size()), events(from));
        }
        JsonNode other = OPENAI.call("respond", background("Count")).done();
        assertEquals("cancelled", OPENAI.call("cancel", response(other)).done().get("status").stringValue());
    }

    @Test
    void anAbortClosesTheModel() throws Exception {
        model.enqueue(SILENT);
        Call stream = OPENAI.call("responding", question("Count"));
        assertEquals("one ", nextText(stream));
        stream.abort();
        stream.done();
        upstreamCloses();
    }

    @Test
    void faultsOfTheModelAreTheServersBeforeTheStreamAndInside() throws Exception {
        model.enqueue(Script.status(401), Answer.of("one", "two").withFaultAfter(1, Effect.fin()));
        JsonNode before = OPENAI.call("respond", question("Hi")).failed();
        assertEquals(502, before.get("status").intValue());
        Call inside = OPENAI.call("responding", question("Hi"));
        assertEquals("one", nextText(inside));
        JsonNode last = inside.next();
        while (!last.get("type").stringValue().equals("response.failed")) {
            last = inside.next();
        }
        assertEquals("server_error", last.at("/response/error/code").stringValue());
        inside.done();
    }

    @Test
    void aConversationThatIsBusySaysSoAndAnotherUsersIsUnknown() throws Exception {
        model.enqueue(SILENT);
        ObjectNode asked = as("ann");
        asked.putObject("body");
        JsonNode conversation = OPENAI.call("conversation", asked).done();
        ObjectNode within = question("Count");
        ((ObjectNode) within.get("body")).set("conversation", conversation.get("id"));
        Call stream = OPENAI.call("responding", within);
        JsonNode running = stream.next().get("response");
        assertEquals(409, OPENAI.call("respond", within).failed().get("status").intValue());
        for (String call : List.of("response", "resumed", "cancel", "inputItems")) {
            assertEquals(404, OPENAI.call(call, response(running).put("key", "bob-key")).failed().get("status")
                    .intValue(), call);
        }
        assertEquals(404, OPENAI.call("conversationItems", response(conversation).put("key", "bob-key")).failed()
                .get("status").intValue());
        assertEquals(404, OPENAI.call("respond", within.put("key", "bob-key")).failed().get("status").intValue());
        assertEquals(401, OPENAI.call("response", response(running).put("key", "wrong")).failed().get("status")
                .intValue());
        OPENAI.call("cancel", response(running)).done();
        stream.done();
    }

    @Test
    void manyAtOnceAreKeptApartAndAHistoryOfTenMegabytesIsAnswered() throws Exception {
        model.byDefault(request -> Answer.of("You said ", request.question()));
        List<Call> calls = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            calls.add(OPENAI.call("respond", question("ann " + i)));
        }
        for (int i = 0; i < 4; i++) {
            assertEquals("You said ann " + i, calls.get(i).done().get("output_text").stringValue());
        }
        ObjectNode large = question("Hi");
        ArrayNode input = ((ObjectNode) large.get("body")).putArray("input");
        for (int i = 0; i < 100; i++) {
            input.addObject().put("role", "user").put("content", "Question " + i);
            input.addObject().put("role", "assistant").put("content", "x".repeat(100_000));
        }
        input.addObject().put("role", "user").put("content", "And now?");
        JsonNode answer = OPENAI.call("respond", large).done();
        assertEquals("You said And now?", answer.get("output_text").stringValue());
        ((ObjectNode) large.get("body")).put("of_tomorrow", "x".repeat(3_000_000));
        assertEquals(413, OPENAI.call("respond", large).failed().get("status").intValue());
    }

    private ObjectNode question(String text) {
        ObjectNode args = as("ann");
        args.putObject("body").put("model", "rill").put("input", text).put("of_tomorrow", 1);
        return args;
    }

    private ObjectNode background(String text) {
        ObjectNode args = question(text);
        ((ObjectNode) args.get("body")).put("background", true);
        return args;
    }

    /** By its id. */
    private ObjectNode response(JsonNode known) {
        return (ObjectNode) as("ann").set("id", known.get("id"));
    }

    private String status(JsonNode known) {
        try {
            return OPENAI.call("response", response(known)).done().get("status").stringValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private static List<JsonNode> events(ObjectNode args) throws InterruptedException {
        Call call = OPENAI.call("resumed", args);
        List<JsonNode> events = new ArrayList<>();
        do {
            events.add(call.next());
        } while (!events.getLast().get("type").stringValue().equals("response.completed"));
        call.done();
        return events;
    }

    private static List<String> texts(Call call) throws InterruptedException {
        return call.done().valueStream().map(item -> item.at("/content/0/text").stringValue()).toList();
    }

    private static String nextText(Call stream) throws InterruptedException {
        while (true) {
            JsonNode event = stream.next();
            if (event.get("type").stringValue().equals("response.output_text.delta")) {
                return event.get("delta").stringValue();
            }
        }
    }
}
