package dev.rill.model.completion;

import static dev.rill.model.completion.JsonTokens.next;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Set;

/**
 * Reads what a chunk says of the message: its {@code delta}, or the message itself. Servers have their own names for
 * what a model thinks: {@code reasoning_content} (DeepSeek, vLLM, llama.cpp), {@code reasoning} (OpenRouter, Ollama,
 * Groq), parts of the content (Mistral), and a mark on the content (Gemini). Any thread.
 */
final class DeltaParser {
    private static final Set<String> THINKING = Set.of("reasoning_content", "reasoning", "reasoning_text", "thinking");
    private static final Set<String> WANTED_BACK = Set.of("reasoning_details", "reasoning_opaque", "thinking_blocks",
            "extra_content", "provider_specific_fields", "thought_signature");

    private DeltaParser() {
    }

    /** Takes in the object that is open. */
    static void parse(JsonParser parser, CompletionChunk chunk) throws IOException {
        String before = chunk.text;
        boolean thought = false;
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
                case "tool_calls" -> ToolCallParser.calls(parser, value, chunk);
                case "function_call" -> ToolCallParser.function(parser, value, chunk);
                case "role" -> parser.skipChildren();
                default -> thought |= other(name, parser, value, chunk);
            }
        }
        if (thought && chunk.text != null) {
            // Gemini marks the content as a thought, behind the content
            String marked = before == null ? chunk.text : chunk.text.substring(before.length());
            chunk.text = before;
            chunk.marked = chunk.marked == null ? marked : chunk.marked.concat(marked);
        }
    }

    /** @return whether it says that the content is a thought */
    private static boolean other(String name, JsonParser parser, JsonToken value, CompletionChunk chunk)
            throws IOException {
        if (THINKING.contains(name)) {
            if (value == JsonToken.VALUE_STRING) {
                String text = parser.getText();
                if (chunk.thinking == null) { // the same text may stand there under two names
                    chunk.appendThinking(text);
                }
                chunk.add(OpaqueMembers.Member.text(name, text));
            } else {
                parser.skipChildren();
            }
            return false;
        }
        if (!WANTED_BACK.contains(name) || value == JsonToken.VALUE_NULL) {
            parser.skipChildren();
            return false;
        }
        String json = JsonTokens.text(parser);
        chunk.add(OpaqueMembers.Member.json(name, json));
        return name.equals("extra_content") && json.contains("\"thought\":true");
    }

    /** Text, or a list of parts of which some are text. */
    private static void content(JsonParser parser, JsonToken value, CompletionChunk chunk) throws IOException {
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

    /** A part's type says what its text is, and may stand behind it. */
    private static void part(JsonParser parser, CompletionChunk chunk) throws IOException {
        String type = "";
        String text = "";
        StringBuilder thinking = new StringBuilder();
        while (next(parser) == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            JsonToken value = next(parser);
            switch (name) {
                case "type" -> type = word(parser, value);
                case "text" -> text = word(parser, value);
                case "refusal" -> {
                    text = word(parser, value);
                    chunk.refusal |= !text.isEmpty();
                }
                case "thinking", "reasoning", "summary" -> thoughts(parser, value, thinking);
                default -> parser.skipChildren();
            }
        }
        if (type.contains("think") || type.contains("reason")) {
            chunk.appendThinking(thinking.append(text).toString());
        } else {
            chunk.append(text);
        }
    }

    private static String word(JsonParser parser, JsonToken value) throws IOException {
        parser.skipChildren();
        return value == JsonToken.VALUE_STRING ? parser.getText() : "";
    }

    /** Text, or parts of it at any depth. */
    private static void thoughts(JsonParser parser, JsonToken value, StringBuilder to) throws IOException {
        int depth = 0;
        for (JsonToken token = value; ; token = next(parser)) {
            depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
            if (token == JsonToken.VALUE_STRING && (depth == 0 || "text".equals(parser.currentName()))) {
                to.append(parser.getText());
            }
            if (depth == 0) {
                return;
            }
        }
    }
}
