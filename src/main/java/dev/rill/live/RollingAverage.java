package dev.rill.live;

/**
 * The exact average of the last values recorded, up to a number of them. Sums are whole numbers, so nothing drifts.
 * Any thread.
 */
public final class RollingAverage {
    private final long[] window;
    private long sum;
    private long recorded;

    public RollingAverage(int size) {
        window = new long[size];
    }

    public synchronized void record(long value) {
        int at = (int) (recorded++ % window.length);
        sum += value - window[at];
        window[at] = value;
    }

    /** Zero where nothing was recorded. */
    public synchronized double average() {
        long count = Math.min(recorded, window.length);
        return count == 0 ? 0 : (double) sum / count;
    }
}
