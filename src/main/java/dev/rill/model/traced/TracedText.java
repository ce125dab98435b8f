package dev.rill.model.traced;

import dev.rill.model.ModelEvent;
import dev.rill.model.ModelMessage;
import dev.rill.model.ModelRequest;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;
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
                    assistant.toolCalls().forEach(call -> call(parts, call.id(), call.name(), call.argumentsJson()));
                }
                case ModelMessage.ToolResult(String id, String content) -> parts(messages, "tool").addObject()
                        .put("type", "tool_call_response").put("id", id).put("result", content);
            }
        }
        return messages.toString();
    }

    static String answered(String text, List<ModelEvent.ToolCall> calls) {
        ArrayNode messages = JsonNodeFactory.instance.arrayNode();
        ArrayNode parts = text(messages, "assistant", text);
        calls.forEach(call -> call(parts, call.id(), call.name(), call.argumentsJson()));
        return messages.toString();
    }

    private static void call(ArrayNode parts, String id, String name, String arguments) {
        ObjectNode call = parts.addObject().put("type", "tool_call").put("id", id).put("name", name);
        try {
            call.set("arguments", JsonMapper.shared().readTree(arguments));
        } catch (JacksonException e) {
            call.put("arguments", arguments); // what a model writes need not be JSON
        }
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
