package dev.rill.model;

import java.util.List;

/** One message of the conversation that a model is given. Immutable. */
public sealed interface ModelMessage {

    record System(String content) implements ModelMessage {
        /** Without the text. */
        @Override
        public String toString() {
            return "System[" + content.length() + " characters]";
        }
    }

    record User(String content) implements ModelMessage {
        /** Without the text. */
        @Override
        public String toString() {
            return "User[" + content.length() + " characters]";
        }
    }

    /**
     * @param toolCalls what the model asked for in this message; may be empty
     * @param opaque    see {@link ModelEvent.Finished}
     */
    record Assistant(String content, List<ModelEvent.ToolCall> toolCalls, String opaque) implements ModelMessage {
        /** With nothing that came beside. */
        public Assistant(String content, List<ModelEvent.ToolCall> toolCalls) {
            this(content, toolCalls, "");
        }

        /** Without the text. */
        @Override
        public String toString() {
            return "Assistant[" + content.length() + " characters, toolCalls=" + toolCalls + "]";
        }
    }

    record ToolResult(String toolCallId, String content) implements ModelMessage {
        /** Without the text. */
        @Override
        public String toString() {
            return "ToolResult[toolCallId=" + toolCallId + ", " + content.length() + " characters]";
        }
    }
}
