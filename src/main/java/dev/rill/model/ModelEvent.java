package dev.rill.model;

import dev.rill.stream.FinishReason;
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

    /**
     * What the model thinks before it writes; a delta, fit for the wire as {@link Text}. Never part of an answer, and
     * never given to a model.
     */
    record Thinking(String content) implements ModelEvent {
        /** Without the text. */
        @Override
        public String toString() {
            return "Thinking[" + content.length() + " characters]";
        }
    }

    /**
     * The model asks for a tool to be run; complete, after its last argument delta.
     *
     * @param id     empty where the model wrote the call as text, which its server takes for text
     * @param opaque members of the call that its server wants back with it, as a JSON object; empty for none
     */
    record ToolCall(String id, String name, String argumentsJson, String opaque) implements ModelEvent {
        /** With nothing to be given back. */
        public ToolCall(String id, String name, String argumentsJson) {
            this(id, name, argumentsJson, "");
        }

        /** Without the arguments. */
        @Override
        public String toString() {
            return "ToolCall[id=" + id + ", name=" + name + "]";
        }
    }

    /**
     * The model came to its end.
     *
     * @param opaque members of a message with tool calls that its server wants back with it, as a JSON object; empty
     *               for none
     */
    record Finished(FinishReason reason, Optional<Usage> usage, String opaque) implements ModelEvent {
        /** With nothing to be given back. */
        public Finished(FinishReason reason, Optional<Usage> usage) {
            this(reason, usage, "");
        }

        /** Without what is given back, which may hold what the model thought. */
        @Override
        public String toString() {
            return "Finished[reason=" + reason.word() + ", usage=" + usage + "]";
        }
    }

    /** The answer cannot be had, or not the rest of it. */
    record Failed(ModelFault fault) implements ModelEvent {
    }
}
