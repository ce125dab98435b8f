package dev.rill.retrieval;

import dev.rill.stream.Cancellation;
import java.util.List;

/** Turns texts into vectors whose direction is what the text means. Any thread, but where it says otherwise. */
public interface Embedder {

    /**
     * Names the vectors: those of another model are made anew.
     *
     * @throws EmbeddingFailedException when there is no such model
     */
    String model();

    /** How many passages it takes best at a time. */
    int batch();

    /** Loads what the first text needs; nothing leaves this process. Platform threads. */
    void prepare();

    /**
     * One vector a passage, in order, of no length for one in a language that the model does not know. Platform
     * threads.
     *
     * @throws EmbeddingFailedException when it does not do as it should
     */
    List<float[]> passages(List<String> texts, Cancellation cancellation);

    /**
     * One vector a question, in order, of no length for one in a language that the model does not know; none at all
     * where they do not come in time for an answer.
     *
     * @throws EmbeddingFailedException when it does not do as it should
     */
    List<float[]> questions(List<String> texts, Cancellation cancellation);

    /**
     * The vectors of a question and, behind it, of sentences that may answer it; none at all where they do not come in
     * time, where the model does not know the question's language, and where each would be asked of a server.
     *
     * @throws EmbeddingFailedException when it does not do as it should
     */
    default List<float[]> sentences(String question, List<String> sentences, Cancellation cancellation) {
        return List.of();
    }

    /** The fault is the server's, the model's or the texts'; the message names no content. */
    final class EmbeddingFailedException extends RuntimeException {
        private final boolean texts;

        /** @param texts whether it may be these texts alone that fail */
        public EmbeddingFailedException(String message, boolean texts, Throwable cause) {
            super(message, cause);
            this.texts = texts;
        }

        public boolean texts() {
            return texts;
        }
    }
}
