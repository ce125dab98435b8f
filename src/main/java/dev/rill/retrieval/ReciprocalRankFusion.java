package dev.rill.retrieval;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes one ranked list of several: a passage gains 1 / (60 + rank) from each list that holds it. G. Cormack, C.
 * Clarke, S. Büttcher: <i>Reciprocal Rank Fusion outperforms Condorcet and individual Rank Learning Methods</i>,
 * SIGIR 2009. Any thread.
 */
public final class ReciprocalRankFusion {
    private static final int K = 60;

    private ReciprocalRankFusion() {
    }

    /**
     * The best passages of all lists, best first, each once, with its fused score. Among equals, the one comes first
     * that a list ranks higher, then the one of the earlier list. A passage most of whose lines a better one of the
     * same document already shows stands behind those that show something new.
     *
     * @param lists best first; none is changed
     * @param limit passages at the most
     */
    public static List<Passage> fuse(List<List<Passage>> lists, int limit) {
        Map<String, Entry> entries = new HashMap<>();
        for (List<Passage> list : lists) {
            int rank = 1;
            for (Passage passage : list) {
                Entry entry = entries.get(passage.id());
                if (entry == null) {
                    entry = new Entry(passage, rank, entries.size());
                    entries.put(passage.id(), entry);
                }
                entry.add(rank++);
            }
        }
        List<Entry> ranked = new ArrayList<>(entries.values());
        ranked.sort(Comparator.comparingDouble((Entry entry) -> -entry.score)
                .thenComparingInt(entry -> entry.bestRank)
                .thenComparingInt(entry -> entry.order));
        return withoutCrowding(ranked.stream().map(entry -> entry.passage.withScore(entry.score)).toList(), limit);
    }

    private static List<Passage> withoutCrowding(List<Passage> ranked, int limit) {
        List<Passage> chosen = new ArrayList<>();
        List<Passage> repeated = new ArrayList<>();
        for (Passage passage : ranked) {
            if (chosen.size() == limit) {
                return chosen;
            }
            (chosen.stream().anyMatch(better -> mostlyShown(passage, better)) ? repeated : chosen).add(passage);
        }
        repeated.stream().limit(limit - (long) chosen.size()).forEach(chosen::add);
        return chosen;
    }

    private static boolean mostlyShown(Passage passage, Passage better) {
        if (!passage.path().equals(better.path()) || passage.fromLine() == passage.toLine()) {
            return false;
        }
        int shared = Math.min(passage.toLine(), better.toLine()) - Math.max(passage.fromLine(), better.fromLine()) + 1;
        return shared * 2 > passage.toLine() - passage.fromLine() + 1;
    }

    private static final class Entry {
        private final Passage passage;
        private final int order;
        private int bestRank;
        private double score;

        Entry(Passage passage, int rank, int order) {
            this.passage = passage;
            this.bestRank = rank;
            this.order = order;
        }

        void add(int rank) {
            bestRank = Math.min(bestRank, rank);
            score += 1.0 / (K + rank);
        }
    }
}
