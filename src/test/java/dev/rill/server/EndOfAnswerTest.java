package dev.rill.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rill.http.RawHttp;
import dev.rill.model.fake.Answer;
import dev.rill.model.fake.Delta;
import dev.rill.model.fake.FakeModel;
import dev.rill.model.fake.Script;
import dev.rill.server.EventStream.Event;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Why an answer ended, and that none is both empty and complete. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EndOfAnswerTest {
    private static final Answer SEARCH = Answer.toolCall("search_documents", "{\"query\":\"how to stop an answer\"}");

    private FakeModel model;
    private TestServer server;
    private int test;

    @BeforeAll
    void start() {
        model = FakeModel.start();
        server = TestServer.start(model, Map.of());
    }

    @BeforeEach
    void forget() {
        model.reset();
        test++;
    }

    @AfterAll
    void close() {
        server.close();
        model.close();
    }

    @ParameterizedTest
    @CsvSource({"stop, stop", "length, length", "content_filter, content_filter", "refusal, refusal", "end_turn, stop",
            "MAX_TOKENS, length", "model_length, length", "SAFETY, content_filter", "tool_calls, stop", "eos, stop",
            "insufficient_system_resource, insufficient_system_resource", "abort, abort", "no word, other"})
    void theReasonIsInTheEventTheThreadTheWholeAnswerAndTheExports(String said, String told) throws IOException {
        model.byDefault(Answer.of("This is ", "the text.").withFinishReason(said));
        JsonNode complete = ask("t1").getLast().json();
        assertEquals("complete", complete.get("status").stringValue());
        assertEquals(told, complete.get("finishReason").stringValue());
        JsonNode messages = RawHttp.call(server.port(), "GET", "/threads/" + test + "-t1").json().get("messages");
        assertEquals(told, messages.get(1).get("finishReason").stringValue());
        assertFalse(messages.get(0).has("finishReason"));
        JsonNode exported = RawHttp.call(server.port(), "GET", "/threads/" + test + "-t1/export").json()
                .get("messages");
        assertEquals(told, exported.get(1).get("finishReason").stringValue());
        JsonNode whole = RawHttp.json(server.port(), "POST", "/chat", "{\"threadId\":\"" + test
                + "-t2\",\"message\":\"Hi\"}").json();
        assertEquals(told, whole.get("finishReason").stringValue());
        assertEquals(2, model.requests().size());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            stop            | # Answer
            length          | (cut off at the model's limit of tokens)
            content_filter  | (cut off by a content filter)
            refusal         | (the model refused)
            load_shed       | (ended by the model server: load\\_shed)""")
    void theMarkdownExportSaysSo(String reason, String words) throws IOException {
        model.byDefault(Answer.of("Text.").withFinishReason(reason));
        ask("t1");
        String markdown = RawHttp.call(server.port(), "GET", "/threads/" + test + "-t1/export",
                Map.of("Accept", "text/markdown"), new byte[0]).text();
        assertTrue(markdown.contains(words.replace("# Answer", "## Answer")), markdown);
        assertEquals(!reason.equals("stop"), markdown.contains("Z ("), markdown);
    }

    @Test
    void aRefusalInItsOwnMemberIsTextAndTheReason() throws IOException {
        model.byDefault(Answer.ofDeltas(List.of(
                new Delta.Data("{\"choices\":[{\"index\":0,\"delta\":{\"refusal\":\"I will \"}}]}"),
                new Delta.Data("{\"choices\":[{\"index\":0,\"delta\":{\"refusal\":\"not.\"}}]}"))));
        JsonNode complete = ask("t1").getLast().json();
        assertEquals("I will not.", complete.get("finalContent").stringValue());
        assertEquals("refusal", complete.get("finishReason").stringValue());
    }

    @ParameterizedTest
    @CsvSource({"length, MODEL_TRUNCATED, limit of tokens", "content_filter, MODEL_REJECTED, content filter",
            "PROHIBITED_CONTENT, MODEL_REJECTED, content filter", "refusal, MODEL_REJECTED, refused",
            "insufficient_system_resource, MODEL_MALFORMED, insufficient_system_resource"})
    void withoutTextAnErrorNamesTheCauseAndNothingElseIsAsked(String said, String code, String words)
            throws IOException {
        model.byDefault(Answer.of().withFinishReason(said));
        JsonNode error = ask("t1").getLast().json();
        assertEquals(code, error.get("code").stringValue());
        assertTrue(error.get("error").stringValue().contains(words), error.toString());
        assertEquals(1, model.requests().size());
    }

    @Test
    void theSameAfterASearch() throws IOException {
        model.enqueue(SEARCH).byDefault(Answer.of("\n", " ").withFinishReason("length"));
        List<Event> events = ask("t1");
        assertEquals("MODEL_TRUNCATED", events.getLast().json().get("code").stringValue());
        assertEquals(2, model.requests().size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"length", "content_filter"})
    void aSearchThatWasCutOffIsNone(String reason) throws IOException {
        model.byDefault(SEARCH.withFinishReason(reason));
        assertEquals("error", ask("t1").getLast().event());
        assertEquals(1, model.requests().size());
    }

    @Test
    void aModelThatNeverWritesEndsWithAnErrorNotWithNothing() throws IOException {
        model.byDefault(Answer.of());
        JsonNode error = ask("t1").getLast().json();
        assertEquals("MODEL_MALFORMED", error.get("code").stringValue());
        assertTrue(error.get("error").stringValue().contains("empty answer"));
        model.byDefault(Answer.of("\n\n", " "));
        assertEquals("error", ask("t2").getLast().event(), "blanks are nothing to read");
    }

    @Test
    void aModelThatLooksForEverHasToAnswerAndEndsWithAnErrorWhereItDoesNot() throws IOException {
        model.byDefault(SEARCH);
        assertEquals("MODEL_MALFORMED", ask("t1").getLast().json().get("code").stringValue());
        assertEquals(5 + 2, model.requests().size());
        assertFalse(model.requests().getLast().offersTools());
    }

    @Test
    void aModelThatWritesNothingAfterItsSearchIsAskedOnceMore() throws IOException {
        model.enqueue(SEARCH, Answer.of(), Answer.of("Press it [1]."));
        assertEquals("Press it [1].", ask("t1").getLast().json().get("finalContent").stringValue());
    }

    @Test
    void theToolsStayInTheRequestThatAsksForTheAnswer() throws IOException {
        try (FakeModel other = FakeModel.start();
                TestServer once = TestServer.start(other, Map.of("RILL_SEARCH_ROUNDS", "1"))) {
            other.enqueue(SEARCH).byDefault(request -> request.offersTools()
                    ? Answer.of("Thirty days [1].") : Script.status(400));
            assertEquals("complete", ask(once, "t1").getLast().event());
            assertEquals("none", other.requests().getLast().json().path("tool_choice").asText());
            assertFalse(other.requests().getFirst().json().has("tool_choice"));
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            400 | Function call is missing a thought_signature in functionCall parts
            400 | Expected `thinking` or `redacted_thinking`, but found `tool_use`
            404 | no endpoints found that support this
            422 | messages[2]: missing field `content`
            500 | Only user and assistant roles are supported; tool is not""")
    void aServerThatRefusesTheCallAfterASearchIsAskedWithThePassagesInThePrompt(int status, String said)
            throws IOException {
        model.byDefault(request -> request.hasToolResult()
                ? Script.reply(status, "application/json", "{\"error\":{\"message\":\"" + said + "\"}}")
                : request.offersTools() ? SEARCH : Answer.of("Press it [1]."));
        List<Event> events = ask("t1");
        assertEquals("Press it [1].", events.getLast().json().get("finalContent").stringValue());
        assertTrue(events.getLast().json().get("sources").size() > 0);
        assertTrue(model.requests().getLast().question().contains("Passages:"));
    }

    @ParameterizedTest
    @CsvSource({"400, context_length_exceeded, MODEL_REJECTED", "401, no, MODEL_UNAUTHORIZED",
            "400, content management policy, MODEL_REJECTED"})
    void whatWillBeRefusedAgainIsNotAskedAgain(int status, String said, String code) throws IOException {
        model.enqueue(SEARCH).byDefault(
                Script.reply(status, "application/json", "{\"error\":{\"message\":\"" + said + "\"}}"));
        assertEquals(code, ask("t1").getLast().json().get("code").stringValue());
        assertEquals(2, model.requests().size());
    }

    @Test
    void aServerThatDoesNotKnowToolChoiceIsAskedWithoutItFromThenOn() throws IOException {
        try (FakeModel other = FakeModel.start();
                TestServer alone = TestServer.start(other, Map.of("RILL_SEARCH_ROUNDS", "1"))) {
            other.byDefault(request -> request.json().has("tool_choice")
                    ? Script.reply(400, "application/json",
                            "{\"error\":{\"message\":\"tool_choice is not supported\"}}")
                    : request.hasToolResult() ? Answer.of("Press it [1].") : SEARCH);
            for (String thread : List.of("t1", "t2")) {
                assertEquals("complete", ask(alone, thread).getLast().event());
            }
            assertEquals(5, other.requests().size());
            assertTrue(other.requests().getLast().hasToolResult());
        }
    }

    private List<Event> ask(String thread) throws IOException {
        return ask(server, test + "-" + thread);
    }

    private static List<Event> ask(TestServer server, String thread) throws IOException {
        try (EventStream stream = EventStream.ask(server.port(), thread, "How do I stop an answer?")) {
            return stream.rest();
        }
    }
}
