package dev.rill.server.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rill.model.fake.Answer;
import dev.rill.model.fake.Delta;
import dev.rill.model.fake.Effect;
import dev.rill.model.fake.RecordedRequest;
import dev.rill.model.fake.Script;
import dev.rill.server.EventStream.Event;
import dev.rill.server.StreamingTest;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The dialects of model servers, each as its server writes it, and what a user sees of them. */
class ModelDialectsTest extends DialectsBed {

    static Stream<Arguments> answers() {
        return Stream.of(
                Arguments.of("vLLM: both names for one thought",
                        data(delta("\"reasoning\":\"Hm \",\"reasoning_content\":\"Hm \""),
                                delta("\"content\":\"Yes.\""))),
                Arguments.of("llama.cpp, DeepSeek: reasoning_content, content null meanwhile",
                        data(delta("\"content\":null,\"reasoning_content\":\"Hm \""),
                                delta("\"content\":\"Yes.\",\"reasoning_content\":null"))),
                Arguments.of("Ollama, Groq: reasoning, content empty meanwhile",
                        data(delta("\"content\":\"\",\"reasoning\":\"Hm \""), delta("\"content\":\"Yes.\""))),
                Arguments.of("OpenRouter: comments, reasoning and its details",
                        data(delta("\"content\":\"\",\"reasoning\":\"Hm \",\"reasoning_details\":"
                                + "[{\"type\":\"reasoning.text\",\"text\":\"Hm \",\"index\":0}]"),
                                delta("\"content\":\"Yes.\"")).withFormat(new Answer.Format(Answer.Framing.CHUNKED,
                                        "\n", "data: ", 0, "OPENROUTER PROCESSING", "text/event-stream"))),
                Arguments.of("Mistral: parts of the content",
                        data(delta(
                                "\"content\":[{\"type\":\"thinking\",\"thinking\":[{\"type\":\"text\",\"text\":\"Hm "
                                + "\"}]}]"),
                                delta("\"content\":[{\"type\":\"text\",\"text\":\"Yes.\"}]"))),
                Arguments.of("a part whose type stands behind its text",
                        data(delta(
                                "\"content\":[{\"text\":\"Hm "
                                + "\",\"type\":\"reasoning\"},{\"text\":\"Yes.\",\"type\":\"text\"}]"))),
                Arguments.of("LiteLLM before Anthropic: thinking_blocks beside",
                        data(delta("\"content\":\"\",\"reasoning_content\":\"Hm \",\"thinking_blocks\":"
                                + "[{\"type\":\"thinking\",\"thinking\":\"Hm \",\"signature\":null}]"),
                                delta("\"content\":\"Yes.\""))),
                Arguments.of("Gemini: a mark on the content, and tags in it",
                        data(delta("\"content\":\"<thought>Hm \",\"extra_content\":{\"google\":{\"thought\":true}}"),
                                delta("\"content\":\"</thought>Yes.\""))),
                Arguments.of("Gemini: a mark on the content without tags",
                        data(delta("\"content\":\"Hm \",\"extra_content\":{\"google\":{\"thought\":true}}"),
                                delta("\"content\":\"Yes.\""))),
                Arguments.of("R1, Qwen without a parser: tags, split anywhere",
                        Answer.of("<", "thi", "nk>\nHm ", "</", "think", ">\n", "\n", "Yes.")),
                Arguments.of("Magistral without a parser", Answer.of("[THINK]", "Hm ", "[/THINK]", "Yes.")),
                Arguments.of("Azure: a first chunk without choices",
                        data("{\"choices\":[],\"prompt_filter_results\":[{\"prompt_index\":0}]}",
                                delta("\"content\":\"Yes.\""))),
                Arguments.of("null as a sign of life", data("null", delta("\"content\":\"Y\""), "null", "null",
                        delta("\"content\":\"es.\""))),
                Arguments.of("an empty object, list or string as a sign of life", data("{}", " { } ", "[]", "\"\"",
                        delta("\"content\":\"Yes.\""))),
                Arguments.of("a ping as Anthropic sends it",
                        data("{\"type\":\"ping\"}", delta("\"content\":\"Yes.\""))),
                Arguments.of("a message in the place of a delta",
                        data("{\"choices\":[{\"message\":{\"role\":\"assistant\",\"content\":\"Y\"}}]}",
                                "{\"choices\":[{\"message\":{\"content\":\"es.\"},\"finish_reason\":\"stop\"}]}")),
                Arguments.of("the whole message once more behind its deltas",
                        data(delta("\"content\":\"Y\""), delta("\"content\":\"es.\""),
                                "{\"choices\":[{\"delta\":{},\"message\":{\"role\":\"assistant\",\"content\":\"Yes."
                                + "\"}}]}")),
                Arguments.of("another choice beside, in chunks of its own",
                        data(delta("\"content\":\"Y\""), "{\"choices\":[{\"index\":1,\"delta\":{\"content\":\"No\"}}]}",
                                "{\"choices\":[{\"delta\":{\"content\":\"pe\"},\"finish_"
                                + "reason\":\"length\",\"index\":1}]}",
                                delta("\"content\":\"es.\""))),
                Arguments.of("another choice in the same chunk",
                        data("{\"choices\":[{\"index\":0,\"delta\":{\"content\":\"Yes.\"}},"
                                + "{\"index\":1,\"delta\":{\"content\":\"No.\",\"tool_calls\":"
                                + "[{\"index\":0,\"id\":\"x\","
                                + "\"function\":{\"name\":\"search_documents\",\"arguments\":\"{}\"}}]}}]}")),
                Arguments.of("the only choice counted from one",
                        data("{\"choices\":[{\"index\":1,\"delta\":{\"content\":\"Y\"}}]}",
                                "{\"choices\":[{\"index\":1,\"delta\":{\"content\":\"es.\"}}]}")),
                Arguments.of("a whole answer though a stream was asked for",
                        json("{\"object\":\"chat.completion\",\"choices\":"
                        + "[{\"index\":0,\"message\":{\"role\":\"assistant\","
                                + "\"content\":\"Yes.\"},\"finish_reason\":\"stop\"}],\"usage\":{\"prompt_tokens\":1,"
                                + "\"completion_tokens\":1,\"total_tokens\":2}}")),
                Arguments.of("a whole answer with its thought", Script.reply(200, "Application/JSON; charset=utf-8",
                        "\n{\"choices\":[{\"message\":{\"reasoning_content\":\"Hm\",\"content\":\"<think>Hm</think>"
                        + "\\nYes.\"},"
                                + "\"finish_reason\":\"stop\"}]}")),
                Arguments.of("a stream that ends with neither reason nor mark", Script.raw(Effect.fin(),
                        "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\ndata: "
                        + delta("\"content\":\"Yes.\"")
                                + "\n\ndata: " + STOP + "\n\n")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("answers")
    void theAnswerIsTheAnswerAndNothingElse(String dialect, Script script) throws IOException {
        model.enqueue(script);
        List<Event> events = ask();
        assertEquals("complete", events.getLast().event(), events.getLast().json().toString());
        assertEquals("Yes.", StreamingTest.tokens(events));
        assertEquals("Yes.", events.getLast().json().get("finalContent").stringValue());
        assertEquals("stop", events.getLast().json().get("finishReason").stringValue());
    }

    static Stream<Arguments> searches() {
        String members = "{\"query\":\"stop an answer\"}";
        String quoted = "\"{\\\"query\\\":\\\"stop an answer\\\"}\"";
        return Stream.of(
                Arguments.of("OpenAI: in pieces", Answer.toolCall("search_documents", members)),
                Arguments.of("Ollama: at once, and finished with stop",
                        data(delta("\"tool_calls\":[{\"id\":\"call_x\",\"index\":0,\"type\":\"function\",\"function\":"
                                + "{\"name\":\"search_documents\",\"arguments\":" + quoted + "}}]"))),
                Arguments.of("Gemini: without an index",
                        data(delta("\"tool_calls\":[{\"id\":\"f1\",\"type\":\"function\","
                        + "\"function\":{\"name\":\"search_documents\",\"arguments\":" + quoted + "}}]"))),
                Arguments.of("arguments that are no text",
                        data(delta("\"tool_calls\":[{\"index\":0,\"id\":\"1\",\"function\":"
                        + "{\"name\":\"search_documents\",\"arguments\":" + members + "}}]"))),
                Arguments.of("the function_call of before",
                        data(delta("\"function_call\":{\"name\":\"search_documents\"}"),
                        delta("\"function_call\":{\"arguments\":" + quoted + "}")).withFinishReason("function_call")),
                Arguments.of("a whole answer",
                        json("{\"choices\":[{\"message\":{\"content\":null,\"tool_calls\":[{\"id\":\"1\","
                        + "\"type\":\"function\",\"function\":{\"name\":\"search_documents\",\"arguments\":" + quoted
                        + "}}]},\"finish_reason\":\"tool_calls\"}]}")),
                Arguments.of("the calls once more behind their deltas",
                        data(delta(
                                "\"tool_calls\":[{\"index\":0,\"id\":\"1\",\"function\":{\"name\":\"search_documents\","
                                + "\"arguments\":" + quoted + "}}]"),
                                "{\"choices\":[{\"delta\":{},\"message\":{\"tool_calls\":"
                                + "[{\"index\":0,\"id\":\"1\",\"function\":"
                                        + "{\"name\":\"search_documents\",\"arguments\":" + quoted + "}}]}}]}")),
                Arguments.of("Hermes, Qwen: as text",
                        Answer.of("<tool", "_call>\n", "{\"name\": \"search_documents\", ",
                        "\"arguments\": " + members + "}\n", "</tool_call>")),
                Arguments.of("Qwen: as text after a thought", Answer.of("<think>", "I should search.", "</think>\n\n",
                        "<tool_call>", "{\"name\": \"search_documents\", \"arguments\": " + members + "}",
                        "</tool_call>")),
                Arguments.of("Llama: bare JSON",
                        Answer.of("{\"", "name\":", " \"search_documents\",", " \"parameters\": ",
                        members, "}")),
                Arguments.of("Mistral: its mark",
                        Answer.of("[TOOL_CALLS]", "[{\"name\": \"search_documents\", \"arguments\": "
                        + members + "}]")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("searches")
    void aSearchIsASearchInWhateverWordsAndTheAnswerFollows(String dialect, Script script) throws IOException {
        model.enqueue(script, Answer.of("Press it [1]."));
        List<Event> events = ask();
        assertEquals("Press it [1].", StreamingTest.tokens(events), events.getLast().json().toString());
        assertTrue(events.getLast().json().get("sources").size() > 0);
        assertTrue(events.stream().anyMatch(event ->
                event.json().toString().contains("Searching for “stop an answer”")));
        RecordedRequest second = model.requests().getLast();
        assertTrue(second.hasToolResult() || second.question().contains("Passages:"));
        if (second.hasToolResult()) {
            JsonNode call = second.json().at("/messages/2/tool_calls/0");
            assertEquals("{\"query\":\"stop an answer\"}", call.at("/function/arguments").asText());
            assertEquals(call.path("id").asText(), second.json().at("/messages/3/tool_call_id").asText());
        }
    }

    @Test
    void aSearchWrittenAsTextInTheSecondAnswerAsksForTheAnswer() throws IOException {
        String call = "<tool_call>{\"name\": \"search_documents\", \"arguments\": {\"query\": \"x\"}}</tool_call>";
        model.enqueue(Answer.toolCall("search_documents", "{\"query\":\"a\"}"), Answer.of(call), Answer.of("Yes [1]."));
        assertEquals("Yes [1].", StreamingTest.tokens(ask()));
    }

    @Test
    void aModelThatWritesItsCallForEverHasNotAnswered() throws IOException {
        String call = "<tool_call>{\"name\": \"search_documents\", \"arguments\": {\"query\": \"x\"}}</tool_call>";
        model.enqueue(Answer.of(call), Answer.of(call));
        List<Event> events = ask();
        assertEquals("", StreamingTest.tokens(events));
        assertEquals("error", events.getLast().event());
        assertEquals("MODEL_MALFORMED", events.getLast().json().get("code").stringValue());
        model.enqueue(Answer.of(call), Answer.of("Yes [1].\n\n", call));
        assertEquals("Yes [1].\n\n", StreamingTest.tokens(ask()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Let me look.", "Let me look.\n", "Let me look.\n\n"})
    void whatIsWrittenBeforeASearchIsAParagraphOfItsOwn(String before) throws IOException {
        model.enqueue(Answer.ofDeltas(List.of(new Delta.Text(before),
                new Delta.Tool(0, "1", "search_documents", "{\"query\":\"stop\"}"))), Answer.of("Yes ", "[1]."));
        List<Event> events = ask();
        assertEquals("Let me look.\n\nYes [1].", StreamingTest.tokens(events));
        assertEquals("Let me look.\n\nYes [1].", events.getLast().json().get("finalContent").stringValue());
    }

    static Stream<Arguments> wantedBack() {
        String call =
                "\"tool_calls\":[{\"index\":0,\"id\":\"1\",\"function\":{\"name\":\"search_"
                + "documents\",\"arguments\":\"{}\"}";
        return Stream.of(
                Arguments.of("Gemini's signature of a call",
                        data(delta(call + ",\"extra_content\":{\"google\":{\"thought_signature\":\"c2ln\"}}}]")),
                        "/messages/2/tool_calls/0/extra_content/google/thought_signature", "c2ln"),
                Arguments.of("LiteLLM's for the same",
                        data(delta(call + ",\"provider_specific_fields\":{\"thought_signature\":\"c2ln\"}}]")),
                        "/messages/2/tool_calls/0/provider_specific_fields/thought_signature", "c2ln"),
                Arguments.of("DeepSeek's reasoning",
                        data(delta("\"reasoning_content\":\"I should \""), delta("\"reasoning_content\":\"search.\""),
                                delta(call + "}]")),
                        "/messages/2/reasoning_content", "I should search."),
                Arguments.of("Ollama's, Groq's", data(delta("\"reasoning\":\"Search.\""), delta(call + "}]")),
                        "/messages/2/reasoning", "Search."),
                Arguments.of("OpenRouter's details",
                        data(delta("\"reasoning_details\":[{\"type\":\"reasoning.text\",\"text\":\"a\",\"index\":0}]"),
                                delta("\"reasoning_details\":[{\"type\":\"reasoning."
                                + "text\",\"text\":\"b\",\"index\":0}]"),
                                delta("\"reasoning_details\":[{\"type\":\"reasoning."
                                + "encrypted\",\"data\":\"xyz\",\"index\":1}]"),
                                delta(call + "}]")),
                        "/messages/2/reasoning_details/0/text", "ab"),
                Arguments.of("Anthropic's blocks by way of LiteLLM",
                        data(delta(
                                "\"thinking_blocks\":[{\"type\":\"thinking\",\"thinking\":\"a\",\"signature\":null}]"),
                                delta("\"thinking_blocks\":"
                                + "[{\"type\":\"thinking\",\"thinking\":\"b\",\"signature\":null}]"),
                                delta("\"thinking_blocks\":"
                                + "[{\"type\":\"thinking\",\"thinking\":\"\",\"signature\":\"sig\"}]"),
                                delta(call + "}]")),
                        "/messages/2/thinking_blocks/0/signature", "sig"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("wantedBack")
    void whatCameWithACallIsGivenBackWithIt(String what, Script script, String pointer, String value)
            throws IOException {
        model.enqueue(script, Answer.of("Yes [1]."));
        assertEquals("Yes [1].", StreamingTest.tokens(ask()));
        JsonNode body = model.requests().getLast().json();
        assertEquals(value, body.at(pointer).asText(), body.path("messages").toString());
        assertTrue(body.at("/messages/2/content").isNull());
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"error\":{\"message\":\"model overloaded\",\"code\":503}}", "{\"choices\":[]}", "{}",
            "{\"detail\":\"Not Found\"}", "[]", "{\"choices\":[{\"message\":{"})
    void aWholeBodyThatIsNoAnswerIsToldAsWhatItIs(String body) throws IOException {
        model.enqueue(json(body), json(body), json(body));
        Event end = ask().getLast();
        assertEquals("error", end.event());
        assertEquals(body.contains("503") ? "MODEL_UNAVAILABLE" : "MODEL_MALFORMED",
                end.json().get("code").stringValue());
        model.reset();
    }
}
