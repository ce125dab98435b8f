package dev.rill.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rill.client.NpmScript.Call;
import dev.rill.http.response.Json;
import dev.rill.model.fake.Answer;
import dev.rill.model.fake.Effect;
import dev.rill.model.fake.Gate;
import dev.rill.model.fake.Script;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What npm's {@code openai} makes of chat completions. */
class NpmOpenAiTest extends ClientTest {
    @RegisterExtension
    static final NpmScript OPENAI = new NpmScript("openai.mjs");

    @Test
    void theModelIsListedAndFound() throws Exception {
        assertEquals("rill", OPENAI.call("models", as("ann")).done().at("/0/id").stringValue());
        assertEquals("model", OPENAI.call("model", as("ann").put("id", "rill")).done().get("object").stringValue());
        JsonNode none = OPENAI.call("model", as("ann").put("id", "gpt-4o")).failed();
        assertEquals(404, none.get("status").intValue());
        assertEquals("model_not_found", none.get("code").stringValue());
    }

    @Test
    void aWholeAnswerHasItsSourcesAndIsStoredNowhere() throws Exception {
        model.enqueue(SEARCH, Answer.words("Send DELETE [1]."));
        JsonNode answer = OPENAI.call("create", question("How do I stop an answer?")).done();
        JsonNode message = answer.at("/choices/0/message");
        assertEquals("Send DELETE [1].", message.get("content").stringValue());
        assertEquals("stop", answer.at("/choices/0/finish_reason").stringValue());
        assertTrue(answer.at("/usage/total_tokens").intValue() > 0);
        JsonNode cited = message.at("/annotations/0/url_citation");
        assertEquals("[1]", "Send DELETE [1].".substring(cited.get("start_index").intValue(),
                cited.get("end_index").intValue()));
        assertTrue(cited.get("url").stringValue().contains("/documents/"));
        assertEquals(0, get("/threads").get("total").intValue());
    }

    @Test
    void aTokenIsThereBeforeTheNextLeavesTheModel() throws Exception {
        Gate gate = new Gate();
        model.enqueue(Answer.of("one", "two", "three").withGate(gate));
        ObjectNode question = question("Count");
        ((ObjectNode) question.get("body")).putObject("stream_options").put("include_usage", true);
        Call stream = OPENAI.call("stream", question);
        for (String token : List.of("one", "two", "three")) {
            gate.release(1);
            assertEquals(token, nextText(stream));
        }
        gate.open();
        JsonNode chunk = stream.next();
        String reason = "";
        while (!chunk.get("choices").isEmpty()) {
            reason = chunk.at("/choices/0/finish_reason").stringValue(reason);
            chunk = stream.next();
        }
        assertEquals("stop", reason);
        assertTrue(chunk.at("/usage/completion_tokens").intValue() > 0);
        stream.done();
    }

    @Test
    void theLibrarysOwnGatheringOfAStreamIsTheWholeAnswer() throws Exception {
        model.enqueue(SEARCH, Answer.words("You send DELETE [1] for it."));
        Call gathered = OPENAI.call("gathered", question("How do I stop an answer?"));
        String text = gathered.next().stringValue();
        JsonNode whole = gathered.done();
        assertTrue("You send DELETE [1] for it.".startsWith(text), text);
        assertEquals("You send DELETE [1] for it.", whole.at("/choices/0/message/content").stringValue());
        assertEquals("stop", whole.at("/choices/0/finish_reason").stringValue());
    }

    @Test
    void theConversationReachesTheModel() throws Exception {
        model.enqueue(Answer.of("Three"));
        ObjectNode body = Json.object().put("model", "rill");
        ArrayNode messages = body.putArray("messages");
        say(messages, "system", "Answer in one word.");
        say(messages, "user", "What is one and one?");
        say(messages, "assistant", "Two");
        say(messages, "user", "And one more?");
        OPENAI.call("create", as("ann").set("body", body)).done();
        var sent = model.takeRequest().json().get("messages");
        assertTrue(sent.get(0).get("content").asText().endsWith("Answer in one word."));
        assertEquals("Two", sent.get(2).get("content").asText());
        assertEquals("And one more?", sent.get(3).get("content").asText());
    }

    @Test
    void anAbortClosesTheModelWhetherStreamedOrNot() throws Exception {
        model.enqueue(SILENT);
        Call stream = OPENAI.call("stream", question("Count"));
        assertEquals("one ", nextText(stream));
        stream.abort();
        stream.done();
        upstreamCloses();

        Gate gate = new Gate();
        model.enqueue(Answer.of("one", "two").withGate(gate));
        Call whole = OPENAI.call("create", question("Count"));
        gate.release(1);
        gate.awaitArrivals(2);
        whole.abort();
        assertEquals("Request was aborted.", whole.failed().get("message").stringValue());
        upstreamCloses();
    }

    @Test
    void faultsOfTheModelAreTheServersBeforeTheStreamAndInside() throws Exception {
        model.enqueue(Script.status(401), Answer.of("one", "two").withFaultAfter(1, Effect.fin()));
        JsonNode before = OPENAI.call("create", question("Hi")).failed();
        assertEquals(502, before.get("status").intValue());
        assertEquals("model_unauthorized", before.get("code").stringValue());
        Call stream = OPENAI.call("stream", question("Hi"));
        assertEquals("one", nextText(stream));
        JsonNode inside = stream.failed();
        assertEquals("model_truncated", inside.get("code").stringValue());
        assertEquals("server_error", inside.get("type").stringValue());
    }

    @Test
    void whatNobodyKnowsIsPassedOverAndWhatIsNoQuestionIsRefused() throws Exception {
        model.enqueue(Answer.of("Hello"));
        ObjectNode question = question("Hi");
        ObjectNode body = (ObjectNode) question.get("body");
        body.put("temperature", 0.1).put("seed", 7).putObject("of_tomorrow").put("a", 1);
        body.putArray("tools").addObject().put("type", "function").putObject("function").put("name", "f")
                .putObject("parameters").put("type", "object");
        assertEquals("Hello", content(OPENAI.call("create", question).done()));

        ObjectNode none = as("ann");
        none.putObject("body").put("model", "rill").putArray("messages");
        JsonNode refused = OPENAI.call("create", none).failed();
        assertEquals(400, refused.get("status").intValue());
        assertEquals("messages", refused.get("param").stringValue());
    }

    @Test
    void aConversationOfTenMegabytesIsAnsweredAndMoreThanIsAllowedRefused() throws Exception {
        model.byDefault(Answer.of("Hello"));
        ObjectNode large = question("Hi");
        ((ObjectNode) large.get("body")).put("of_tomorrow", "x".repeat(10_000_000));
        assertEquals("Hello", content(OPENAI.call("create", large).done()));
        ObjectNode tooLarge = question("Hi");
        ((ObjectNode) tooLarge.get("body")).put("of_tomorrow", "x".repeat(13_000_000));
        assertEquals(413, OPENAI.call("create", tooLarge).failed().get("status").intValue());
    }

    @Test
    void manyAtOnceAreKeptApart() throws Exception {
        model.byDefault(request -> Answer.of("You said ", request.question()));
        List<Call> calls = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            calls.add(OPENAI.call("create", question("ann " + i)));
        }
        for (int i = 0; i < 4; i++) {
            assertEquals("You said ann " + i, content(calls.get(i).done()));
        }
    }

    @Test
    void aKeyIsTheUsersOrNone() throws Exception {
        JsonNode refused = OPENAI.call("create", question("Hi").put("key", "wrong")).failed();
        assertEquals(401, refused.get("status").intValue());
        assertEquals("invalid_api_key", refused.get("code").stringValue());
    }

    private ObjectNode question(String text) {
        ObjectNode body = Json.object().put("model", "rill");
        say(body.putArray("messages"), "user", text);
        return (ObjectNode) as("ann").set("body", body);
    }

    private static void say(ArrayNode messages, String role, String content) {
        messages.addObject().put("role", role).put("content", content);
    }

    private static String content(JsonNode answer) {
        return answer.at("/choices/0/message/content").stringValue();
    }

    private static String nextText(Call stream) throws InterruptedException {
        while (true) {
            String text = stream.next().at("/choices/0/delta/content").stringValue("");
            if (!text.isEmpty()) {
                return text;
            }
        }
    }
}
