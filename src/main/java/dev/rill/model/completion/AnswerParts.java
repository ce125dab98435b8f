package dev.rill.model.completion;

import dev.rill.model.ModelEvent;
import dev.rill.model.ModelRequest;
import dev.rill.stream.FinishReason;
import dev.rill.stream.Usage;
import java.net.ProtocolException;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;

/** What one attempt has brought so far, and what of it the caller has not yet seen. Used by one thread. */
public final class AnswerParts {
    private final TextCleaner cleaner = new TextCleaner();
    private final ToolCalls toolCalls = new ToolCalls();
    private final Queue<ModelEvent> ready = new ArrayDeque<>(4);
    private final CallFilter written;
    private final ThoughtFilter content;
    private final boolean mayCall;
    /** Null until a model thinks. */
    private TextCleaner thoughtCleaner;
    private OpaqueMembers opaque;
    private FinishReason finishReason;
    private Usage usage;
    private boolean deltas;
    private boolean refused;
    private boolean thinksFirst;

    /**
     * @param tools       what the model was told of
     * @param thinksFirst whether the content begins with a thought that no tag opens
     */
    public AnswerParts(ModelRequest.Tools tools, boolean thinksFirst) {
        written = new CallFilter(tools.all().stream().map(ModelRequest.Tool::name).toList(), ready);
        content = new ThoughtFilter(ready, written, thinksFirst);
        mayCall = !tools.offered().isEmpty();
    }

    public Optional<FinishReason> finishReason() {
        return Optional.ofNullable(finishReason);
    }

    /** Whether any delta came, of the text or of a tool call. */
    public boolean deltas() {
        return deltas;
    }

    /** Once it is complete, whether the content began with a thought that no tag opened. */
    public boolean thinksFirst() {
        return thinksFirst;
    }

    public boolean ready() {
        return !ready.isEmpty();
    }

    /** The next event for the caller, or null. */
    public ModelEvent poll() {
        return ready.poll();
    }

    /** @throws ProtocolException if the tool calls are too many or too long */
    public void add(CompletionChunk chunk) throws ProtocolException {
        deltas |= chunk.delta;
        refused |= chunk.refusal;
        if (chunk.thinking != null || chunk.marked != null || chunk.opaque != null) {
            thought(chunk);
        }
        if (chunk.text != null) {
            content.add(cleaner.clean(chunk.text));
        }
        if (chunk.calls != null) {
            for (ToolCalls.Delta call : chunk.calls) {
                toolCalls.add(call);
            }
        }
        if (chunk.usage != null) {
            usage = chunk.usage;
        }
        if (chunk.finishReason != null) {
            finishReason = chunk.finishReason;
        }
    }

    /** The answer has ended as it should; a tool call that was cut off is not one. */
    public void complete() {
        FinishReason reason = finishReason == null ? FinishReason.STOP : finishReason;
        if (refused && reason.equals(FinishReason.STOP)) {
            reason = FinishReason.REFUSAL;
        }
        boolean cutOff = reason.equals(FinishReason.LENGTH) || reason.equals(FinishReason.CONTENT_FILTER);
        content.add(cleaner.end());
        thinksFirst = content.end();
        List<ModelEvent.ToolCall> calls = written.end(cutOff);
        String back = "";
        if (!cutOff && !(toolCalls.isEmpty() && calls.isEmpty())) {
            reason = FinishReason.TOOL_CALLS;
            ready.addAll(toolCalls.isEmpty() ? calls : toolCalls.complete());
            back = opaque == null ? "" : opaque.json();
        }
        ready.add(new ModelEvent.Finished(reason, Optional.ofNullable(usage), back));
    }

    private void thought(CompletionChunk chunk) {
        if (thoughtCleaner == null) {
            thoughtCleaner = new TextCleaner();
            opaque = new OpaqueMembers();
        }
        if (chunk.thinking != null) {
            content.thought(thoughtCleaner.clean(chunk.thinking));
        }
        if (chunk.marked != null) {
            content.marked(cleaner.clean(chunk.marked));
        }
        if (chunk.opaque != null && mayCall) {
            chunk.opaque.forEach(opaque::add);
        }
    }
}
