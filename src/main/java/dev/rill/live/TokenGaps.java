package dev.rill.live;

/**
 * The times between the tokens of one stream, counted in buckets of powers of two. Plain fields, one writer: a token
 * costs an increment, and what it adds up to is read when the stream has ended.
 */
public final class TokenGaps {
    /** Upper bounds are 2^0 … 2^15 milliseconds, and above. */
    public static final int BUCKETS = 17;

    private final int[] counts = new int[BUCKETS];
    private long last;

    void token(long nowNanos) {
        if (last != 0) {
            long millis = (nowNanos - last) / 1_000_000;
            counts[Math.min(BUCKETS - 1, 64 - Long.numberOfLeadingZeros(millis))]++;
        }
        last = nowNanos;
    }

    /** Gaps shorter than {@code 2^bucket} milliseconds and not shorter than half of that; the last has no bound. */
    public int count(int bucket) {
        return counts[bucket];
    }
}
