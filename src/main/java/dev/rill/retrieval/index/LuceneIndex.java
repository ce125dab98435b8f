package dev.rill.retrieval.index;

import java.io.Closeable;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.apache.lucene.index.BinaryDocValues;
import org.apache.lucene.index.CodecReader;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.SearcherFactory;
import org.apache.lucene.search.SearcherManager;
import org.apache.lucene.store.Directory;

/**
 * An open Lucene index. Writing is for one thread at a time; reading for any. No thread that
 * calls may be interrupted while it does.
 */
public final class LuceneIndex implements Closeable {
    private static final double WRITE_BUFFER_MIB = 48;

    /** Reads what one moment's index holds. */
    @FunctionalInterface
    interface Reading<T> {
        T read(IndexSearcher searcher) throws IOException;
    }

    private final Directory directory;
    private final IndexWriter writer;
    private final SearcherManager searchers;
    private final String identity;
    private final PassageEntries entries = new PassageEntries();
    private volatile boolean complete;

    private LuceneIndex(Directory directory, IndexWriter writer, String identity, boolean complete) throws IOException {
        this.directory = directory;
        this.writer = writer;
        this.identity = identity;
        this.complete = complete;
        this.searchers = new SearcherManager(writer, new SearcherFactory() {
            @Override
            public IndexSearcher newSearcher(IndexReader reader,
                                             IndexReader previous) {
                IndexSearcher searcher = new IndexSearcher(reader);
                searcher.setQueryCache(null); // questions do not repeat
                searcher.setSimilarity(PassageQuery.similarity());
                return searcher;
            }
        });
    }

    /**
     * Opens the index of a directory, which the store closes.
     *
     * @param complete whether its last commit held everything
     */
    static LuceneIndex open(Directory directory, String identity, boolean complete) throws IOException {
        IndexWriterConfig config = new IndexWriterConfig()
                .setSimilarity(PassageQuery.similarity())
                .setRAMBufferSizeMB(WRITE_BUFFER_MIB)
                .setCommitOnClose(false);
        IndexWriter writer = new IndexWriter(directory, config);
        try {
            return new LuceneIndex(directory, writer, identity, complete);
        } catch (IOException | RuntimeException e) {
            writer.close();
            throw e;
        }
    }

    /** Whether a commit has held everything that there was to index. */
    boolean complete() {
        return complete;
    }

    /** False after a failure that ended the writer, such as a full disk: open anew, from the last commit. */
    boolean writable() {
        return writer.isOpen();
    }

    Map<String, IndexedDocument> documents() throws IOException {
        return read(searcher -> {
            Map<String, IndexedDocument> documents = new HashMap<>();
            for (LeafReaderContext leaf : searcher.getIndexReader().leaves()) {
                BinaryDocValues values = leaf.reader().getBinaryDocValues(PassageFields.DOCUMENT);
                while (values != null && values.nextDoc() != DocIdSetIterator.NO_MORE_DOCS) {
                    if (leaf.reader().getLiveDocs() == null || leaf.reader().getLiveDocs().get(values.docID())) {
                        IndexedDocument document = IndexedDocument.decode(values.binaryValue());
                        documents.put(document.info().path(), document);
                    }
                }
            }
            return documents;
        });
    }

    /** @throws IOException when what is on the disk is not what was written */
    void verify() throws IOException {
        read(searcher -> {
            for (LeafReaderContext leaf : searcher.getIndexReader().leaves()) {
                if (leaf.reader() instanceof CodecReader segment) {
                    segment.checkIntegrity();
                }
            }
            return null;
        });
    }

    /** Adds a document, or replaces it. */
    void put(PreparedDocument document) throws IOException {
        writer.updateDocuments(new Term(PassageFields.PATH, document.document().info().path()),
                entries.of(document));
    }

    /** Changes what is known of a document whose text stays. */
    void describe(IndexedDocument document) throws IOException {
        writer.updateBinaryDocValue(new Term(PassageFields.OWN, document.info().path()), PassageFields.DOCUMENT,
                document.encode());
    }

    void remove(String path) throws IOException {
        writer.deleteDocuments(new Term(PassageFields.PATH, path));
    }

    /** Makes what was written visible. */
    void refresh() throws IOException {
        searchers.maybeRefreshBlocking();
    }

    /**
     * Makes what was written durable.
     *
     * @param all whether it is everything that there is to index
     */
    void commit(boolean all) throws IOException {
        complete |= all;
        writer.setLiveCommitData(IndexDirectory.says(identity, complete).entrySet());
        writer.commit();
    }

    <T> T read(Reading<T> reading) throws IOException {
        IndexSearcher searcher = searchers.acquire();
        try {
            return reading.read(searcher);
        } finally {
            searchers.release(searcher);
        }
    }

    /** What was not committed is lost. */
    @Override
    public void close() throws IOException {
        searchers.close();
        writer.close();
        directory.close();
    }
}
