package dev.rill.model.completion;

import static dev.rill.model.completion.JsonTokens.next;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.rill.stream.Usage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;

/**
 * Reads the members of a chat completion chunk that Rill needs, and skips the others, with Jackson's streaming parser.
 * The format is OpenAI's {@code chat.completion.chunk}; members of the wrong type count as absent, bad JSON does not.
 * Any thread.
 */
public final class ChunkParser {
    private static final int MOST_ERROR_CHARS = 500;
    private static final List<String> ERROR_STATUS = List.of("code", "status", "status_code");

    /** What some servers send while they have nothing to send. */
    private static final Set<String> NOTHING = Set.of("null", "{}", "[]", "\"\"");
    private static final int MOST_NOTHING_BYTES = 8;

    private final KeptParsers parsers = new KeptParsers();

    /**
     * Fills the chunk. What is nothing at all, as {@code null} or an empty object, is a sign of life.
     *
     * @throws IOException if it is something, and not one JSON object
     */
    public void parse(byte[] bytes, int from, int length, CompletionChunk chunk) throws IOException {
        chunk.clear();
        if (isNothing(bytes, from, length)) {
            chunk.keepAlive = true;
            return;
        }
        KeptParsers.Kept kept = parsers.take(bytes, from, length);
        JsonParser parser = kept.parser();
        try {
            if (next(parser) != JsonToken.START_OBJECT) {
                throw new IOException("a chunk that is no object");
            }
            String type = "";
            chunk.keepAlive = true;
            while (next(parser) == JsonToken.FIELD_NAME) {
                chunk.keepAlive = false;
                String name = parser.currentName();
                JsonToken value = next(parser);
                switch (name) {
                    case "choices" -> choices(parser, value, chunk);
                    case "usage" -> usage(parser, value, chunk);
                    case "error" -> error(parser, value, chunk);
                    case "object" -> type = word(parser, value);
                    default -> parser.skipChildren();
                }
            }
            kept.requireEnd();
            if (type.equals("error") && chunk.error == null) {
                error(bytes, from, length, chunk);
            }
        } finally {
            parsers.give(kept);
        }
    }

    /** Takes the whole object as an error: an event named so, or a body that says so. */
    public void error(byte[] bytes, int from, int length, CompletionChunk chunk) throws IOException {
        KeptParsers.Kept kept = parsers.take(bytes, from, length);
        JsonParser parser = kept.parser();
        try {
            error(parser, next(parser), chunk);
        } finally {
            parsers.give(kept);
        }
    }

    private static String word(JsonParser parser, JsonToken value) throws IOException {
        parser.skipChildren();
        return value == JsonToken.VALUE_STRING ? parser.getText() : "";
    }

    private static boolean isNothing(byte[] bytes, int from, int length) {
        return length < MOST_NOTHING_BYTES
                && NOTHING.contains(new String(bytes, from, length, StandardCharsets.UTF_8).strip());
    }

    private static void choices(JsonParser parser, JsonToken value, CompletionChunk chunk) throws IOException {
        if (value != JsonToken.START_ARRAY) {
            parser.skipChildren();
            return;
        }
        for (JsonToken item = next(parser); item != JsonToken.END_ARRAY; item = next(parser)) {
            if (item == JsonToken.START_OBJECT) {
                choice(parser, chunk);
            } else {
                parser.skipChildren();
            }
        }
    }

    /** One that is not the answer leaves nothing, wherever in it its index stands. */
    private static void choice(JsonParser parser, CompletionChunk chunk) throws IOException {
        CompletionChunk before = chunk.copy();
        int index = 0;
        while (next(parser) == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            JsonToken value = next(parser);
            if (name.equals("delta") && value == JsonToken.START_OBJECT) {
                DeltaParser.parse(parser, chunk);
                chunk.deltasCame |= chunk.delta;
            } else if (name.equals("message") && value == JsonToken.START_OBJECT && !before.deltasCame) {
                // a whole answer, or what some servers call a delta; after deltas it is all of them once more
                DeltaParser.parse(parser, chunk);
            } else if (name.equals("finish_reason") && value == JsonToken.VALUE_STRING) {
                chunk.finishReason = FinishReasons.of(parser.getText()).orElse(null);
            } else if (name.equals("index") && value == JsonToken.VALUE_NUMBER_INT) {
                index = (int) Math.clamp(parser.getValueAsLong(0), 0, 1 << 20);
            } else {
                parser.skipChildren();
            }
        }
        if (!chunk.follows(index, before)) {
            chunk.restore(before);
        }
    }

    private static void usage(JsonParser parser, JsonToken value, CompletionChunk chunk) throws IOException {
        if (value != JsonToken.START_OBJECT) {
            parser.skipChildren();
            return;
        }
        long prompt = 0;
        long completion = 0;
        long total = 0;
        while (next(parser) == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            if (next(parser) == JsonToken.VALUE_NUMBER_INT) {
                long count = Math.max(0, parser.getValueAsLong(0));
                switch (name) {
                    case "prompt_tokens" -> prompt = count;
                    case "completion_tokens" -> completion = count;
                    case "total_tokens" -> total = count;
                    default -> { }
                }
            } else {
                parser.skipChildren();
            }
        }
        chunk.usage = new Usage(prompt, completion, total > 0 ? total : prompt + completion);
    }

    private static void error(JsonParser parser, JsonToken value, CompletionChunk chunk) throws IOException {
        if (value == JsonToken.VALUE_NULL || value == JsonToken.VALUE_FALSE) {
            return;
        }
        chunk.appendError("");
        int depth = 0;
        for (JsonToken token = value; token != null; token = next(parser)) {
            if (token.isStructStart()) {
                depth++;
            } else if (token.isStructEnd()) {
                depth--;
            } else if (token.isScalarValue() && chunk.error.length() < MOST_ERROR_CHARS) {
                String text = parser.getText();
                chunk.appendError(text.substring(0, Math.min(text.length(), MOST_ERROR_CHARS)));
                String name = parser.currentName(); // null in a list
                if (depth > 0 && name != null && ERROR_STATUS.contains(name) && text.matches("[45]\\d\\d")) {
                    chunk.errorStatus = Integer.parseInt(text);
                }
            }
            if (depth == 0) {
                return;
            }
        }
    }
}
