package dev.rill.retrieval.lucene;

import java.io.Closeable;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.apache.lucene.index.CodecReader;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.LRUQueryCache;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.QueryCache;
import org.apache.lucene.search.QueryCachingPolicy;
import org.apache.lucene.search.SearcherFactory;
import org.apache.lucene.search.SearcherManager;
import org.apache.lucene.store.Directory;

/**
 * A Lucene index that is written, and read as it was when it was last shown. Writing is for one thread at a time;
 * reading for any. No thread that calls may be interrupted while it does: that would close the index's files.
 */
public final class OpenIndex implements Closeable {
    private static final long FILTER_BYTES = 16L << 20;
    private static final QueryCachingPolicy EVERY_FILTER = new QueryCachingPolicy() {
        @Override
        public void onUse(Query query) {
            // the newest are kept
        }

        @Override
        public boolean shouldCache(Query query) {
            return true;
        }
    };

    private final Directory directory;
    private final IndexWriter writer;
    private final SearcherManager searchers;

    /** Reads what one moment's index holds. */
    @FunctionalInterface
    public interface Reading<T> {
        T read(IndexSearcher searcher) throws IOException;
    }

    private OpenIndex(Directory directory, IndexWriter writer, Optional<QueryCache> filters) throws IOException {
        this.directory = directory;
        this.writer = writer;
        this.searchers = new SearcherManager(writer, new SearcherFactory() {
            @Override
            public IndexSearcher newSearcher(IndexReader reader, IndexReader previous) {
                IndexSearcher searcher = new IndexSearcher(reader);
                searcher.setQueryCache(filters.orElse(null)); // questions do not repeat
                searcher.setQueryCachingPolicy(EVERY_FILTER);
                searcher.setSimilarity(writer.getConfig().getSimilarity());
                return searcher;
            }
        });
    }

    /**
     * Opens the index of a directory, or begins one; {@link #close} closes the directory as well.
     *
     * @param config of its own; what is not committed at the end is lost
     */
    public static OpenIndex open(Directory directory, IndexWriterConfig config) throws IOException {
        return open(directory, config, Optional.empty());
    }

    /** @param filters how many results are kept of queries that only filter, the newest */
    public static OpenIndex open(Directory directory, IndexWriterConfig config, int filters) throws IOException {
        return open(directory, config, Optional.of(new LRUQueryCache(filters, FILTER_BYTES, _ -> true, 1)));
    }

    private static OpenIndex open(Directory directory, IndexWriterConfig config, Optional<QueryCache> filters)
            throws IOException {
        IndexWriter writer = new IndexWriter(directory, config.setCommitOnClose(false));
        try {
            return new OpenIndex(directory, writer, filters);
        } catch (IOException | RuntimeException e) {
            writer.close();
            throw e;
        }
    }

    public IndexWriter writer() {
        return writer;
    }

    /** False after a failure that ended the writer, such as a full disk: open anew, from the last commit. */
    public boolean writable() {
        return writer.isOpen();
    }

    public <T> T read(Reading<T> reading) throws IOException {
        IndexSearcher searcher = searchers.acquire();
        try {
            return reading.read(searcher);
        } finally {
            searchers.release(searcher);
        }
    }

    /** @throws IOException when what is on the disk is not what was written */
    public static void verify(IndexReader reader) throws IOException {
        for (LeafReaderContext leaf : reader.leaves()) {
            if (leaf.reader() instanceof CodecReader segment) {
                segment.checkIntegrity();
            }
        }
    }

    /** Makes what was written visible. */
    public void show() throws IOException {
        searchers.maybeRefreshBlocking();
    }

    /**
     * Makes what was written durable.
     *
     * @param says what the commit says of itself
     */
    public void commit(Map<String, String> says) throws IOException {
        writer.setLiveCommitData(says.entrySet());
        writer.commit();
    }

    @Override
    public void close() throws IOException {
        searchers.close();
        writer.close();
        directory.close();
    }
}
