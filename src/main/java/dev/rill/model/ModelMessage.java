package dev.rill.model;

import java.util.List;

/** One message of the conversation that a model is given. Immutable. */
public sealed interface ModelMessage {

    record System(String content) implements ModelMessage {
    }

    record User(String content) implements ModelMessage {
    }

    /** @param toolCalls what the model asked for in this message; may be empty */
    record Assistant(String content, List<ModelEvent.ToolCall> toolCalls) implements ModelMessage {
    }

    record ToolResult(String toolCallId, String content) implements ModelMessage {
    }
}
