package dev.rill.copy;

import java.time.Duration;

/**
 * How often a copy is written and read, and how long it is kept.
 *
 * @param window    between two writes, and between two reads
 * @param keep      of an answer that runs, after it was last heard of
 * @param keepEnded of one that has ended
 */
public record CopyTimes(Duration window, Duration keep, Duration keepEnded) {
    private static final Duration KEEP = Duration.ofMinutes(5);
    /** Whoever looks on has to see the end. */
    private static final Duration LEAST = Duration.ofSeconds(10);

    /** @param resumeFor for which an answer that has ended can be replayed */
    public static CopyTimes of(Duration window, Duration resumeFor) {
        return new CopyTimes(window, KEEP, resumeFor.compareTo(LEAST) < 0 ? LEAST : resumeFor);
    }
}
