package dev.rill.retrieval.vector;

import dev.rill.retrieval.Passage;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Function;

/**
 * Makes one list of what words and vectors found: each score becomes a part of the best of its kind, and the two are
 * added. S. Bruch, S. Gai, A. Ingber: <i>An Analysis of Fusion Functions for Hybrid Retrieval</i>, 2023. Any thread.
 */
final class ScoreFusion {
    /** What the meaning counts; the words count the rest. */
    private static final double MEANING = 0.5;

    private ScoreFusion() {
    }

    /**
     * What is known of a passage.
     *
     * @param words  the score of its words; empty where they are worse than those of all that have one
     * @param cosine of its vector with that of the question; empty where it has none yet
     */
    record Candidate(Passage passage, OptionalDouble words, OptionalDouble cosine) {
    }

    /** The best first, with scores up to 1. A passage without a vector is judged by its words. */
    static List<Passage> fuse(List<Candidate> candidates, int limit) {
        double bestWords = best(candidates, Candidate::words);
        double bestCosine = best(candidates, Candidate::cosine);
        double[] words = candidates.stream().flatMapToDouble(candidate -> candidate.words().stream()).sorted()
                .toArray();
        double otherWords = words.length < limit ? 0 : words[0];
        return candidates.stream().map(candidate -> {
            double byWords = part(candidate.words().orElse(otherWords), bestWords);
            double meaning = candidate.cosine().isEmpty()
                    ? byWords : part(candidate.cosine().getAsDouble(), bestCosine);
            return candidate.passage().withScore((1 - MEANING) * byWords + MEANING * meaning);
        }).sorted(Comparator.comparingDouble((Passage passage) -> -passage.score())).limit(limit).toList();
    }

    private static double best(List<Candidate> candidates, Function<Candidate, OptionalDouble> score) {
        return candidates.stream().flatMapToDouble(candidate -> score.apply(candidate).stream()).max().orElse(0);
    }

    private static double part(double score, double best) {
        return best > 0 ? Math.max(0, score / best) : 0;
    }
}
