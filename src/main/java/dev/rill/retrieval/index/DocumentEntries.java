package dev.rill.retrieval.index;

import java.io.Closeable;
import java.io.IOException;
import java.util.Map;

/**
 * An open index as it is written. Writing is for one thread at a time, but for documents of different paths, which
 * several may put; anybody may ask what it says of itself. No thread that calls may be interrupted while it does.
 */
public interface DocumentEntries extends Closeable {

    /** Whether it has held everything that there was to index. */
    boolean complete();

    /** False after a failure that ended it: open anew, from what was kept last. */
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
