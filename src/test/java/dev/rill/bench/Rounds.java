package dev.rill.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;

/** What several rounds of the same loads came to: the median of each figure. One thread. */
final class Rounds {
    private final Map<String, List<Measured>> measured = new LinkedHashMap<>();
    private final Set<Target> targets = new LinkedHashSet<>();

    void add(String load, Target target, Measured round) {
        targets.add(target);
        measured.computeIfAbsent(key(load, target), _ -> new ArrayList<>()).add(round);
    }

    /** What was measured, in the order of the first round. */
    List<Target> targets() {
        return List.copyOf(targets);
    }

    double median(String load, Target target, ToDoubleFunction<Measured> figure) {
        return median(measured.get(key(load, target)).stream().mapToDouble(figure).toArray());
    }

    static double median(double... values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    private static String key(String load, Target target) {
        return load + " / " + target.name();
    }
}
