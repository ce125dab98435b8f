package dev.rill.model.traced;

import dev.rill.model.ModelMessage;
import dev.rill.model.ModelRequest;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Messages in the form that OpenTelemetry's conventions have for them. */
final class TracedText {
    private TracedText() {
    }

    static String asked(ModelRequest request) {
        ArrayNode messages = JsonNodeFactory.instance.arrayNode();
        for (ModelMessage message : request.messages()) {
            switch (message) {
                case ModelMessage.System(String content) -> text(messages, "system", content);
                case ModelMessage.User(String content) -> text(messages, "user", content);
                case ModelMessage.Assistant assistant -> {
                    ArrayNode parts = text(messages, "assistant", assistant.content());
                    assistant.toolCalls().forEach(call -> parts.addObject().put("type", "tool_call")
                            .put("id", call.id()).put("name", call.name()).put("arguments", call.argumentsJson()));
                }
                case ModelMessage.ToolResult(String id, String content) -> parts(messages, "tool").addObject()
                        .put("type", "tool_call_response").put("id", id).put("result", content);
            }
        }
        return messages.toString();
    }

    static String answered(String text) {
        ArrayNode messages = JsonNodeFactory.instance.arrayNode();
        text(messages, "assistant", text);
        return messages.toString();
    }

    private static ArrayNode text(ArrayNode messages, String role, String content) {
        ArrayNode parts = parts(messages, role);
        if (!content.isEmpty()) {
            parts.addObject().put("type", "text").put("content", content);
        }
        return parts;
    }

    private static ArrayNode parts(ArrayNode messages, String role) {
        ObjectNode message = messages.addObject().put("role", role);
        return message.putArray("parts");
    }
}
