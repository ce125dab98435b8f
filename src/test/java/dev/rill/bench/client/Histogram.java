package dev.rill.bench.client;

import java.util.concurrent.TimeUnit;

/** Counts times in buckets that are three percent wide, so that recording is cheap. One thread. */
final class Histogram {
    private static final int STEPS = 32;

    private final long[] buckets = new long[STEPS * 40];
    private long count;

    void record(long nanos) {
        buckets[Math.min(buckets.length - 1, bucket(TimeUnit.NANOSECONDS.toMicros(Math.max(0, nanos))))]++;
        count++;
    }

    /** Milliseconds; zero where nothing was recorded. */
    double quantile(double share) {
        long rank = (long) Math.ceil(share * count);
        long seen = 0;
        for (int i = 0; i < buckets.length && count > 0; i++) {
            seen += buckets[i];
            if (seen >= rank) {
                return middle(i) / 1_000;
            }
        }
        return 0;
    }

    /** Under 32 microseconds one each; above, 32 to an octave. */
    private static int bucket(long micros) {
        if (micros < STEPS) {
            return (int) micros;
        }
        int octave = 63 - Long.numberOfLeadingZeros(micros);
        return (octave - 4) * STEPS + (int) (micros >> octave - 5) - STEPS;
    }

    private static double middle(int bucket) {
        if (bucket < STEPS) {
            return bucket;
        }
        int octave = bucket / STEPS + 4;
        return (bucket % STEPS + STEPS + 0.5) * (1L << octave - 5);
    }
}
