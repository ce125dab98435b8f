package dev.rill.chat;

import dev.rill.rights.Reader;
import dev.rill.stream.OnBusy;
import dev.rill.threads.ThreadMessage;
import java.util.List;
import java.util.Optional;

/**
 * A question that has been checked and may be asked. Immutable.
 *
 * @param reader           as whom the documents are read
 * @param continueWhenGone whether the answer goes on when the client leaves
 * @param repeat           whether it may have been asked before, and how that is told
 * @param onBusy           what becomes of it where an answer runs in the thread
 * @param before           what was said elsewhere before it, which goes into the thread too, under ids of its own; not
 *                         with {@link Repeat.InPlace}
 * @param note             a JSON object that is kept with the answer, for a protocol whose answers repeat it
 */
public record Question(String owner, Reader reader, String threadId, String message, Optional<String> systemMessage,
                       boolean continueWhenGone, Repeat repeat, OnBusy onBusy, List<ThreadMessage> before,
                       Optional<String> note) {

    public Question {
        before = List.copyOf(before);
    }

    /** What makes a question one that was asked before, and what becomes of it then. Otherwise it is answered once. */
    public sealed interface Repeat {

        /** Nothing does. */
        record No() implements Repeat {
        }

        /** It is the last question of its thread. */
        record OfLast() implements Repeat {
        }

        /**
         * It came with the key of a question of its thread, or with its id: it is answered again, and that question
         * goes with all that followed it.
         */
        record InPlace(String key) implements Repeat {
            /** Without the key. */
            @Override
            public String toString() {
                return "InPlace[]";
            }
        }

        /** It came with a key that the client gives each question of a thread. */
        record OfKey(String key) implements Repeat {
            /** Without the key. */
            @Override
            public String toString() {
                return "OfKey[]";
            }
        }
    }

    /** One that follows what its thread has. */
    public Question(String owner, Reader reader, String threadId, String message, Optional<String> systemMessage,
                    boolean continueWhenGone, Repeat repeat, OnBusy onBusy) {
        this(owner, reader, threadId, message, systemMessage, continueWhenGone, repeat, onBusy, List.of(),
                Optional.empty());
    }

    /** One that is refused where an answer runs in the thread. */
    public Question(String owner, Reader reader, String threadId, String message, Optional<String> systemMessage,
                    boolean continueWhenGone, Repeat repeat) {
        this(owner, reader, threadId, message, systemMessage, continueWhenGone, repeat, OnBusy.REJECT);
    }

    /** Likewise, and that was not asked before. */
    public Question(String owner, Reader reader, String threadId, String message, Optional<String> systemMessage,
                    boolean continueWhenGone) {
        this(owner, reader, threadId, message, systemMessage, continueWhenGone, new Repeat.No());
    }

    /** Without what was asked. */
    @Override
    public String toString() {
        return "Question[owner=" + owner + ", threadId=" + threadId + ", continueWhenGone=" + continueWhenGone + "]";
    }
}
