package dev.rill.model.completion;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rill.model.ModelEvent.ToolCall;
import dev.rill.stream.FinishReason;
import dev.rill.stream.Usage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChunkParserTest {
    private final ChunkParser parser = new ChunkParser();
    private final CompletionChunk chunk = new CompletionChunk();
    private final ToolCalls toolCalls = new ToolCalls();

    @Test
    void aChunkOfOpenAiIsRead() throws IOException {
        parse("""
                {"id":"chatcmpl-1","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,
                "delta":{"role":"assistant","content":" th\\u00e9 \\"x\\""},"logprobs":{"content":[{"token":"t","bytes":[1]}]},
                "finish_reason":null}],"usage":null}""");
        assertEquals(" thé \"x\"", chunk.text);
        assertTrue(chunk.delta);
        assertNull(chunk.finishReason);
        assertNull(chunk.usage);
        assertNull(chunk.error);
    }

    @Test
    void usageIsReadWithAndWithoutChoices() throws IOException {
        parse("""
                {"choices":[],"usage":{"prompt_tokens":3,"completion_tokens":4,"total_tokens":7,
                "prompt_tokens_details":{"cached_tokens":2}}}""");
        assertEquals(new Usage(3, 4, 7), chunk.usage);
        parse("""
                {"choices":[{"delta":{"content":"x"},"finish_reason":"stop"}],"usage":{"prompt_tokens":3,"completion_tokens":4}}""");
        assertEquals(new Usage(3, 4, 7), chunk.usage);
        assertEquals("x", chunk.text);
        assertEquals(FinishReason.STOP, chunk.finishReason);
    }

    @Test
    void otherFormsOfContentAreRead() throws IOException {
        parse("{\"choices\":[{\"delta\":{\"content\":[{\"type\":\"thinking\",\"thinking\":[{\"type\":\"text\","
                + "\"text\":\"no\"}]},{\"type\":\"text\",\"text\":\"yes\"}]}}]}");
        assertEquals("yes", chunk.text);
        parse("{\"choices\":[{\"delta\":{\"content\":null,\"refusal\":\"I will not.\"}}]}");
        assertEquals("I will not.", chunk.text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "\uFEFF{}", "{\"choices\":null}", "{\"choices\":[]}", "{\"choices\":[null]}",
            "{\"choices\":{}}",
            "{\"choices\":[{}]}", "{\"choices\":[{\"delta\":null,\"finish_reason\":\"\"}]}",
            "{\"choices\":[[1]],\"error\":null}",
            "{\"choices\":[{\"delta\":{\"content\":\"\",\"reasoning\":\"hm\"}}]}",
            "{\"object\":{\"error\":\"no\"}}", "{\"object\":[{}]}",
            "{\"choices\":[{\"delta\":{\"content\":7,\"tool_calls\":null}}],\"usage\":[]}"})
    void whatSaysNothingIsNoDelta(String json) throws IOException {
        parse(json);
        assertNull(chunk.text);
        assertFalse(chunk.delta);
        assertNull(chunk.finishReason);
        assertNull(chunk.usage);
        assertNull(chunk.error);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "[1]", "true", "7", "nul", "nullx", "\"x\"", "{", "{\"choices\":[", "{\"a\":}",
            "{} {}", "{}x", "{\"a\":\"\\x\"}",
            "{\"choices\":[{\"delta\":{\"content\":\"never ended}}]}", "{\"a\":01}", "{'a':1}",
            "\uFEFF\uFEFF{}", "\uFEFF", "{\"object\":{\"a\":1}", "{\"object\":[", "{\"object\":{\"a\":{}}",
            "{\"usage\":{\"prompt_tokens\":99999999999999999999999}}"})
    void whatIsNotOneObjectIsRefused(String json) {
        assertThrows(IOException.class, () -> parse(json));
    }

    @Test
    void aChunkThatIsCutAnywhereIsRefusedAndTheNextOneIsRead() throws IOException {
        String whole = "{\"choices\":[{\"delta\":{\"content\":\"\\u00e9 é\",\"tool_calls\":[{\"index\":0}]}},[1,{}]],"
                + "\"usage\":{\"prompt_tokens\":12},\"x\":[true,null,-1.5e3]}";
        byte[] bytes = whole.getBytes(StandardCharsets.UTF_8);
        for (int length = 0; length < bytes.length; length++) {
            int cut = length;
            assertThrows(IOException.class, () -> parser.parse(bytes, 0, cut, chunk), () -> "cut at " + cut);
            parse("{\"choices\":[{\"delta\":{\"content\":\"next\"}}]} \r\n\t");
            assertEquals("next", chunk.text);
        }
    }

    @Test
    void namesThatTheOtherSideMakesUpAreReadForAsLongAsItSendsThem() throws IOException {
        for (int i = 0; i < 10_000; i++) {
            parse("{\"name " + i + "\":{\"other " + i + "\":1},\"choices\":[{\"delta\":{\"content\":\"x" + i
                    + "\"}}]}");
            assertEquals("x" + i, chunk.text);
        }
    }

    @Test
    void depthIsBounded() {
        assertThrows(IOException.class, () -> parse("{\"a\":" + "[".repeat(10_000) + "]".repeat(10_000) + "}"));
    }

    @Test
    void everyFormOfAnErrorIsOne() throws IOException {
        parse("{\"error\":{\"message\":\"Slow DOWN\",\"type\":\"requests\",\"param\":null,\"code\":429}}");
        assertEquals(429, chunk.errorStatus);
        assertTrue(chunk.error.contains("slow down"));
        parse("{\"error\":[\"Boom\",429]}");
        assertEquals("boom 429", chunk.error.strip());
        parse("{\"error\":\"Boom\"}");
        assertEquals("boom", chunk.error.strip());
        assertEquals(0, chunk.errorStatus);
        parse("{\"object\":\"error\",\"message\":\"Too long\",\"code\":400}");
        assertEquals(400, chunk.errorStatus);
        parse("{\"error\":{\"message\":\"" + "x".repeat(100_000) + "\",\"more\":[1,{\"a\":\"b\"}]},\"choices\":[]}");
        assertTrue(chunk.error.length() < 2000);
    }

    @Test
    void toolCallsThatShareAnIndexAreToldApartByTheirIds() throws IOException {
        parse(tool("\"index\":0,\"id\":\"a\",\"function\":{\"name\":\"f\",\"arguments\":\"{}\"}"));
        parse(tool("\"index\":0,\"id\":\"b\",\"function\":{\"name\":\"f\",\"arguments\":\"{\\\"x\\\":\"}"));
        parse(tool("\"index\":0,\"function\":{\"arguments\":\"1}\"}"));
        assertEquals(List.of(new ToolCall("a", "f", "{}"), new ToolCall("b", "f", "{\"x\":1}")), toolCalls.complete());
    }

    @Test
    void toolCallsThatTakeTurnsAreToldApartByTheirIndex() throws IOException {
        parse(tool("\"index\":0,\"id\":\"a\",\"function\":{\"name\":\"f\"}"));
        parse(tool("\"index\":1,\"id\":\"b\",\"function\":{\"name\":\"g\"}"));
        parse(tool("\"index\":0,\"id\":\"a\",\"function\":{\"arguments\":\"{\\\"x\\\":1}\"}"));
        parse(tool("\"index\":1,\"id\":\"\",\"function\":{\"name\":\"g\",\"arguments\":\"{\\\"y\\\":2}\"}"));
        assertEquals(List.of(new ToolCall("a", "f", "{\"x\":1}"), new ToolCall("b", "g", "{\"y\":2}")),
                toolCalls.complete());
    }

    @Test
    void aToolCallMayLackIdIndexAndArguments() throws IOException {
        parse(tool("\"function\":{\"name\":\"f\"}"));
        assertEquals(List.of(new ToolCall("call_0", "f", "{}")), toolCalls.complete());
    }

    @Test
    void toolCallsAreBounded() throws IOException {
        for (int i = 0; i < 64; i++) {
            parse(tool("\"index\":" + i + ",\"function\":{\"name\":\"f\"}"));
        }
        assertThrows(IOException.class, () -> parse(tool("\"index\":64,\"function\":{\"name\":\"f\"}")));
        ToolCalls large = new ToolCalls();
        large.add(delta(0, "a", "f", "x".repeat(SseReader.MOST_BYTES - 2)));
        assertThrows(IOException.class, () -> large.add(delta(0, "", "", "x")));
        ToolCalls named = new ToolCalls();
        named.add(delta(0, "i".repeat(SseReader.MOST_BYTES - 1), "f", ""));
        assertThrows(IOException.class, () -> named.add(delta(1, "j", "f", "")));
    }

    private static ToolCalls.Delta delta(int index, String id, String name, String arguments) {
        return new ToolCalls.Delta(index, id, name, arguments, List.of());
    }

    private static String tool(String members) {
        return "{\"choices\":[{\"delta\":{\"tool_calls\":[{" + members + "}]}}]}";
    }

    private void parse(String json) throws IOException {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        parser.parse(bytes, 0, bytes.length, chunk);
        for (ToolCalls.Delta call : chunk.calls == null ? List.<ToolCalls.Delta>of() : chunk.calls) {
            toolCalls.add(call);
        }
    }
}
