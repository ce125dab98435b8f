package dev.rill.wire.mcp;

import dev.rill.http.response.Json;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a call of a tool came to. Immutable.
 *
 * @param text       for a model
 * @param structured the same for a program; of the tool's output schema
 * @param error      whether it failed in a way that other arguments or another time may help
 */
record ToolResult(String text, Optional<ObjectNode> structured, boolean error) {

    static ToolResult of(String text, ObjectNode structured) {
        return new ToolResult(text, Optional.of(structured), false);
    }

    static ToolResult failure(String why) {
        return new ToolResult(why, Optional.empty(), true);
    }

    ObjectNode json() {
        ObjectNode json = Json.object();
        json.putArray("content").addObject().put("type", "text").put("text", text);
        structured.ifPresent(node -> json.set("structuredContent", node));
        return json.put("isError", error);
    }

    /** Without the text. */
    @Override
    public String toString() {
        return "ToolResult[error=" + error + "]";
    }
}
