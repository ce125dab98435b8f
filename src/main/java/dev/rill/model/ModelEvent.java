package dev.rill.model;

import dev.rill.stream.Usage;
import java.util.Optional;

/** What a model says, piece by piece. Exactly one {@link Finished} or {@link Failed} ends a call. Immutable. */
public sealed interface ModelEvent {

    /** A delta of the answer; not empty, without NUL and without half a surrogate pair. */
    record Text(String content) implements ModelEvent {
        /** Without the text. */
        @Override
        public String toString() {
            return "Text[" + content.length() + " characters]";
        }
    }

    /** The model asks for a tool to be run; complete, after its last argument delta. */
    record ToolCall(String id, String name, String argumentsJson) implements ModelEvent {
        /** Without the arguments. */
        @Override
        public String toString() {
            return "ToolCall[id=" + id + ", name=" + name + "]";
        }
    }

    /** The model came to its end. */
    record Finished(FinishReason reason, Optional<Usage> usage) implements ModelEvent {
    }

    /** The answer cannot be had, or not the rest of it. */
    record Failed(ModelFault fault) implements ModelEvent {
    }

    enum FinishReason { STOP, LENGTH, TOOL_CALLS, CONTENT_FILTER, OTHER }
}
