package dev.rill.wire.langgraph;

import dev.rill.http.response.Json;
import dev.rill.stream.FinishReason;
import dev.rill.stream.Source;
import dev.rill.stream.Usage;
import dev.rill.threads.MessageStatus;
import dev.rill.threads.ThreadMessage;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** Messages as LangChain writes them ({@code BaseMessage} of its core), and the state that they make. Stateless. */
final class Messages {

    private Messages() {
    }

    /** Whether it is part of a state: an answer that is being written, or has nothing to say, is none. */
    static boolean shown(ThreadMessage message) {
        return message.role() == ThreadMessage.Role.USER
                || message.status() != MessageStatus.STREAMING && !message.content().isEmpty();
    }

    static ObjectNode of(ThreadMessage message) {
        return switch (message.role()) {
            case USER -> human(message.id(), message.content());
            case ASSISTANT -> ai(message.id(), message.content(), message.sources(), message.usage(),
                    message.finishReason(), message.status());
        };
    }

    static ObjectNode human(String id, String text) {
        return base("human", id, text);
    }

    static ObjectNode ai(String id, String text, List<Source> sources, Optional<Usage> usage,
                         Optional<FinishReason> finish, MessageStatus status) {
        ObjectNode message = base("ai", id, text);
        if (!sources.isEmpty()) {
            message.withObject("/additional_kwargs").set("sources", Json.sources(sources));
        }
        ObjectNode told = message.withObject("/response_metadata");
        finish.ifPresent(reason -> told.put("finish_reason", reason.word()));
        told.put("status", status.name().toLowerCase(Locale.ROOT));
        message.putArray("tool_calls");
        message.putArray("invalid_tool_calls");
        if (usage.isPresent()) {
            message.set("usage_metadata", usage(usage.get()));
        } else {
            message.putNull("usage_metadata");
        }
        return message;
    }

    private static ObjectNode base(String type, String id, String text) {
        ObjectNode message = Json.object().put("content", text);
        message.putObject("additional_kwargs");
        message.putObject("response_metadata");
        return message.put("type", type).putNull("name").put("id", id);
    }

    static ObjectNode usage(Usage usage) {
        return Json.object().put("input_tokens", usage.promptTokens()).put("output_tokens", usage.completionTokens())
                .put("total_tokens", usage.totalTokens());
    }

    /** The state of a graph whose only channel is its messages. */
    static ObjectNode values(List<ObjectNode> messages) {
        ObjectNode values = Json.object();
        values.putArray("messages").addAll(messages);
        return values;
    }
}
