package dev.rill.model.completion;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rill.stream.FinishReason;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ChunkReaderTest {
    private static final String OBFUSCATED = """
            {"id":"a","choices":[{"delta":{"content":"%s"}}],"obfuscation":"%s"}""";
    private static final List<String> SHAPES = List.of(
            """
            {"id":"a","choices":[{"index":0,"delta":{"content":"%s"},"finish_reason":null}],"usage":null}""",
            """
            {"id":"b","choices":[{"index":0,"delta":{"content":"%s"},"finish_reason":null}],"usage":null}""",
            """
            {"id":"a","choices":[{"index":0,"delta":{"content":"%s"},"finish_reason":"stop"}]}""",
            """
            {"id":"a","choices":[{"delta":{"content":"%s","tool_calls":[{"index":0,"id":"c","function":\
            {"name":"f","arguments":"1"}}]}}]}""",
            """
            {"id":"a","choices":[{"delta":{"content":"%1$s","content":"%1$s"}}]}""",
            """
            {"id":"a","x":{"content":"%1$s"},"choices":[{"delta":{"content":"%1$s"}}]}""",
            """
            {"id":"a","choices":[{"delta":{"content":"%s","refusal":"no"}}]}""",
            """
            {"id":"a","choices":[{"delta":{"content":[{"type":"text","text":"%s"}]}}]}""",
            """
            {"id":"a","choices":[{"delta":{"content":"x"}},{"delta":{"content":"%s"}}]}""",
            """
            {"id":"a","choices":[{"delta":{"content":"%s"}}],"usage":{"prompt_tokens":1,"completion_tokens":2}}""",
            """
            {"object":"error","message":"%1$s","choices":[{"delta":{"content":"%1$s"}}]}""",
            """
            {"choices":[{"delta":{"content":"%s"}}],"error":{"message":"overloaded","code":"503"}}""",
            """
            {"choices":[{"delta":{"content":"%s"}}]} x""",
            OBFUSCATED,
            """
            {"id":"a","choices":[{"delta":{"content":"%s","obfuscation":"%s"}}],"usage":null}""",
            """
            {"id":"a","choices":[{"delta":{"content":"%s"},"x":["obfuscation":"%s"]}]}""",
            """
            {"id":"a","choices":[{"delta":{"content":"%s"}}],"x":{"obfuscation":"%s"},"finish_reason":"stop"}""",
            """
            {"id":"a","obfuscation":"%2$s","choices":[{"delta":{"content":"%1$s"}}]}""",
            """
            {"id":"a","choices":[{"delta":{"content":"%1$s","x":"obfuscation","content":"%2$s"}}]}""",
            """
            {"id":"a","choices":[{"delta":{"content":"%s"}}],"obfuscation":"%s","error":{"message":"overloaded"}}""");
    private static final List<String> TEXTS = List.of("", " ", "content", "choices", "a", " token", "th\u00e9",
            "\u4e2d", "\ud83d\ude00", "\\n", "\\\"", "\\u00e9", "\\ud83d", "\\ude00", "x\\\\", "\",\"refusal\":\"b",
            "\"}}]}", "\t", "\\", "\"", "no", ",", ":", "},{", "index", "null");

    private final ChunkParser parser = new ChunkParser();

    @Test
    void anAnswerIsReadAsTheParserReadsEachOfItsChunks() {
        for (int seed = 0; seed < 3_000; seed++) {
            Random random = new Random(seed);
            ChunkReader reader = new ChunkReader(parser);
            String shape = SHAPES.getFirst();
            for (int i = 0; i < 12; i++) {
                shape = random.nextInt(3) == 0 ? SHAPES.get(random.nextInt(SHAPES.size())) : shape;
                byte[] bytes = shape.formatted(any(random), any(random)).getBytes(StandardCharsets.UTF_8);
                CompletionChunk chunk = new CompletionChunk();
                String parsed = said(() -> parser.parse(bytes, 0, bytes.length, chunk), chunk);
                String read = said(() -> reader.read(bytes, 0, bytes.length, chunk), chunk);
                assertEquals(parsed, read,
                        "seed " + seed + ", chunk " + i + ": " + new String(bytes, StandardCharsets.UTF_8));
            }
        }
    }

    private static String any(Random random) {
        return TEXTS.get(random.nextInt(TEXTS.size()));
    }

    @Test
    void theTextOfAChunkThatIsLikeTheLastIsTakenFromTheMiddleOfABuffer() throws IOException {
        ChunkReader reader = new ChunkReader(parser);
        CompletionChunk chunk = new CompletionChunk();
        StringBuilder text = new StringBuilder();
        for (String word : List.of("It", " says", " this", ".")) {
            byte[] json = SHAPES.getFirst().formatted(word).getBytes(StandardCharsets.UTF_8);
            byte[] bytes = ("data: " + new String(json, StandardCharsets.UTF_8) + "\n\ndata: {")
                    .getBytes(StandardCharsets.UTF_8);
            reader.read(bytes, 6, json.length, chunk);
            text.append(chunk.text);
        }
        assertEquals("It says this.", text.toString());
    }

    @Test
    void oneChunkWithAnEscapeIsParsedAndThoseAfterItAreNot() throws IOException {
        ChunkReader reader = new ChunkReader(parser);
        StringBuilder text = new StringBuilder();
        List<Integer> parsed = new ArrayList<>();
        List<String> words = List.of("It", " says", "\\n", " this", "\\\"", ",", " yes", ".");
        for (int i = 0; i < words.size(); i++) {
            byte[] bytes = OBFUSCATED.formatted(words.get(i), "aZ3kQ9xW7mB2".substring(i))
                    .getBytes(StandardCharsets.UTF_8);
            CompletionChunk chunk = new CompletionChunk();
            if (!reader.take(bytes, 0, bytes.length, chunk)) {
                parsed.add(i);
                reader.read(bytes, 0, bytes.length, chunk);
            }
            text.append(chunk.text);
        }
        assertEquals("It says\n this\", yes.", text.toString());
        assertEquals(List.of(0, 2, 4), parsed);
    }

    @Test
    void theEndOfAnAnswerIsSeenAfterChunksThatWereAlike() throws IOException {
        ChunkReader reader = new ChunkReader(parser);
        CompletionChunk chunk = new CompletionChunk();
        for (String shape : List.of(SHAPES.get(0), SHAPES.get(0), SHAPES.get(0), SHAPES.get(2))) {
            byte[] bytes = shape.formatted("a").getBytes(StandardCharsets.UTF_8);
            reader.read(bytes, 0, bytes.length, chunk);
        }
        assertEquals(FinishReason.STOP, chunk.finishReason);
    }

    private interface Reading {
        void read() throws IOException;
    }

    private static String said(Reading reading, CompletionChunk chunk) {
        try {
            reading.read();
        } catch (IOException e) {
            return "refused";
        }
        return chunk.text + "|" + chunk.delta + "|" + chunk.finishReason + "|" + chunk.usage + "|" + chunk.error + "|"
                + chunk.errorStatus + "|" + chunk.calls + "|" + chunk.thinking + "|" + chunk.refusal + "|"
                + chunk.opaque;
    }
}
