package dev.rill.live;

import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * Knows every open stream and what the ended ones came to: each is counted once, under the way it ended. Averages are
 * over the last 100 streams that ended. Any thread.
 */
public final class StreamMonitor {
    /** Streams that an average is over. */
    public static final int WINDOW = 100;

    private final ConcurrentHashMap<String, LiveStream> active = new ConcurrentHashMap<>();
    private final LongAdder started = new LongAdder();
    private final ConcurrentHashMap<String, LongAdder> startedBy = new ConcurrentHashMap<>();
    private final LongAdder completed = new LongAdder();
    private final LongAdder cancelled = new LongAdder();
    private final LongAdder errored = new LongAdder();
    private final RollingAverage duration = new RollingAverage(WINDOW);
    private final RollingAverage tokens = new RollingAverage(WINDOW);
    private final RollingAverage firstToken = new RollingAverage(WINDOW);
    private final Clock clock;
    private final List<Consumer<LiveStream>> startListeners = new CopyOnWriteArrayList<>();
    private final List<Consumer<EndedStream>> listeners = new CopyOnWriteArrayList<>();
    private volatile Instant lastStart;
    private volatile Instant lastEnd;

    public StreamMonitor(Clock clock) {
        this.clock = clock;
    }

    /** Tells of every stream that starts, in the thread that starts it, before its first event. */
    public void onStart(Consumer<LiveStream> listener) {
        startListeners.add(listener);
    }

    /** Tells of every stream that ends, in the thread that ends it. */
    public void onEnd(Consumer<EndedStream> listener) {
        listeners.add(listener);
    }

    void started(LiveStream stream) {
        active.put(stream.identity().messageId(), stream);
        started.increment();
        startedBy.computeIfAbsent(stream.identity().protocol(), _ -> new LongAdder()).increment();
        lastStart = clock.instant();
        startListeners.forEach(listener -> listener.accept(stream));
    }

    /** Counts a stream and forgets it; a second call for the same stream changes nothing. */
    void ended(LiveStream stream, EndedStream end) {
        if (!active.remove(stream.identity().messageId(), stream)) {
            return;
        }
        switch (end.outcome()) {
            case COMPLETE -> completed.increment();
            case CANCELLED -> cancelled.increment();
            case ERROR -> errored.increment();
        }
        duration.record(end.durationMillis());
        tokens.record(end.tokens());
        if (end.firstTokenMillis() >= 0) {
            firstToken.record(end.firstTokenMillis());
        }
        lastEnd = clock.instant();
        listeners.forEach(listener -> listener.accept(end));
    }

    /** The streams that are open now, oldest first. */
    public List<LiveStream> active() {
        return active.values().stream().sorted(Comparator.comparing(LiveStream::startTime)).toList();
    }

    Collection<LiveStream> unordered() {
        return active.values();
    }

    public int activeCount() {
        return active.size();
    }

    public Metrics metrics() {
        long complete = completed.sum();
        long cancel = cancelled.sum();
        long error = errored.sum();
        long ended = complete + cancel + error;
        return new Metrics(active.size(), started.sum(), complete, cancel, error, duration.average(), tokens.average(),
                firstToken.average(), rate(complete, ended), rate(cancel, ended), rate(error, ended),
                Optional.ofNullable(lastStart), Optional.ofNullable(lastEnd), startedBy());
    }

    private Map<String, Long> startedBy() {
        Map<String, Long> counts = new TreeMap<>();
        startedBy.forEach((protocol, count) -> counts.put(protocol, count.sum()));
        return Collections.unmodifiableMap(counts);
    }

    private static double rate(long part, long whole) {
        return whole == 0 ? 0 : (double) part / whole;
    }

    /**
     * Durations in milliseconds, rates from 0 to 1 of the streams that have ended.
     *
     * @param startedBy how many were started by each protocol
     */
    public record Metrics(int activeConnections, long totalStreamsStarted, long completedStreams,
                          long cancelledStreams, long erroredStreams, double averageStreamDuration,
                          double averageTokensPerStream, double averageTimeToFirstToken, double completionRate,
                          double cancellationRate, double errorRate, Optional<Instant> lastStreamStartTime,
                          Optional<Instant> lastStreamEndTime, Map<String, Long> startedBy) {

        /** The figures of both; averages weigh as many streams as each is over. */
        public Metrics plus(Metrics other) {
            long complete = completedStreams + other.completedStreams;
            long cancel = cancelledStreams + other.cancelledStreams;
            long error = erroredStreams + other.erroredStreams;
            long ended = complete + cancel + error;
            Map<String, Long> started = new TreeMap<>(startedBy);
            other.startedBy.forEach((protocol, count) -> started.merge(protocol, count, Long::sum));
            return new Metrics(activeConnections + other.activeConnections,
                    totalStreamsStarted + other.totalStreamsStarted, complete, cancel, error,
                    mean(other, Metrics::averageStreamDuration), mean(other, Metrics::averageTokensPerStream),
                    mean(other, Metrics::averageTimeToFirstToken), rate(complete, ended), rate(cancel, ended),
                    rate(error, ended), later(lastStreamStartTime, other.lastStreamStartTime),
                    later(lastStreamEndTime, other.lastStreamEndTime), started);
        }

        private double mean(Metrics other, ToDoubleFunction<Metrics> average) {
            long mine = weight();
            long others = other.weight();
            return mine + others == 0 ? 0 : (mine * average.applyAsDouble(this) + others * average.applyAsDouble(other))
                    / (mine + others);
        }

        private long weight() {
            return Math.min(WINDOW, completedStreams + cancelledStreams + erroredStreams);
        }

        private static Optional<Instant> later(Optional<Instant> one, Optional<Instant> other) {
            return Stream.of(one, other).flatMap(Optional::stream).max(Comparator.naturalOrder());
        }
    }
}
