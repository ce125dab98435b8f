package dev.rill.model.completion;

import static dev.rill.model.completion.JsonTokens.next;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Reads what a chunk says of tool calls. Members that Rill does not know are kept: a server may want them back. */
final class ToolCallParser {
    private ToolCallParser() {
    }

    static void calls(JsonParser parser, JsonToken value, CompletionChunk chunk) throws IOException {
        if (value != JsonToken.START_ARRAY) {
            parser.skipChildren();
            return;
        }
        for (JsonToken item = next(parser); item != JsonToken.END_ARRAY; item = next(parser)) {
            if (item == JsonToken.START_OBJECT) {
                call(parser, chunk);
            } else {
                parser.skipChildren();
            }
        }
    }

    /** The one call that OpenAI's API had before there were several. */
    static void function(JsonParser parser, JsonToken value, CompletionChunk chunk) throws IOException {
        if (value != JsonToken.START_OBJECT) {
            parser.skipChildren();
            return;
        }
        Function function = function(parser);
        chunk.add(new ToolCalls.Delta(0, "", function.name, function.arguments, List.of()));
    }

    private static void call(JsonParser parser, CompletionChunk chunk) throws IOException {
        int index = -1;
        String id = "";
        Function function = new Function("", "");
        List<OpaqueMembers.Member> opaque = new ArrayList<>(1);
        while (next(parser) == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            JsonToken value = next(parser);
            switch (name) {
                case "index" -> {
                    if (value == JsonToken.VALUE_NUMBER_INT) {
                        index = (int) Math.clamp(parser.getValueAsLong(-1), -1, 1 << 20);
                    }
                    parser.skipChildren();
                }
                case "id" -> {
                    id = value == JsonToken.VALUE_STRING ? parser.getText() : "";
                    parser.skipChildren();
                }
                case "function" -> {
                    if (value == JsonToken.START_OBJECT) {
                        function = function(parser);
                    } else {
                        parser.skipChildren();
                    }
                }
                case "type" -> parser.skipChildren();
                default -> {
                    if (value != JsonToken.VALUE_NULL) {
                        opaque.add(OpaqueMembers.Member.json(name, JsonTokens.text(parser)));
                    }
                }
            }
        }
        chunk.add(new ToolCalls.Delta(index, id, function.name, function.arguments, opaque));
    }

    private record Function(String name, String arguments) {
        /** Without the arguments. */
        @Override
        public String toString() {
            return "Function[" + arguments.length() + " characters]";
        }
    }

    private static Function function(JsonParser parser) throws IOException {
        String function = "";
        String arguments = "";
        while (next(parser) == JsonToken.FIELD_NAME) {
            String member = parser.currentName();
            JsonToken value = next(parser);
            if (value == JsonToken.VALUE_STRING && member.equals("name")) {
                function = parser.getText();
            } else if (value == JsonToken.VALUE_STRING && member.equals("arguments")) {
                arguments = parser.getText();
            } else if (value == JsonToken.START_OBJECT && member.equals("arguments")) {
                arguments = JsonTokens.text(parser); // what the text should have held
            } else {
                parser.skipChildren();
            }
        }
        return new Function(function, arguments);
    }
}
