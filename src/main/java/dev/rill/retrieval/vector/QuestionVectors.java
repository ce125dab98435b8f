package dev.rill.retrieval.vector;

import dev.rill.retrieval.Embedder;
import dev.rill.retrieval.Embedder.EmbeddingFailedException;
import dev.rill.retrieval.ServiceHealth;
import dev.rill.stream.Cancellation;
import dev.rill.words.Nearness;
import java.util.List;
import org.apache.lucene.util.VectorUtil;

/** The vectors of what is asked, for as long as the embedder does as it should. Any thread. */
final class QuestionVectors {
    private final Embedder embedder;
    private final ServiceHealth health;

    QuestionVectors(Embedder embedder, ServiceHealth health) {
        this.embedder = embedder;
        this.health = health;
    }

    /** See {@link VectorSearch#directions}. */
    List<float[]> directions(List<String> questions, Cancellation cancellation) {
        if (health.pause() > 0) {
            return List.of();
        }
        try {
            List<float[]> vectors = embedder.questions(questions, cancellation);
            List<float[]> directions = vectors.isEmpty() ? List.of()
                    : UnitVectors.ofKnown(vectors, questions.size());
            health.succeeded();
            return directions;
        } catch (EmbeddingFailedException e) {
            health.failed(e);
            return List.of();
        }
    }

    /** How near sentences are to a question; unknown while the embedder fails. */
    Nearness nearness(String question, Cancellation cancellation) {
        return texts -> {
            if (texts.isEmpty() || health.pause() > 0) {
                return List.of();
            }
            try {
                List<float[]> vectors = embedder.sentences(question, texts, cancellation);
                return vectors.isEmpty() ? List.of() : cosines(UnitVectors.of(vectors, texts.size() + 1));
            } catch (EmbeddingFailedException e) {
                health.failed(e);
                return List.of();
            }
        };
    }

    /** Of the first with each of the others. */
    private static List<Double> cosines(List<float[]> vectors) {
        return vectors.stream().skip(1)
                .map(vector -> (double) VectorUtil.dotProduct(vectors.getFirst(), vector)).toList();
    }
}
