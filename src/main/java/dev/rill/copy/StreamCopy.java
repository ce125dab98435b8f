package dev.rill.copy;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A copy of what running answers have sent so far, for servers that do not write them. It may vanish at any time: the
 * log of the server that writes an answer is what counts.
 *
 * <p>One thread at a time. It connects when it is used and anew after each failure, which is a
 * {@link CopyUnavailableException} and leaves open what of a call was done. Whoever made it closes it.
 */
public interface StreamCopy extends AutoCloseable {

    /** What is known of a stream before its first event. */
    record Origin(String owner, String threadId, String protocol, Instant startTime) {
    }

    /** Something to be written, in its order. */
    sealed interface News {
        String messageId();

        /** Makes the copy, which is given up when it was not kept for so long. */
        record Begin(String messageId, Origin origin, Duration keep) implements News {
        }

        /** Whole frames, the last of which has the number {@code lastId}. */
        record Frames(String messageId, byte[] frames, long lastId) implements News {
        }

        /** Still runs. */
        record Keep(String messageId, Duration keep) implements News {
        }

        /** Has ended; nothing is added any more. */
        record Seal(String messageId, Duration keep) implements News {
        }

        /** The copy is wrong. */
        record Forget(String messageId) implements News {
        }
    }

    /** What came of it. */
    enum Written {
        DONE,
        /** There is no copy. */
        MISSING,
        /** The copy is another: it has this number already, was sealed, or is there where it was to be made. */
        REFUSED
    }

    /** One for each of the news; all of them in one round trip. */
    List<Written> write(List<News> news);

    /**
     * How far a copy is.
     *
     * @param lastId number of its last event, zero where it has none
     * @param sealed whether nothing is added any more
     */
    record Standing(long lastId, boolean sealed) {
    }

    /** Of those that there are; in one round trip. */
    Map<String, Standing> standings(Collection<String> messageIds);

    /** Whole frames, the last of which has the number {@code lastId}. */
    record Piece(byte[] frames, long lastId) {

        long firstId() {
            return lastId - Frames.count(frames) + 1;
        }

        /** Those that follow an event, which the first of them is not behind the next of. */
        byte[] after(long id) {
            return Frames.behind(frames, id + 1 - firstId());
        }
    }

    /**
     * What was read of a copy.
     *
     * @param origin where it was read {@link #FROM_THE_BEGINNING}
     * @param pieces in their order; each may begin before what was asked for
     * @param sealed whether nothing follows
     */
    record Part(Optional<Origin> origin, List<Piece> pieces, boolean sealed) {
    }

    /** Before the first event. */
    long FROM_THE_BEGINNING = -1;

    /** What follows the named events, of those copies that have something that does; in one round trip. */
    Map<String, Part> read(Map<String, Long> after);

    /**
     * Adds the last event of a stream that its server can no longer end, and seals its copy.
     *
     * @return whether it was done: the copy's last event had to be {@code lastId}
     */
    boolean seal(String messageId, long lastId, byte[] terminal, Duration keep);

    /** What is to be done every few seconds, whether something was written or not. */
    void upkeep();

    @Override
    void close();
}
