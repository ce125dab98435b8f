package dev.rill.faults;

import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.ConcurrentLinkedQueue;

/** How long things took, and what that comes to. Any thread. */
public final class Durations {
    private final ConcurrentLinkedQueue<Long> nanos = new ConcurrentLinkedQueue<>();

    public void add(long tookNanos) {
        nanos.add(tookNanos);
    }

    public int count() {
        return nanos.size();
    }

    /** @param part 0.5 for the median, 1 for the longest */
    public double millis(double part) {
        long[] sorted = nanos.stream().mapToLong(Long::longValue).toArray();
        if (sorted.length == 0) {
            return 0;
        }
        Arrays.sort(sorted);
        return sorted[Math.clamp((long) Math.ceil(part * sorted.length) - 1, 0, sorted.length - 1)] / 1e6;
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "p50 %.1f ms, p99 %.1f ms, max %.1f ms, n %d", millis(0.5), millis(0.99),
                millis(1), count());
    }
}
