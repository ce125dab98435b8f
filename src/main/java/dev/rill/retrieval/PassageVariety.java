package dev.rill.retrieval;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Gives the few places of an answer's sources to passages that say different things: copies of a passage take one
 * place, and every document that fits has its best passage before any has its second, unless that one is far better.
 * Stateless; any thread.
 */
final class PassageVariety {
    /** So much better than the next document's best passage is a second one that comes before it. */
    private static final double FAR_BETTER = 1.5;
    /** Documents of which further passages are of use. */
    private static final int BEST_DOCUMENTS = 4;

    private PassageVariety() {
    }

    /** @param relevance 0 to 1, comparable within a ranking: of the best passage 1 */
    record Ranked(Passage passage, double relevance) {
    }

    /**
     * The best passages that differ, and behind them further ones of the best documents: which document holds an answer
     * is seen more surely than where in it that stands.
     *
     * @param ranked best first
     * @param more   further passages at the most
     */
    static List<Passage> choose(List<Ranked> ranked, int limit, int more) {
        List<Ranked> different = withoutCopies(ranked);
        List<Passage> chosen = chosen(different, limit);
        if (more == 0) {
            return chosen;
        }
        Set<String> best = chosen.stream().map(Passage::path).distinct().limit(BEST_DOCUMENTS)
                .collect(Collectors.toSet());
        int most = chosen.size() + more;
        for (Ranked next : different) {
            Passage passage = next.passage();
            if (chosen.size() == most) {
                break;
            }
            if (best.contains(passage.path()) && chosen.stream().noneMatch(better -> shows(better, passage))) {
                chosen.add(passage);
            }
        }
        return chosen;
    }

    private static boolean shows(Passage better, Passage passage) {
        return better.path().equals(passage.path())
                && (better.id().equals(passage.id()) || mostlyShown(passage, better));
    }

    private static List<Passage> chosen(List<Ranked> different, int limit) {
        List<Ranked> left = new ArrayList<>(different);
        List<Passage> chosen = new ArrayList<>();
        List<Passage> repeated = new ArrayList<>();
        Map<String, List<Passage>> byPath = new HashMap<>();
        while (!left.isEmpty() && chosen.size() < limit) {
            Passage next = left.remove(next(left, byPath.keySet())).passage();
            List<Passage> before = byPath.computeIfAbsent(next.path(), path -> new ArrayList<>());
            if (before.stream().anyMatch(better -> mostlyShown(next, better))) {
                repeated.add(next);
            } else {
                before.add(next);
                chosen.add(next);
            }
        }
        repeated.stream().limit(limit - (long) chosen.size()).forEach(chosen::add);
        return chosen;
    }

    /** The best one, unless its document is there and another one's first passage is nearly as good. */
    private static int next(List<Ranked> left, Set<String> there) {
        Ranked best = left.getFirst();
        if (!there.contains(best.passage().path())) {
            return 0;
        }
        for (int i = 1; i < left.size(); i++) {
            if (!there.contains(left.get(i).passage().path())) {
                return left.get(i).relevance() * FAR_BETTER >= best.relevance() ? i : 0;
            }
        }
        return 0;
    }

    private static List<Ranked> withoutCopies(List<Ranked> ranked) {
        Set<String> seen = new HashSet<>();
        return ranked.stream().filter(entry -> seen.add(Copies.key(entry.passage()))).toList();
    }

    private static boolean mostlyShown(Passage passage, Passage better) {
        if (passage.fromLine() == passage.toLine()) {
            return false;
        }
        int shared = Math.min(passage.toLine(), better.toLine()) - Math.max(passage.fromLine(), better.fromLine()) + 1;
        return shared * 2 > passage.toLine() - passage.fromLine() + 1;
    }
}
