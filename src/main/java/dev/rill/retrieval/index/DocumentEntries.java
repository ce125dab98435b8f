package dev.rill.retrieval.index;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * An open index as it is written. Writing is for one thread at a time, but for documents of different paths, which
 * several may put; anybody may ask what it says of itself. No thread that calls may be interrupted while it does.
 */
public interface DocumentEntries extends Closeable {

    /**
     * What another server has changed.
     *
     * @param gone paths
     */
    record News(List<IndexedDocument> put, List<String> gone) {
        public static final News NONE = new News(List.of(), List.of());

        /** Without the paths. */
        @Override
        public String toString() {
            return "News[" + put.size() + " put, " + gone.size() + " gone]";
        }
    }

    /** Where it is cannot be reached just now, or not by this server; the message says why, to follow on "it". */
    final class UnreachableException extends IOException {
        private final boolean busy;

        public UnreachableException(String message, Throwable cause) {
            this(message, false, cause);
        }

        /** @param busy whether it may be asked again in a moment */
        public UnreachableException(String message, boolean busy, Throwable cause) {
            super(message, cause);
            this.busy = busy;
        }

        public boolean busy() {
            return busy;
        }
    }

    /**
     * Whether this server brings it up to date. Where another one does, changes that are made here are not kept, and
     * are made to what is known of documents alone.
     */
    default boolean feeds() {
        return true;
    }

    /** Whether it is worth a look though no document may have changed; asked every few seconds. */
    default boolean moved() {
        return false;
    }

    /** What another server has changed since it was opened, or since this was asked last. */
    default News news() throws IOException {
        return News.NONE;
    }

    /** Whether it has held everything that there was to index. */
    boolean complete();

    /** False when it has ended, by a failure or since another server feeds: open anew, from what was kept last. */
    boolean writable();

    /** All that are there, by path. */
    Map<String, IndexedDocument> documents() throws IOException;

    /** @throws IOException when what is there is not what was written */
    void verify() throws IOException;

    /** Adds a document, or replaces it. */
    void put(PreparedDocument document) throws IOException;

    /** Changes what is known of a document whose text stays. */
    void describe(IndexedDocument document) throws IOException;

    /** Changes who may read a document; its passages are not indexed anew. */
    void restrict(IndexedDocument document) throws IOException;

    void remove(String path) throws IOException;

    /** Makes what was written visible. */
    void refresh() throws IOException;

    /**
     * Makes what was written durable.
     *
     * @param all whether it is everything that there is to index
     */
    void commit(boolean all) throws IOException;
}
