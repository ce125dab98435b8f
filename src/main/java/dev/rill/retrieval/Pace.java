package dev.rill.retrieval;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/**
 * How fast work of many pieces goes on, by what was done of it in the last minute. Any thread.
 *
 * @param <T> what tells pieces apart of which different people may know
 */
public final class Pace<T> {
    private static final Duration WINDOW = Duration.ofMinutes(1);
    private static final int MOST_KEPT = 10_000;
    /** Earlier than this nothing can be said. */
    private static final Duration LEAST = Duration.ofSeconds(2);
    private static final int LEAST_PIECES = 3;

    private record Piece<T>(long at, T what, long size) {
    }

    private final LongSupplier nanos;
    private final Deque<Piece<T>> recent = new ArrayDeque<>();
    /** Since when the recent pieces were done. */
    private long since;
    private boolean begun;

    /** @param nanos a clock that never goes back */
    public Pace(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /** A piece is about to be done; time counts from the first on. */
    public synchronized void begin() {
        if (!begun) {
            begun = true;
            since = nanos.getAsLong();
            recent.clear();
        }
    }

    /** @param size in which the work is measured */
    public synchronized void done(T what, long size) {
        if (recent.size() == MOST_KEPT) {
            since = recent.removeFirst().at();
        }
        recent.addLast(new Piece<>(nanos.getAsLong(), what, size));
    }

    /** Nothing is left to do, until there is something again. */
    public synchronized void rest() {
        begun = false;
    }

    /**
     * How long the rest takes.
     *
     * @param size  of all pieces among these that are left
     * @param among which pieces count
     * @return empty where too little was done of late to say
     */
    public synchronized Optional<Duration> left(long size, Predicate<T> among) {
        if (size == 0) {
            return Optional.of(Duration.ZERO);
        }
        long now = nanos.getAsLong();
        while (!recent.isEmpty() && now - recent.getFirst().at() > WINDOW.toNanos()) {
            since = recent.removeFirst().at();
        }
        long took = now - since;
        long done = recent.stream().filter(piece -> among.test(piece.what())).mapToLong(Piece::size).sum();
        return !begun || took < LEAST.toNanos() || recent.size() < LEAST_PIECES || done == 0 ? Optional.empty()
                : Optional.of(Duration.ofNanos((long) ((double) took * size / done)));
    }
}
