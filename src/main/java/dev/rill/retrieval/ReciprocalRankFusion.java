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
     * that a list ranks higher, then the one of the earlier list. Copies take one place, a document's second passage
     * stands behind other documents' first ones unless it is far better, and a passage most of whose lines a better one
     * of the same document already shows behind those that show something new.
     *
     * @param lists best first; none is changed
     * @param limit passages at the most
     */
    public static List<Passage> fuse(List<List<Passage>> lists, int limit) {
        return fuse(lists, limit, 0);
    }

    /**
     * The same, and behind them further passages of the documents that they begin with.
     *
     * @param more further passages at the most
     */
    public static List<Passage> fuse(List<List<Passage>> lists, int limit, int more) {
        Map<String, Entry> entries = new HashMap<>();
        for (List<Passage> list : lists) {
            int rank = 1;
            for (Passage passage : list) {
                Entry entry = entries.get(passage.id());
                if (entry == null) {
                    entry = new Entry(passage, rank, entries.size());
                    entries.put(passage.id(), entry);
                }
                entry.add(rank++, passage.score() / list.getFirst().score());
            }
        }
        List<Entry> ranked = new ArrayList<>(entries.values());
        ranked.sort(Comparator.comparingDouble((Entry entry) -> -entry.score)
                .thenComparingInt(entry -> entry.bestRank)
                .thenComparingInt(entry -> entry.order));
        return PassageVariety.choose(ranked.stream()
                .map(entry -> new PassageVariety.Ranked(entry.passage.withScore(entry.score), entry.relevance))
                .toList(), limit, more);
    }

    private static final class Entry {
        private final Passage passage;
        private final int order;
        private int bestRank;
        private double score;
        private double relevance;

        Entry(Passage passage, int rank, int order) {
            this.passage = passage;
            this.bestRank = rank;
            this.order = order;
        }

        /** @param part of the score of the best of its list */
        void add(int rank, double part) {
            bestRank = Math.min(bestRank, rank);
            score += 1.0 / (K + rank);
            relevance = Math.max(relevance, part);
        }
    }
}
