package dev.rill.live;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * How many questions may be on their way from being asked to their answer's first event. As many as come, until one has
 * waited for longer than it should, or the server's threads wait too long for a processor: then the server is behind,
 * and the number goes down and up as TCP's congestion window does (additive increase, multiplicative decrease; RFC
 * 5681, section 3.1), so that what is taken begins soon. Any thread.
 */
final class StartLimit implements Watchdog.Watched {
    /** So many may always be on their way: a slow store is no reason to refuse a few. */
    static final int LEAST = 32;
    private static final long WAIT_NANOS = Duration.ofMillis(300).toNanos();
    private static final long LAG_NANOS = Duration.ofSeconds(1).toNanos();
    /** After so long without a reason to refuse, as many as come are taken again. */
    private static final long RECOVERED_NANOS = Duration.ofSeconds(2).toNanos();

    private final LongSupplier nanoClock;
    private final SchedulerLag lag;
    /** In the order in which they came, with some that have begun. */
    private final ArrayDeque<Turn> waiting = new ArrayDeque<>();
    private int underWay;
    private double most = Double.POSITIVE_INFINITY;
    private long loweredNanos;
    private long refusedNanos;

    StartLimit(LongSupplier nanoClock, SchedulerLag lag) {
        this.nanoClock = nanoClock;
        this.lag = lag;
        this.loweredNanos = nanoClock.getAsLong() - RECOVERED_NANOS;
        this.refusedNanos = loweredNanos;
    }

    /** A question on its way. {@link #ended} follows. */
    static final class Turn {
        private final long cameNanos;
        private boolean ended;

        private Turn(long cameNanos) {
            this.cameNanos = cameNanos;
        }
    }

    /** Whether one more would be refused now. */
    synchronized boolean full() {
        return full(nanoClock.getAsLong());
    }

    /** Empty where it is one too many. */
    synchronized Optional<Turn> begin() {
        long now = nanoClock.getAsLong();
        if (full(now)) {
            return Optional.empty();
        }
        Turn turn = new Turn(now);
        waiting.addLast(turn);
        underWay++;
        return Optional.of(turn);
    }

    /** The answer has begun, or never will. Does nothing the second time. */
    synchronized void ended(Turn turn) {
        if (turn.ended) {
            return;
        }
        turn.ended = true;
        underWay--;
        while (!waiting.isEmpty() && waiting.peekFirst().ended) {
            waiting.removeFirst();
        }
        if (nanoClock.getAsLong() - turn.cameNanos < WAIT_NANOS) {
            most += 1 / most;
        }
    }

    private boolean full(long now) {
        if (underWay > LEAST && now - loweredNanos > WAIT_NANOS && isBehind(now)) {
            most = Math.max(LEAST, Math.min(most, underWay) / 2);
            loweredNanos = now;
        }
        boolean full = underWay >= most;
        if (full) {
            refusedNanos = now;
        } else if (now - refusedNanos > RECOVERED_NANOS && now - loweredNanos > RECOVERED_NANOS) {
            most = Double.POSITIVE_INFINITY;
        }
        return full;
    }

    private boolean isBehind(long now) {
        return !waiting.isEmpty() && now - waiting.peekFirst().cameNanos > WAIT_NANOS || lag.nanos(now) > LAG_NANOS;
    }

    @Override
    public void tick(long nowNanos) {
        lag.tick(nowNanos);
    }
}
