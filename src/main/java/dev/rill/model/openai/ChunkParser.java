package dev.rill.model.openai;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.rill.stream.Usage;
import java.io.EOFException;
import java.io.IOException;
import java.util.List;

/**
 * Reads the members of a chat completion chunk that Rill needs, and skips the others, with Jackson's streaming parser.
 * The format is OpenAI's {@code chat.completion.chunk}; members of the wrong type count as absent, bad JSON does not.
 * Any thread.
 */
final class ChunkParser {
    private static final int MOST_ERROR_CHARS = 500;
    private static final List<String> ERROR_STATUS = List.of("code", "status", "status_code");

    private final KeptParsers parsers = new KeptParsers();

    /**
     * Fills the chunk, and adds what it holds of tool calls to them.
     *
     * @throws IOException if it is not one JSON object
     */
    void parse(byte[] bytes, int from, int length, Chunk chunk, ToolCalls toolCalls) throws IOException {
        chunk.clear();
        KeptParsers.Kept kept = parsers.take(bytes, from, length);
        JsonParser parser = kept.parser();
        try {
            if (next(parser) != JsonToken.START_OBJECT) {
                throw new IOException("a chunk that is no object");
            }
            String type = "";
            while (next(parser) == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                JsonToken value = next(parser);
                switch (name) {
                    case "choices" -> choices(parser, value, chunk, toolCalls);
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
    void error(byte[] bytes, int from, int length, Chunk chunk) throws IOException {
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

    /** The parser takes its input in pieces, and says of an end that comes too soon that more may come. */
    private static JsonToken next(JsonParser parser) throws IOException {
        JsonToken token = parser.nextToken();
        if (token == JsonToken.NOT_AVAILABLE) {
            throw new EOFException("JSON that is not whole");
        }
        return token;
    }

    private static void choices(JsonParser parser, JsonToken value, Chunk chunk, ToolCalls toolCalls)
            throws IOException {
        if (value != JsonToken.START_ARRAY) {
            parser.skipChildren();
            return;
        }
        boolean first = true;
        for (JsonToken item = next(parser); item != JsonToken.END_ARRAY; item = next(parser)) {
            if (first && item == JsonToken.START_OBJECT) {
                choice(parser, chunk, toolCalls);
            } else {
                parser.skipChildren();
            }
            first = false;
        }
    }

    private static void choice(JsonParser parser, Chunk chunk, ToolCalls toolCalls) throws IOException {
        while (next(parser) == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            JsonToken value = next(parser);
            if (name.equals("delta") && value == JsonToken.START_OBJECT) {
                delta(parser, chunk, toolCalls);
            } else if (name.equals("finish_reason") && value == JsonToken.VALUE_STRING) {
                chunk.finishReason = FinishReasons.of(parser.getText()).orElse(null);
            } else {
                parser.skipChildren();
            }
        }
    }

    private static void delta(JsonParser parser, Chunk chunk, ToolCalls toolCalls) throws IOException {
        while (next(parser) == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            JsonToken value = next(parser);
            switch (name) {
                case "content" -> content(parser, value, chunk);
                // what the model has to say instead
                case "refusal" -> {
                    content(parser, value, chunk);
                    chunk.refusal |= value == JsonToken.VALUE_STRING && chunk.text != null;
                }
                case "tool_calls" -> toolCalls(parser, value, chunk, toolCalls);
                default -> parser.skipChildren();
            }
        }
    }

    /** Text, or a list of parts of which some are text. */
    private static void content(JsonParser parser, JsonToken value, Chunk chunk) throws IOException {
        if (value == JsonToken.VALUE_STRING) {
            chunk.append(parser.getText());
        } else if (value == JsonToken.START_ARRAY) {
            for (JsonToken item = next(parser); item != JsonToken.END_ARRAY; item = next(parser)) {
                if (item == JsonToken.START_OBJECT) {
                    part(parser, chunk);
                } else {
                    parser.skipChildren();
                }
            }
        } else {
            parser.skipChildren();
        }
    }

    private static void part(JsonParser parser, Chunk chunk) throws IOException {
        while (next(parser) == JsonToken.FIELD_NAME) {
            boolean text = parser.currentName().equals("text");
            if (next(parser) == JsonToken.VALUE_STRING && text) {
                chunk.append(parser.getText());
            } else {
                parser.skipChildren();
            }
        }
    }

    private static void toolCalls(JsonParser parser, JsonToken value, Chunk chunk, ToolCalls toolCalls)
            throws IOException {
        if (value != JsonToken.START_ARRAY) {
            parser.skipChildren();
            return;
        }
        for (JsonToken item = next(parser); item != JsonToken.END_ARRAY; item = next(parser)) {
            if (item == JsonToken.START_OBJECT) {
                toolCall(parser, toolCalls);
                chunk.delta = true;
            } else {
                parser.skipChildren();
            }
        }
    }

    private static void toolCall(JsonParser parser, ToolCalls toolCalls) throws IOException {
        int index = -1;
        String id = "";
        String function = "";
        String arguments = "";
        while (next(parser) == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            JsonToken value = next(parser);
            if (name.equals("index") && value == JsonToken.VALUE_NUMBER_INT) {
                index = (int) Math.clamp(parser.getValueAsLong(-1), -1, 1 << 20);
            } else if (name.equals("id") && value == JsonToken.VALUE_STRING) {
                id = parser.getText();
            } else if (name.equals("function") && value == JsonToken.START_OBJECT) {
                while (next(parser) == JsonToken.FIELD_NAME) {
                    String member = parser.currentName();
                    boolean text = next(parser) == JsonToken.VALUE_STRING;
                    if (text && member.equals("name")) {
                        function = parser.getText();
                    } else if (text && member.equals("arguments")) {
                        arguments = parser.getText();
                    } else {
                        parser.skipChildren();
                    }
                }
            } else {
                parser.skipChildren();
            }
        }
        toolCalls.add(index, id, function, arguments);
    }

    private static void usage(JsonParser parser, JsonToken value, Chunk chunk) throws IOException {
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

    private static void error(JsonParser parser, JsonToken value, Chunk chunk) throws IOException {
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
