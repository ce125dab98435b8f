package dev.rill.wire.openai.responses;

import dev.rill.http.response.Json;
import dev.rill.threads.MessageStatus;
import dev.rill.threads.ThreadMessage;
import dev.rill.wire.openai.responses.item.Annotations;
import dev.rill.wire.openai.responses.item.MessageItem;
import dev.rill.wire.openai.responses.request.ResponseIds;
import tools.jackson.databind.node.ObjectNode;

/** Messages of a thread as items. Stateless. */
final class ItemJson {

    private ItemJson() {
    }

    static ObjectNode of(ThreadMessage message, ResponseView view) {
        ObjectNode json = Json.object().put("id", ResponseIds.message(message.id())).put("type", "message")
                .put("status", status(message.status()));
        ObjectNode part = switch (message.role()) {
            case USER -> Json.object().put("type", "input_text").put("text", message.content());
            case ASSISTANT -> MessageItem.part(message.content(),
                    Annotations.of(message.content(), view.shown(message.sources()), view.links()));
        };
        json.put("role", switch (message.role()) {
            case USER -> "user";
            case ASSISTANT -> "assistant";
        });
        json.putArray("content").add(part);
        return json;
    }

    private static String status(MessageStatus status) {
        return switch (status) {
            case STREAMING -> "in_progress";
            case COMPLETE -> "completed";
            case CANCELLED, ERROR, INTERRUPTED -> "incomplete";
        };
    }
}
