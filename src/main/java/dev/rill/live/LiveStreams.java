package dev.rill.live;

import dev.rill.stream.Cancellation;
import dev.rill.stream.EventCodec;
import dev.rill.stream.OnBusy;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/**
 * The streams that run and those that can still be replayed: admits, finds, stops, forgets. At most one stream runs in
 * a thread. Any thread; whoever made it closes it after the last stream has ended.
 */
public final class LiveStreams implements AutoCloseable {

    /** How much is allowed. */
    public record Limits(int maxStreams, int maxStreamsPerUser, Duration resumeFor, long resumeBytes,
                         long resumeTotalBytes) {
        /** For {@code maxStreamsPerUser}. */
        public static final int NO_LIMIT = 0;
    }

    /** Whether a stream may run. */
    public sealed interface Opening {

        /**
         * It runs; {@link LiveStreams#close(LiveStream, EndedStream)} or {@link #abandon} must follow.
         *
         * @param waits whether others are before it in its thread, and {@link LiveStreams#awaitTurn} has to come first
         */
        record Opened(LiveStream stream, boolean waits) implements Opening {
        }

        /** One of this id runs, or can still be replayed. */
        record Known(LiveStream stream) implements Opening {
        }

        record ThreadBusy(String messageId) implements Opening {
        }

        /** As many wait in the thread as may. */
        record LineFull(String messageId) implements Opening {
        }

        record TooManyStreams(boolean ofUser) implements Opening {
        }

        /** The server is behind with those that it has taken. */
        record Behind() implements Opening {
        }

        record Draining() implements Opening {
        }
    }

    /** What came of a stop. */
    public enum Stop { STOPPING, ALREADY_ENDED, UNKNOWN }

    private final Limits limits;
    private final StreamTimes times;
    private final EventCodec codec;
    private final StreamMonitor monitor;
    private final Watchdog watchdog;
    private final Clock clock;
    private final Entrance entrance;
    private final ReplayBudget budget;
    private final ConcurrentHashMap<String, LiveStream> known = new ConcurrentHashMap<>();
    private final ArrayDeque<LiveStream> replayable = new ArrayDeque<>();
    private final Watchdog.Watched expiry = this::forgetExpired;

    /** @param codec the form of all streams in their logs */
    public LiveStreams(Limits limits, StreamTimes times, EventCodec codec, StreamMonitor monitor,
                       Watchdog watchdog, Clock clock) {
        this.limits = limits;
        this.times = times;
        this.codec = codec;
        this.monitor = monitor;
        this.watchdog = watchdog;
        this.clock = clock;
        this.entrance = new Entrance(new Admission(limits.maxStreams(), limits.maxStreamsPerUser()));
        this.budget = new ReplayBudget(limits.resumeTotalBytes(), this::reclaim);
        watchdog.watch(expiry);
        watchdog.watch(entrance.watched());
    }

    /**
     * Takes a place and the thread for a stream that the calling thread will drive. From now on it can be found,
     * stopped and resumed. Where others are stopped for it, this blocks until they have ended.
     */
    public Opening open(StreamIdentity identity, OnBusy onBusy) {
        if (entrance.draining()) {
            return new Opening.Draining();
        }
        LiveStream stream = new LiveStream(identity, codec, new EventLog(limits.resumeBytes(), budget), times,
                clock.instant());
        // before its id is in the store or in a refusal, by which it may be stopped or resumed
        LiveStream earlier = known.putIfAbsent(identity.messageId(), stream);
        if (earlier != null) {
            return new Opening.Known(earlier);
        }
        Opening opening = entrance.enter(stream, onBusy);
        if (!(opening instanceof Opening.Opened)) {
            known.remove(identity.messageId(), stream);
            stream.log().end();
        }
        return opening;
    }

    /**
     * Waits until those before a stream have left its thread. By the thread that drives it, after its first event.
     *
     * @param free asked again and again then, with how long that has gone on: whether others let it into the thread
     * @throws Cancellation.CancelledException when it is cancelled first
     */
    public void awaitTurn(LiveStream stream, Predicate<Duration> free) {
        stream.waits(true);
        try {
            entrance.waitInLine(stream);
            entrance.waitUntil(stream, free);
        } finally {
            stream.waits(false);
        }
    }

    /** Whether the server is so far behind with what it has taken that it takes nothing more now. */
    public boolean behind() {
        return entrance.behind();
    }

    /** Tells that a stream's first event has been written. */
    public void begun(LiveStream stream) {
        entrance.begun(stream);
    }

    /** Shows an opened stream to the monitor and the watchdog. */
    public void started(LiveStream stream) {
        monitor.started(stream);
        watchdog.watch(stream);
    }

    /** Gives back what an opened stream took that was never started. */
    public void abandon(LiveStream stream) {
        begun(stream);
        known.remove(stream.identity().messageId(), stream);
        stream.log().end();
        freeThread(stream);
        entrance.release(stream);
        entrance.settled();
    }

    /** Lets the next question into the thread; before the terminal event, so that it may follow at once. */
    public void freeThread(LiveStream stream) {
        entrance.leaveThread(stream);
    }

    /** Gives back what a started stream took and keeps its log for replay. */
    public void close(LiveStream stream, EndedStream end) {
        watchdog.forget(stream);
        freeThread(stream);
        entrance.release(stream);
        monitor.ended(stream, end);
        synchronized (replayable) {
            replayable.addLast(stream);
        }
        entrance.settled();
    }

    /** A stream that runs or can be replayed; another owner's is unknown. */
    public Optional<LiveStream> find(String owner, String messageId) {
        return Optional.ofNullable(known.get(messageId)).filter(stream -> stream.identity().owner().equals(owner));
    }

    /** Asks a stream to stop; its client sees {@code cancelled}. */
    public Stop stop(String owner, String messageId) {
        return find(owner, messageId).map(stream -> {
            boolean stopping = stream.cancellation().cancel(Cancellation.Reason.STOPPED)
                    || stream.ended().isEmpty() && (stream.cancellation().reason().isPresent()
                    || stream.cancellation().pressed());
            return stopping ? Stop.STOPPING : Stop.ALREADY_ENDED;
        }).orElse(Stop.UNKNOWN);
    }

    /** An empty log for another server's stream; it counts among this one's. Whoever asked discards it. */
    public EventLog foreignLog() {
        return new EventLog(limits.resumeBytes(), budget);
    }

    /** The answer that runs in a thread. */
    public Optional<String> runningIn(String owner, String threadId) {
        return entrance.in(owner, threadId).stream().findFirst().map(stream -> stream.identity().messageId());
    }

    /** A thread was deleted: what runs and waits in it stops, and none of its streams can be found any more. */
    public void forgetThread(String owner, String threadId) {
        entrance.in(owner, threadId).forEach(stream -> {
            known.remove(stream.identity().messageId(), stream);
            stream.cancellation().cancel(Cancellation.Reason.STOPPED);
        });
        synchronized (replayable) {
            replayable.removeIf(stream -> {
                boolean gone = stream.identity().owner().equals(owner)
                        && stream.identity().threadId().equals(threadId);
                if (gone) {
                    forget(stream);
                }
                return gone;
            });
        }
    }

    /** An answer was deleted: it stops where it runs, and can be found or replayed no more. */
    public void forget(String owner, String messageId) {
        find(owner, messageId).filter(stream -> known.remove(messageId, stream))
                .ifPresent(stream -> stream.cancellation().cancel(Cancellation.Reason.STOPPED));
    }

    /** The streams that are running, in no order. */
    public List<LiveStream> running() {
        return List.copyOf(monitor.unordered());
    }

    public boolean draining() {
        return entrance.draining();
    }

    /** Admits no more, and ends what waits for its turn in a thread. */
    public void drain() {
        entrance.drain();
    }

    /**
     * Waits until nothing runs. After {@link #drain}.
     *
     * @return false when something still runs after that time
     */
    public boolean awaitIdle(Duration atMost) throws InterruptedException {
        return entrance.awaitIdle(atMost);
    }

    /** From now on ends what runs, as soon as the server may write on no answer; asked several times a second. */
    public void endUnless(BooleanSupplier held) {
        watchdog.watch(_ -> running().stream().filter(stream -> stream.identity().stored() && !held.getAsBoolean())
                .forEach(stream -> stream.cancellation().cancel(Cancellation.Reason.LOST)));
    }

    /** Ends a stream for another that takes its place in its thread. */
    public void giveWay(LiveStream stream, Cancellation.Reason why) {
        stream.giveWay(why, Entrance.GIVING_WAY);
    }

    /**
     * Ends what still runs, with an error that says that the server is going down.
     *
     * @param writeStall for which a client may read nothing of it
     */
    public void endAll(Duration writeStall) {
        running().forEach(stream -> stream.giveWay(Cancellation.Reason.DRAINING, writeStall));
    }

    @Override
    public void close() {
        watchdog.forget(entrance.watched());
        watchdog.forget(expiry);
    }

    private void forgetExpired(long nowNanos) {
        long keep = limits.resumeFor().toNanos();
        synchronized (replayable) {
            for (LiveStream oldest = replayable.peekFirst();
                    oldest != null && nowNanos - oldest.endedNanos() >= keep; oldest = replayable.peekFirst()) {
                forget(replayable.removeFirst());
            }
        }
    }

    private void reclaim() {
        synchronized (replayable) {
            while (budget.exceeded() && !replayable.isEmpty()) {
                forget(replayable.removeFirst());
            }
        }
    }

    private void forget(LiveStream stream) {
        known.remove(stream.identity().messageId(), stream);
        stream.log().discard();
    }

}
