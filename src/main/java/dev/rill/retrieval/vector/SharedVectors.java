package dev.rill.retrieval.vector;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.lucene.util.BytesRef;

/**
 * Vectors that servers with the same documents have in common, each by its model and the {@link PassageKey} of its
 * passage: one of them makes it, the others read it. Used by one thread, which may wait some seconds. Whoever made it
 * closes it, and may go on using it: then it is opened again.
 */
public interface SharedVectors extends AutoCloseable {

    /**
     * @param made what there is; of no length where the model knows none
     * @param mine what the caller is to make and {@link #put}, or to {@link #giveUp}; for a minute others leave it
     *             alone
     */
    record Share(Map<BytesRef, float[]> made, Set<BytesRef> mine) {
    }

    /**
     * What is neither made nor the caller's is being made by another server.
     *
     * @param most that the caller is to make
     * @throws UnreachableException when they cannot be reached, as all others here
     */
    Share share(String model, List<BytesRef> keys, int most);

    /** Those that others have put meanwhile stay. */
    void put(String model, Map<BytesRef, float[]> vectors);

    /** Others may make them at once. */
    void giveUp(String model, Collection<BytesRef> keys);

    /**
     * Says that passages are still there.
     *
     * @return those of them that have no vector here
     */
    Set<BytesRef> used(String model, Collection<BytesRef> keys);

    /** Deletes what no server has used for a month. */
    void upkeep();

    /** Gives back what it holds. */
    @Override
    void close();

    /** They cannot be reached just now. */
    final class UnreachableException extends RuntimeException {
        public UnreachableException(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
