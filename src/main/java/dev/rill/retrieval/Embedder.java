package dev.rill.retrieval;

import dev.rill.stream.Cancellation;
import java.util.List;

/** Turns texts into vectors. Any thread. */
public interface Embedder {

    /** Names the vectors: an index made by another model is made anew. */
    String model();

    /**
     * One vector a text, in order.
     *
     * @throws EmbeddingFailedException when the server does not answer as it should
     */
    List<float[]> embed(List<String> texts, Cancellation cancellation);

    /** The server's fault; the message names no content. */
    final class EmbeddingFailedException extends RuntimeException {
        public EmbeddingFailedException(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
