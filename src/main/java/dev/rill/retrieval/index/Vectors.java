package dev.rill.retrieval.index;

import dev.rill.retrieval.Embedder;
import dev.rill.retrieval.Embedder.EmbeddingFailedException;
import dev.rill.retrieval.Passage;
import dev.rill.stream.Cancellation;
import java.util.ArrayList;
import java.util.List;

/** Vectors as the index wants them: of length 1, so that their dot product is their cosine. Any thread. */
final class Vectors {
    /** Texts in one call to the embeddings server. */
    static final int BATCH = 64;

    private Vectors() {
    }

    /** What stands for a passage: its text and where it stands. */
    static String textOf(Passage passage) {
        StringBuilder text = new StringBuilder(passage.title());
        passage.headings().forEach(heading -> text.append(" > ").append(heading));
        return text.append("\n\n").append(passage.readable()).toString();
    }

    /** @throws EmbeddingFailedException when the server does not answer, or not with as many vectors of use */
    static List<float[]> embed(Embedder embedder, List<String> texts, Cancellation cancellation) {
        List<float[]> vectors = new ArrayList<>();
        for (int from = 0; from < texts.size(); from += BATCH) {
            List<String> batch = texts.subList(from, Math.min(texts.size(), from + BATCH));
            List<float[]> answer = embedder.embed(batch, cancellation);
            if (answer.size() != batch.size()) {
                throw new EmbeddingFailedException(
                        answer.size() + " vectors came for " + batch.size() + " texts", null);
            }
            answer.forEach(vector -> vectors.add(normalized(vector)));
        }
        return vectors;
    }

    private static float[] normalized(float[] vector) {
        double sum = 0;
        for (float x : vector) {
            sum += (double) x * x;
        }
        if (!(sum > 0) || Double.isInfinite(sum) || vector.length > VectorCodec.MAX_DIMENSIONS) {
            throw new EmbeddingFailedException("a vector of " + vector.length + " dimensions is of no use", null);
        }
        float[] normalized = new float[vector.length];
        double length = Math.sqrt(sum);
        for (int i = 0; i < vector.length; i++) {
            normalized[i] = (float) (vector[i] / length);
        }
        return normalized;
    }
}
