package dev.rill.http.frames.flood;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * How soon a connection's requests are begun: a few at once, more with each answer that begins, as a connection of TCP
 * grows its window (RFC 5681, section 3.1), and some with time, so that what is slow to answer holds nobody up for
 * long. A client that opens all that it may and leaves again costs those few. The connection's thread.
 */
public final class RequestPace {
    private static final int AT_ONCE = 8;
    private static final int MOST_AT_ONCE = 256;
    private static final int PER_ANSWER = 4;
    private static final int PER_SECOND = 200;
    /** After which it is worth asking again: for the time that has passed, and there may have been an answer. */
    public static final Duration STEP = Duration.ofMillis(1000 / PER_SECOND);

    private final FrameBudget budget;

    /** @param answers how many have begun so far */
    public RequestPace(LongSupplier nanoTime, LongSupplier answers) {
        budget = new FrameBudget(AT_ONCE, MOST_AT_ONCE, PER_SECOND, nanoTime, () -> PER_ANSWER * answers.getAsLong());
    }

    /** @return whether one more may begin now */
    public boolean mayBegin() {
        return budget.take(1);
    }
}
