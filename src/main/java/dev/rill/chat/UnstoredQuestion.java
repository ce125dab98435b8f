package dev.rill.chat;

import dev.rill.rights.Reader;
import java.util.List;
import java.util.Optional;

/**
 * A question that has been checked, with the conversation that its client keeps: neither it nor the answer becomes part
 * of a thread. Immutable.
 *
 * @param reader as whom the documents are read
 * @param before the turns before it, oldest first
 */
public record UnstoredQuestion(String owner, Reader reader, String message, Optional<String> systemMessage,
                               List<WorkflowContext.Turn> before) {

    public UnstoredQuestion {
        before = List.copyOf(before);
    }

    /** Without what was asked. */
    @Override
    public String toString() {
        return "UnstoredQuestion[owner=" + owner + ", before=" + before.size() + "]";
    }
}
