package dev.rill.evaluation.score;

import dev.rill.stream.Source;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

/** Where what was wanted stands in what was found. Stateless. */
final class Ranks {
    private static final int DEPTH = 10;

    private Ranks() {
    }

    /** The place of the first source out of a wanted file, counted from 1. */
    static OptionalInt first(List<Source> shown, Set<String> wanted) {
        for (int i = 0; i < shown.size(); i++) {
            if (wanted.contains(shown.get(i).path())) {
                return OptionalInt.of(i + 1);
            }
        }
        return OptionalInt.empty();
    }

    /**
     * Normalised discounted cumulated gain of the first ten files, with the relevance itself as gain and a discount of
     * log2(rank + 1), as trec_eval has it.
     */
    static double ndcg(List<String> files, Map<String, Integer> relevance) {
        double gain = 0;
        Set<String> seen = new HashSet<>();
        for (String file : files) {
            if (seen.size() == DEPTH) {
                break;
            }
            if (seen.add(file)) {
                gain += relevance.getOrDefault(file, 0) / discount(seen.size());
            }
        }
        double ideal = 0;
        int rank = 0;
        for (int grade : relevance.values().stream().sorted(Comparator.reverseOrder()).limit(DEPTH).toList()) {
            ideal += grade / discount(++rank);
        }
        return ideal == 0 ? 0 : gain / ideal;
    }

    private static double discount(int rank) {
        return Math.log(rank + 1) / Math.log(2);
    }
}
