package dev.rill.model.openai;

import dev.rill.model.ModelEvent;
import dev.rill.stream.FinishReason;
import dev.rill.stream.Usage;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;

/** What one attempt has brought so far, and what of it the caller has not yet seen. Used by one thread. */
final class AnswerParts {
    private final TextCleaner cleaner = new TextCleaner();
    private final ToolCalls toolCalls = new ToolCalls();
    private final Queue<ModelEvent> ready = new ArrayDeque<>(4);
    private FinishReason finishReason;
    private Usage usage;
    private boolean deltas;
    private boolean refused;

    ToolCalls toolCalls() {
        return toolCalls;
    }

    Optional<FinishReason> finishReason() {
        return Optional.ofNullable(finishReason);
    }

    /** Whether any delta came, of the text or of a tool call. */
    boolean deltas() {
        return deltas;
    }

    boolean ready() {
        return !ready.isEmpty();
    }

    /** The next event for the caller, or null. */
    ModelEvent poll() {
        return ready.poll();
    }

    void add(Chunk chunk) {
        deltas |= chunk.delta;
        refused |= chunk.refusal;
        if (chunk.text != null) {
            text(cleaner.clean(chunk.text));
        }
        if (chunk.usage != null) {
            usage = chunk.usage;
        }
        if (chunk.finishReason != null) {
            finishReason = chunk.finishReason;
        }
    }

    /** The answer has ended as it should; a tool call that was cut off is not one. */
    void complete() {
        text(cleaner.end());
        FinishReason reason = finishReason == null ? FinishReason.STOP : finishReason;
        if (refused && reason.equals(FinishReason.STOP)) {
            reason = FinishReason.REFUSAL;
        }
        boolean cutOff = reason.equals(FinishReason.LENGTH) || reason.equals(FinishReason.CONTENT_FILTER);
        if (!toolCalls.isEmpty() && !cutOff) {
            reason = FinishReason.TOOL_CALLS;
            ready.addAll(toolCalls.complete());
        }
        ready.add(new ModelEvent.Finished(reason, Optional.ofNullable(usage)));
    }

    private void text(String text) {
        if (!text.isEmpty()) {
            ready.add(new ModelEvent.Text(text));
        }
    }
}
