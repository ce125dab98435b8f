package dev.rill.live;

import dev.rill.live.LiveStreams.Opening;
import dev.rill.stream.Cancellation;
import dev.rill.stream.OnBusy;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * What a stream needs before it may run: a place among those that are allowed, its turn in its thread, and a server
 * that is not behind. What got in gives back each: {@link #begun}, {@link #leaveThread}, {@link #release}. Any thread.
 */
final class Entrance {
    /** For which the client of an answer that gives way to another may take nothing of what is written to it. */
    static final Duration GIVING_WAY = Duration.ofSeconds(2);

    private static final Duration LOOK = Duration.ofMillis(200);

    private final Admission admission;
    private final ThreadTurns turns = new ThreadTurns();
    private final StartLimit starts = new StartLimit(System::nanoTime, new SchedulerLag());
    private final ConcurrentHashMap<String, StartLimit.Turn> starting = new ConcurrentHashMap<>();
    private final Object idle = new Object();
    private volatile boolean draining;

    Entrance(Admission admission) {
        this.admission = admission;
    }

    /** To be looked at for as long as streams come. */
    Watchdog.Watched watched() {
        return starts;
    }

    /** Who writes in a thread, and then who waits. */
    List<LiveStream> in(String owner, String threadId) {
        return turns.in(owner, threadId);
    }

    /** Whether nothing more is taken now. */
    boolean behind() {
        return starts.full();
    }

    /** Blocks where others are stopped, until they have left the thread. */
    Opening enter(LiveStream stream, OnBusy onBusy) {
        Opening opening = draining ? new Opening.Draining() : switch (onBusy) {
            case REJECT -> turns.take(stream).<Opening>map(Opening.ThreadBusy::new)
                    .or(() -> acquire(stream, 0)).orElseGet(() -> begin(stream));
            case ENQUEUE -> turns.join(stream).map(_ -> acquire(stream, 0).orElseGet(() -> begin(stream)))
                    .orElseGet(() -> lineFull(stream));
            case INTERRUPT -> turns.join(stream).map(before -> replace(stream, before, Cancellation.Reason.STOPPED))
                    .orElseGet(() -> lineFull(stream));
            case ROLLBACK -> turns.join(stream).map(before -> replace(stream, before, Cancellation.Reason.ROLLED_BACK))
                    .orElseGet(() -> lineFull(stream));
        };
        if (!(opening instanceof Opening.Opened)) {
            turns.leave(stream);
        }
        return opening;
    }

    private Opening lineFull(LiveStream stream) {
        List<LiveStream> line = turns.in(stream.identity().owner(), stream.identity().threadId());
        return new Opening.LineFull(line.isEmpty() ? "" : line.getFirst().identity().messageId());
    }

    /** Those before it leave their places among the allowed to it, so that one more is allowed until they have. */
    private Opening replace(LiveStream stream, List<LiveStream> before, Cancellation.Reason why) {
        if (starts.full()) {
            return new Opening.Behind(); // before anything is stopped for it
        }
        Optional<Opening> refused = acquire(stream, before.isEmpty() ? 0 : 1);
        if (refused.isPresent()) {
            return refused.get();
        }
        before.forEach(other -> other.giveWay(why, GIVING_WAY));
        if (awaitTurn(stream) && !draining) {
            return begin(stream);
        }
        release(stream);
        settled();
        return new Opening.Draining();
    }

    private boolean awaitTurn(LiveStream stream) {
        try {
            turns.await(stream);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private Optional<Opening> acquire(LiveStream stream, int spare) {
        return switch (admission.acquire(stream.identity().owner(), spare)) {
            case SERVER_FULL -> Optional.of(new Opening.TooManyStreams(false));
            case USER_FULL -> Optional.of(new Opening.TooManyStreams(true));
            case ADMITTED -> Optional.empty();
        };
    }

    private Opening begin(LiveStream stream) {
        Optional<StartLimit.Turn> turn = starts.begin();
        if (turn.isEmpty()) {
            release(stream);
            return new Opening.Behind();
        }
        starting.put(stream.identity().messageId(), turn.get());
        return new Opening.Opened(stream, turns.waits(stream));
    }

    /** Its first event is written, or never will be. */
    void begun(LiveStream stream) {
        StartLimit.Turn turn = starting.remove(stream.identity().messageId());
        if (turn != null) {
            starts.ended(turn);
        }
    }

    /** Waits behind those who came before, by the thread that drives it; ended by its cancellation. */
    void waitInLine(LiveStream stream) {
        waiting(stream, () -> {
            turns.await(stream);
            return true;
        });
    }

    /** Waits until something else lets it in, likewise. */
    void waitUntil(LiveStream stream, Predicate<Duration> free) {
        long from = System.nanoTime();
        while (!free.test(Duration.ofNanos(System.nanoTime() - from))) {
            waiting(stream, () -> {
                Thread.sleep(LOOK);
                return true;
            });
        }
    }

    private void waiting(LiveStream stream, Cancellation.Wait<Boolean, InterruptedException> wait) {
        Cancellation cancellation = stream.cancellation();
        if (draining) {
            cancellation.cancel(Cancellation.Reason.DRAINING);
        }
        try {
            cancellation.interruptibly(wait);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            cancellation.cancel(Cancellation.Reason.DRAINING);
            cancellation.check();
        }
    }

    /** Lets the next into the thread. Does nothing the second time. */
    void leaveThread(LiveStream stream) {
        turns.leave(stream);
    }

    /** Gives back its place among those that are allowed. */
    void release(LiveStream stream) {
        admission.release(stream.identity().owner());
    }

    /** Nothing is left to be done for one that has given its place back. */
    void settled() {
        if (draining) {
            synchronized (idle) {
                idle.notifyAll();
            }
        }
    }

    boolean draining() {
        return draining;
    }

    /** Nothing is taken any more, and what waits in line for its turn does not get it. */
    void drain() {
        draining = true;
        turns.waiting().forEach(stream -> stream.cancellation().cancel(Cancellation.Reason.DRAINING));
    }

    /** @return false when something still has a place after that time */
    boolean awaitIdle(Duration atMost) throws InterruptedException {
        long deadline = System.nanoTime() + atMost.toNanos();
        synchronized (idle) {
            for (long left = deadline - System.nanoTime(); admission.running() > 0 && left > 0;
                    left = deadline - System.nanoTime()) {
                TimeUnit.NANOSECONDS.timedWait(idle, left);
            }
        }
        return admission.running() == 0;
    }
}
