package dev.rill.model.openai;

import dev.rill.stream.FinishReason;
import dev.rill.stream.Usage;
import java.util.Locale;

/**
 * What one chunk of a streamed answer says; filled anew by {@link ChunkParser} for each. Members are null where the
 * chunk has none. Used by one thread.
 */
final class Chunk {
    String text;
    boolean delta;
    /** Whether the text says why the model does not answer. */
    boolean refusal;
    FinishReason finishReason;
    Usage usage;
    /** What an error object says, in lower case, for {@link Faults} alone. */
    String error;
    /** The HTTP status that it names, or 0. */
    int errorStatus;

    void clear() {
        text = null;
        delta = false;
        refusal = false;
        finishReason = null;
        usage = null;
        error = null;
        errorStatus = 0;
    }

    /** Whether it says nothing but a piece of the answer. */
    boolean textOnly() {
        return text != null && !refusal && finishReason == null && usage == null && error == null;
    }

    void append(String more) {
        if (!more.isEmpty()) {
            text = text == null ? more : text.concat(more);
            delta = true;
        }
    }

    void appendError(String more) {
        String said = more.toLowerCase(Locale.ROOT);
        error = error == null ? said : error + ' ' + said;
    }
}
