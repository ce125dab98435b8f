package dev.rill.soak;

import dev.rill.server.EventStream.Event;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;

/** What the clients saw: how many of each kind ended how, and what was wrong. Any thread. */
final class Tally {
    private static final int MOST_KEPT = 200;

    private final Path folder;
    private final Map<String, Map<String, Integer>> endings = new TreeMap<>();
    private final Map<String, List<Long>> times = new TreeMap<>();
    private final Map<String, Integer> starved = new TreeMap<>();
    private final AtomicInteger violations = new AtomicInteger();

    /** @param folder where violations are written, a file each */
    Tally(Path folder) {
        this.folder = folder;
    }

    synchronized void ended(String kind, String ending) {
        endings.computeIfAbsent(kind, _ -> new TreeMap<>()).merge(ending, 1, Integer::sum);
    }

    /** What may happen, but seldom: the machine had no time for the server. */
    synchronized void starved(String what) {
        starved.merge(what, 1, Integer::sum);
    }

    synchronized int starved() {
        return starved.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** A figure that is reported, such as how long a stop took. */
    synchronized void took(String what, long millis) {
        times.computeIfAbsent(what, _ -> new ArrayList<>()).add(millis);
    }

    /** Something that must not be; with all that is known of the stream. */
    void violation(String kind, List<String> faults, List<Event> history) {
        int number = violations.incrementAndGet();
        System.out.println("VIOLATION " + number + " in " + kind + ": " + faults);
        if (number > MOST_KEPT) {
            return;
        }
        StringBuilder text = new StringBuilder(kind).append('\n').append(String.join("\n", faults)).append("\n\n");
        history.forEach(event -> text.append(event.frame()).append('\n'));
        try {
            Files.writeString(folder.resolve("violation-" + number + ".txt"), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void violation(String kind, String fault) {
        violation(kind, List.of(fault), List.of());
    }

    int violations() {
        return violations.get();
    }

    synchronized int count(String kind) {
        return endings.getOrDefault(kind, Map.of()).values().stream().mapToInt(Integer::intValue).sum();
    }

    synchronized int total() {
        return endings.values().stream().flatMap(counts -> counts.values().stream()).mapToInt(Integer::intValue).sum();
    }

    synchronized String table() {
        StringBuilder table = new StringBuilder("| kind | number | how they ended |\n|---|---|---|\n");
        endings.forEach((kind, counts) -> {
            List<String> parts = new ArrayList<>();
            counts.forEach((ending, count) -> parts.add(ending + " " + count));
            table.append("| ").append(kind).append(" | ").append(count(kind)).append(" | ")
                    .append(String.join(", ", parts)).append(" |\n");
        });
        starved.forEach((what, count) -> table.append("| ").append(what).append(" | ").append(count).append(" | |\n"));
        table.append("| all | ").append(total()).append(" | |\n\n| milliseconds | number | median | p99 | most |\n")
                .append("|---|---|---|---|---|\n");
        times.forEach((what, all) -> {
            List<Long> sorted = all.stream().sorted().toList();
            table.append("| ").append(what).append(" | ").append(sorted.size()).append(" | ")
                    .append(sorted.get(sorted.size() / 2)).append(" | ")
                    .append(sorted.get((int) (sorted.size() * 0.99))).append(" | ").append(sorted.getLast())
                    .append(" |\n");
        });
        return table.toString();
    }
}
