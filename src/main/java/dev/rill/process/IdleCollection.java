package dev.rill.process;

import java.time.Duration;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;

/**
 * Gives back the memory that a load has left. The serial collector looks at old objects when it runs out of room for
 * them, and not before: what a busy hour took would stay with the process for good. So when nothing has run for a while
 * it is told to collect, and once more when the replays of the last streams are forgotten. A collection stops all
 * threads for some tenths of a second, which nobody notices then. Run again and again by one thread.
 */
public final class IdleCollection implements Runnable {
    private final IntSupplier running;
    private final LongSupplier started;
    private final LongSupplier nanoClock;
    private final Runnable collect;
    /** After so long without a stream each; in order. */
    private final long[] afterNanos;
    private long startedBefore = -1;
    private long quietSinceNanos;
    private int collected;

    /**
     * @param running    streams now
     * @param started    streams so far
     * @param quiet      how long nothing has to have run
     * @param replayable how long an ended stream is kept
     */
    public IdleCollection(IntSupplier running, LongSupplier started, Duration quiet, Duration replayable,
                   LongSupplier nanoClock, Runnable collect) {
        this.running = running;
        this.started = started;
        this.nanoClock = nanoClock;
        this.collect = collect;
        this.afterNanos = new long[] {quiet.toNanos(), quiet.plus(replayable).toNanos()};
    }

    @Override
    public void run() {
        long now = nanoClock.getAsLong();
        long startedNow = started.getAsLong();
        if (running.getAsInt() > 0 || startedNow != startedBefore) {
            startedBefore = startedNow;
            quietSinceNanos = now;
            collected = 0;
        } else if (collected < afterNanos.length && now - quietSinceNanos >= afterNanos[collected]) {
            collected++;
            collect.run();
        }
    }
}
