package dev.rill.faults;

import java.time.Duration;
import java.util.Locale;

/** Takes what a test measured, for the report of its row. Any thread. */
@FunctionalInterface
public interface Figures {

    /** @param figure with its unit, such as {@code 1.2 s} */
    void figure(String what, String figure);

    /** A time since an earlier {@link System#nanoTime}. */
    default void since(String what, long nanoTime) {
        took(what, Duration.ofNanos(System.nanoTime() - nanoTime));
    }

    default void took(String what, Duration time) {
        figure(what, time.toMillis() < 1000 ? String.format(Locale.ROOT, "%.1f ms", time.toNanos() / 1e6)
                : String.format(Locale.ROOT, "%.2f s", time.toNanos() / 1e9));
    }

    default void bytes(String what, long bytes) {
        figure(what, Math.abs(bytes) < 1 << 20 ? String.format(Locale.ROOT, "%.1f KiB", bytes / 1024.0)
                : String.format(Locale.ROOT, "%.2f MiB", bytes / 1024.0 / 1024.0));
    }
}
