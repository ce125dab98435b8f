package dev.rill.model.completion;

import dev.rill.stream.FinishReason;
import dev.rill.stream.Usage;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What one chunk of a streamed answer says; filled anew by {@link ChunkParser} for each, by one for a whole answer.
 * Members are null where the chunk has none. Used by one thread.
 */
public final class CompletionChunk {
    private static final int NONE = -1;

    public String text;
    /** What the model thinks and does not say. */
    String thinking;
    /** Text that the server marks as a thought. */
    String marked;
    public boolean delta;
    /** Whether the text says why the model does not answer. */
    boolean refusal;
    public FinishReason finishReason;
    Usage usage;
    List<ToolCalls.Delta> calls;
    /** What a server may want back with the tool calls. */
    List<OpaqueMembers.Member> opaque;
    /** Whether it is nothing but a sign of life. */
    public boolean keepAlive;
    /** What an error object says, in lower case, for {@link dev.rill.model.openai.FailureClassifier} alone. */
    public String error;
    /** The HTTP status that it names, or 0. */
    public int errorStatus;
    /** The choice that the answer is: the first that said something. */
    private int choice = NONE;
    /** Whether any chunk of the answer said something in a delta. */
    boolean deltasCame;

    public void clear() {
        text = null;
        thinking = null;
        marked = null;
        delta = false;
        refusal = false;
        finishReason = null;
        usage = null;
        calls = null;
        opaque = null;
        keepAlive = false;
        error = null;
        errorStatus = 0;
    }

    /** Whether it says nothing but a piece of the answer. */
    boolean textOnly() {
        return text != null && thinking == null && marked == null && !refusal && finishReason == null && usage == null
                && calls == null
                && opaque == null && error == null;
    }

    /** Whether a choice is the one that is read; a server may offer others, though none were asked for. */
    boolean follows(int index, CompletionChunk before) {
        boolean said = delta != before.delta || thinking != null && before.thinking == null;
        if (choice == NONE && said) {
            choice = index;
        }
        return choice == NONE || index == choice;
    }

    /** As it is now, but for what is no choice's. */
    CompletionChunk copy() {
        CompletionChunk copy = new CompletionChunk();
        copy.restore(this);
        return copy;
    }

    /** Takes back what came since. */
    void restore(CompletionChunk before) {
        text = before.text;
        thinking = before.thinking;
        marked = before.marked;
        delta = before.delta;
        refusal = before.refusal;
        finishReason = before.finishReason;
        calls = before.calls == null ? null : new ArrayList<>(before.calls);
        opaque = before.opaque == null ? null : new ArrayList<>(before.opaque);
        deltasCame = before.deltasCame;
    }

    void append(String more) {
        if (!more.isEmpty()) {
            text = text == null ? more : text.concat(more);
            delta = true;
        }
    }

    void appendThinking(String more) {
        if (!more.isEmpty()) {
            thinking = thinking == null ? more : thinking.concat(more);
        }
    }

    void add(ToolCalls.Delta call) {
        calls = calls == null ? new ArrayList<>(1) : calls;
        calls.add(call);
        delta = true;
    }

    void add(OpaqueMembers.Member member) {
        opaque = opaque == null ? new ArrayList<>(2) : opaque;
        opaque.add(member);
    }

    void appendError(String more) {
        String said = more.toLowerCase(Locale.ROOT);
        error = error == null ? said : error + ' ' + said;
    }
}
