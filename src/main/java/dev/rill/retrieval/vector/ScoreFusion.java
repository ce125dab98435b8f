package dev.rill.retrieval.vector;

import dev.rill.retrieval.Passage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Function;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.VectorUtil;

/**
 * Makes one list of what words and vectors found: each score becomes a part of the best of its kind, and the two are
 * added. S. Bruch, S. Gai, A. Ingber: <i>An Analysis of Fusion Functions for Hybrid Retrieval</i>, 2023. Any thread.
 */
public final class ScoreFusion {
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

    /**
     * The same for passages whose vectors are elsewhere.
     *
     * @param words   the best first
     * @param near    what was found by its vector
     * @param vectors by the keys of passages, of length 1; of no length, or none, where a passage has none
     */
    public static List<Passage> fused(List<Passage> words, List<Passage> near, Map<BytesRef, float[]> vectors,
                                      float[] direction, int limit) {
        List<Candidate> candidates = new ArrayList<>();
        Set<BytesRef> known = new HashSet<>();
        for (Passage passage : words) {
            BytesRef key = PassageKey.of(passage);
            known.add(key);
            candidates.add(new Candidate(passage, OptionalDouble.of(passage.score()),
                    cosine(vectors.get(key), direction)));
        }
        for (Passage passage : near) {
            BytesRef key = PassageKey.of(passage);
            if (known.add(key)) {
                candidates.add(new Candidate(passage, OptionalDouble.empty(), cosine(vectors.get(key), direction)));
            }
        }
        return fuse(candidates, limit);
    }

    private static OptionalDouble cosine(float[] vector, float[] direction) {
        return vector == null || vector.length != direction.length ? OptionalDouble.empty()
                : OptionalDouble.of(VectorUtil.dotProduct(direction, vector));
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
