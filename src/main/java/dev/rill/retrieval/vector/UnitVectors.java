package dev.rill.retrieval.vector;

import dev.rill.retrieval.Embedder.EmbeddingFailedException;
import java.util.Iterator;
import java.util.List;

/** Vectors as the index wants them: one a text, of length 1. Any thread. */
final class UnitVectors {

    private UnitVectors() {
    }

    /** @throws EmbeddingFailedException when there are not as many vectors of use as there are texts */
    static List<float[]> of(List<float[]> answer, int texts) {
        if (answer.size() != texts) {
            throw new EmbeddingFailedException(answer.size() + " vectors came for " + texts + " texts", true, null);
        }
        return answer.stream().map(UnitVectors::normalized).toList();
    }

    /** The same, where one may be of no length: the model does not know what the text is written in. */
    static List<float[]> ofKnown(List<float[]> answer, int texts) {
        List<float[]> some = of(answer.stream().filter(vector -> vector.length > 0).toList(),
                texts - (int) answer.stream().filter(vector -> vector.length == 0).count());
        Iterator<float[]> next = some.iterator();
        return answer.stream().map(vector -> vector.length == 0 ? vector : next.next()).toList();
    }

    private static float[] normalized(float[] vector) {
        double sum = 0;
        for (float x : vector) {
            sum += (double) x * x;
        }
        if (!(sum > 0) || Double.isInfinite(sum) || vector.length > VectorCodec.MAX_DIMENSIONS) {
            throw new EmbeddingFailedException("a vector of " + vector.length + " dimensions is of no use", true, null);
        }
        float[] normalized = new float[vector.length];
        double length = Math.sqrt(sum);
        for (int i = 0; i < vector.length; i++) {
            normalized[i] = (float) (vector[i] / length);
        }
        return normalized;
    }
}
