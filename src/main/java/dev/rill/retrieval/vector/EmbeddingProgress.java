package dev.rill.retrieval.vector;

import dev.rill.retrieval.Pace;
import dev.rill.retrieval.WorkProgress;
import java.time.Duration;
import java.util.Collection;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.apache.lucene.util.BytesRef;

/**
 * How far the vectors of passages are, which it says in the log now and then while some are missing, and when none is.
 * One thread makes them; any may ask.
 */
final class EmbeddingProgress {
    private static final System.Logger LOGGER = System.getLogger(EmbeddingProgress.class.getName());
    private static final Duration SAY_EVERY = Duration.ofSeconds(30);

    private final LongSupplier nanos;
    private final PendingPassages pending;
    private final Pace<BytesRef> pace;
    private int made;
    private int taken;
    private long began;
    private long said;

    EmbeddingProgress(PendingPassages pending, LongSupplier nanos) {
        this.nanos = nanos;
        this.pending = pending;
        this.pace = new Pace<>(nanos);
    }

    /** Passages are about to be embedded. */
    void begin() {
        pace.begin();
        if (made + taken == 0) {
            began = nanos.getAsLong();
            said = began;
        }
    }

    void made(Collection<BytesRef> passages) {
        made += passages.size();
        say(passages);
    }

    /** Others have made them. */
    void taken(Collection<BytesRef> passages) {
        taken += passages.size();
        say(passages);
    }

    private void say(Collection<BytesRef> passages) {
        passages.forEach(key -> pace.done(key, 1));
        long now = nanos.getAsLong();
        if (now - said >= SAY_EVERY.toNanos()) {
            said = now;
            pending.progress().map(this::timed).ifPresent(work -> LOGGER.log(System.Logger.Level.INFO,
                    "Vectors: {0} of {1} passages embedded{2}{3}", work.done(), work.done() + work.toDo(), others(),
                    work.leftInWords()));
        }
    }

    /** Nothing is left to do. */
    void finished() {
        if (made + taken > 0) {
            LOGGER.log(System.Logger.Level.INFO, "Vectors: {0} passages embedded{2} in {1} ms", made,
                    (nanos.getAsLong() - began) / 1_000_000, others());
        }
        made = 0;
        taken = 0;
        pace.rest();
    }

    private String others() {
        return taken == 0 ? "" : ", " + taken + " taken from other servers'";
    }

    /** With how long all take. */
    WorkProgress timed(WorkProgress work) {
        return timed(work, _ -> true);
    }

    /** With how long some of them take. */
    WorkProgress timed(WorkProgress work, Predicate<BytesRef> among) {
        return new WorkProgress(work.done(), work.toDo(), pace.left(work.toDo(), among));
    }
}
