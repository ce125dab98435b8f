package dev.rill.retrieval.source;

import dev.rill.stream.Origin;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Keeps a copy of what is elsewhere in a folder of this machine. One thread fetches; any thread asks, but for
 * {@link #origin}, which is asked while nothing is written.
 */
public interface Fetcher {

    /** What an index must have been made from to be of use: what is fetched, without what opens it. */
    String identity();

    /** Where the copy's documents are. */
    Path folder();

    /** Whether the folder holds a whole copy, of this run or an earlier one. */
    boolean complete();

    /** Names the state that the copy has, where it has a name. */
    Optional<String> revision();

    /**
     * Looks for what is new and brings it to this machine, beside the copy.
     *
     * @param stopped whether it should give up soon, and find nothing new
     * @return empty where the copy is as it should be
     * @throws FetchException where it cannot be brought; the copy is as it was
     */
    Optional<Update> fetch(BooleanSupplier stopped) throws FetchException;

    /**
     * Where a document of the copy came from.
     *
     * @param path relative to the folder
     */
    Optional<Origin> origin(String path);

    /** Puts what is new into the copy. */
    @FunctionalInterface
    interface Update {
        /** No document is read meanwhile. */
        void write() throws IOException;
    }

    /** It cannot be fetched just now; the message completes "it …", and names nothing that is secret. */
    final class FetchException extends Exception {
        public FetchException(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
