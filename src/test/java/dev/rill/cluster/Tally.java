package dev.rill.cluster;

import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;

/** How often something happened, and how long it took, in milliseconds. Any thread. */
final class Tally {
    private final Map<String, AtomicLong> counts = new ConcurrentSkipListMap<>();
    private final Map<String, Queue<Long>> times = new ConcurrentSkipListMap<>();

    void count(String what) {
        counts.computeIfAbsent(what, _ -> new AtomicLong()).incrementAndGet();
    }

    long of(String what) {
        return counts.getOrDefault(what, new AtomicLong()).get();
    }

    void took(String what, long millis) {
        times.computeIfAbsent(what, _ -> new ConcurrentLinkedQueue<>()).add(millis);
    }

    /** Rows of Markdown. */
    String table() {
        StringBuilder table = new StringBuilder("| | |\n|---|---|\n");
        counts.forEach((what, count) -> table.append("| ").append(what).append(" | ").append(count).append(" |\n"));
        times.forEach((what, all) -> {
            long[] sorted = all.stream().mapToLong(Long::longValue).sorted().toArray();
            table.append(String.format(Locale.ROOT, "| %s, ms: p50, p99, most (%d) | %d, %d, %d |%n", what,
                    sorted.length, sorted[sorted.length / 2], sorted[(int) ((sorted.length - 1) * 0.99)],
                    sorted[sorted.length - 1]));
        });
        return table.toString();
    }
}
