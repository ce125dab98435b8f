package dev.rill.retrieval.index;

import java.io.IOException;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Where documents are indexed and passages are found: what an index is made with. One index has it, which opens and
 * closes what is its.
 */
public interface DocumentEngine {

    /**
     * Opens what there is, or begins anew. One thread at a time, which nobody interrupts.
     *
     * @throws DocumentEntries.UnreachableException when it is elsewhere and can be opened later
     */
    DocumentEntries open() throws IOException;

    /** Throws away what cannot be read; nothing of it is open. */
    void discard() throws IOException;

    /** Reads what was opened last. */
    PassageReading reading();

    /**
     * Search by vectors, where there is one.
     *
     * @param ready whether all passages are there
     */
    Optional<PassageVectors> vectors(BooleanSupplier ready);

    /** Why it cannot be searched just now, where it cannot, as far as is known; any thread. */
    default Optional<String> fault() {
        return Optional.empty();
    }

    /** What goes on in it need not be brought to its end. */
    default void stop() {
    }

    /** After all that was opened is closed. */
    default void close() {
    }
}
