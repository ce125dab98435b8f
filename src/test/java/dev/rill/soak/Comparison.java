package dev.rill.soak;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The last sample against the baseline: within two percent, or within a few where the count is small. */
record Comparison(Sample baseline, List<Sample> later) {
    static final String BOUND = "within 2 %, or 3 where that is more; the heap may be smaller";
    static final String HEAP = "heap after a full GC, KiB";
    private static final double SHARE = 0.02;
    private static final long FEW = 3;

    /** Measures that are not what they were. */
    List<String> faults() {
        List<String> faults = new ArrayList<>();
        baseline.measures().forEach((name, before) -> {
            long after = later.getLast().measures().get(name);
            if (!near(name, before, after)) {
                faults.add(name + " was " + before + " and is " + after);
            }
        });
        return faults;
    }

    /** What the heap has lost since the baseline is no leak; of the others, what is fewer may have died. */
    static boolean near(String name, long before, long after) {
        return name.equals(HEAP) && after < before
                || Math.abs(after - before) <= Math.max(FEW, Math.round(before * SHARE));
    }

    String table() {
        StringBuilder table = new StringBuilder("| measure | baseline at " + baseline.seconds() + " s |");
        later.forEach(sample -> table.append(' ').append(sample.seconds()).append(" s |"));
        table.append(" difference | |\n|---|").append("---|".repeat(later.size() + 1)).append("---|---|\n");
        baseline.measures().forEach((name, before) -> {
            table.append("| ").append(name).append(" | ").append(before).append(" |");
            later.forEach(sample -> table.append(' ').append(sample.measures().get(name)).append(" |"));
            long after = later.getLast().measures().get(name);
            table.append(difference(before, after)).append(near(name, before, after) ? " |\n" : " OUT OF BOUNDS |\n");
        });
        baseline.reported().forEach((name, before) -> {
            table.append("| ").append(name).append(" | ").append(before).append(" |");
            later.forEach(sample -> table.append(' ').append(sample.reported().get(name)).append(" |"));
            table.append(difference(before, later.getLast().reported().get(name))).append(" not compared |\n");
        });
        return table.toString();
    }

    /** The classes that grew most, for whoever looks for a leak. */
    String grown(int most) {
        StringBuilder grown = new StringBuilder();
        later.getLast().instances().entrySet().stream()
                .sorted((a, b) -> Long.compare(growth(b.getKey()), growth(a.getKey()))).limit(most)
                .forEach(entry -> grown.append("  +").append(growth(entry.getKey())).append(' ')
                        .append(entry.getKey()).append('\n'));
        return grown.toString();
    }

    private long growth(String type) {
        return later.getLast().instances().get(type) - baseline.instances().getOrDefault(type, 0L);
    }

    private static String difference(long before, long after) {
        return before == 0 ? String.format(Locale.ROOT, " %+d |", after)
                : String.format(Locale.ROOT, " %+d, %+.1f %% |", after - before, 100.0 * (after - before) / before);
    }
}
