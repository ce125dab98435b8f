package dev.rill.bench.client;

import java.util.Map;
import java.util.TreeMap;

/** What one load adds up to while it runs. One thread. */
final class Tally {
    private final Histogram first = new Histogram();
    private final Map<Long, Long> left = new TreeMap<>();
    private Histogram gaps = new Histogram();
    private long tokens;
    private long streams;
    private long errors;
    private String fault = "";
    private long beganNanos = System.nanoTime();
    private long endedNanos;

    /** Forgets the tokens so far: what counts begins now. */
    void begin() {
        gaps = new Histogram();
        tokens = 0;
        beganNanos = System.nanoTime();
    }

    void end() {
        endedNanos = System.nanoTime();
    }

    void token() {
        tokens++;
    }

    void firstToken(long nanos) {
        first.record(nanos);
    }

    void gap(long nanos) {
        gaps.record(nanos);
    }

    void stream(String wrong) {
        streams++;
        if (!wrong.isEmpty()) {
            errors++;
            fault = wrong.replace('\n', ' ').replace('\r', ' ');
        }
    }

    void left(long id) {
        left.put(id, System.nanoTime());
    }

    Outcome outcome() {
        return new Outcome(tokens, streams, (endedNanos - beganNanos) / 1e9, first.quantile(0.5), first.quantile(0.99),
                gaps.quantile(0.5), gaps.quantile(0.99), errors, fault, left);
    }
}
