package dev.rill.retrieval;

import dev.rill.words.WordAnalyzer;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.lucene.index.BinaryDocValues;
import org.apache.lucene.index.CodecReader;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.SegmentInfos;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.SearcherFactory;
import org.apache.lucene.search.SearcherManager;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.Lock;
import org.apache.lucene.store.LockObtainFailedException;
import org.apache.lucene.store.MMapDirectory;

/**
 * The Lucene index on disk. It says in its commits what it was made from; one that was made from something else, is of
 * another version or cannot be read is made anew. Writing is for one thread at a time; reading for any. No thread that
 * calls may be interrupted while it does.
 */
final class IndexStore implements Closeable {
    private static final System.Logger LOGGER = System.getLogger(IndexStore.class.getName());
    private static final String IDENTITY = "identity";
    private static final String COMPLETE = "complete";
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
    private volatile boolean complete;

    private IndexStore(Directory directory, IndexWriter writer, String identity, boolean complete) throws IOException {
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
     * @param identity what the index has to be made from
     * @throws IndexLockedException when another process has it open
     */
    static IndexStore open(Path folder, String identity) throws IOException {
        Files.createDirectories(folder);
        Directory directory = new MMapDirectory(folder);
        try {
            Map<String, String> found = usable(directory, identity);
            try {
                return open(directory, identity, found.containsKey(COMPLETE));
            } catch (LockObtainFailedException e) {
                throw e;
            } catch (IOException | IllegalArgumentException e) {
                LOGGER.log(System.Logger.Level.WARNING, "The index cannot be read and is made anew: {0}", e.toString());
                wipe(directory);
                return open(directory, identity, false);
            }
        } catch (LockObtainFailedException e) {
            directory.close();
            throw new IndexLockedException("Another server is using the index in " + folder.toAbsolutePath()
                    + "; stop it, or set RILL_DATA to another folder.", e);
        } catch (IOException | RuntimeException e) {
            directory.close();
            throw e;
        }
    }

    private static IndexStore open(Directory directory, String identity, boolean complete) throws IOException {
        IndexWriterConfig config = new IndexWriterConfig(WordAnalyzer.ofPassages())
                .setSimilarity(PassageQuery.similarity())
                .setCodec(new VectorCodec())
                .setRAMBufferSizeMB(WRITE_BUFFER_MIB)
                .setCommitOnClose(false);
        IndexWriter writer = new IndexWriter(directory, config);
        try {
            return new IndexStore(directory, writer, identity, complete);
        } catch (IOException | RuntimeException e) {
            writer.close();
            throw e;
        }
    }

    /** What the last commit says of itself; empty, and nothing in the folder, when it is of no use. */
    private static Map<String, String> usable(Directory directory, String identity) throws IOException {
        if (!DirectoryReader.indexExists(directory)) {
            return Map.of();
        }
        try {
            Map<String, String> found = SegmentInfos.readLatestCommit(directory).getUserData();
            if (identity.equals(found.get(IDENTITY))) {
                return found;
            }
            LOGGER.log(System.Logger.Level.INFO,
                    "The index was made from other documents, or with other settings, and is made anew");
        } catch (IOException | IllegalArgumentException e) {
            LOGGER.log(System.Logger.Level.WARNING, "The index cannot be read and is made anew: {0}", e.toString());
        }
        wipe(directory);
        return Map.of();
    }

    /** Deletes an index that nobody has open. */
    static void discard(Path folder) throws IOException {
        try (Directory directory = new MMapDirectory(folder)) {
            wipe(directory);
        }
    }

    private static void wipe(Directory directory) throws IOException {
        try (Lock lock = directory.obtainLock(IndexWriter.WRITE_LOCK_NAME)) {
            for (String file : directory.listAll()) {
                if (!file.equals(IndexWriter.WRITE_LOCK_NAME)) {
                    lock.ensureValid();
                    directory.deleteFile(file);
                }
            }
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

    /** The vectors of a document's passages that are visible, by what they stand for. */
    Map<String, float[]> vectors(String path) throws IOException {
        return read(searcher -> {
            Map<String, float[]> vectors = new HashMap<>();
            for (LeafReaderContext leaf : searcher.getIndexReader().leaves()) {
                PassageFields.readVectors(leaf.reader(), path, vectors);
            }
            return vectors;
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

    /** Adds a document, or replaces it. @param vectors one a passage, where there is one */
    void put(PreparedDocument document, List<Optional<float[]>> vectors) throws IOException {
        writer.updateDocuments(new Term(PassageFields.PATH, document.document().info().path()),
                PassageFields.of(document, vectors));
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

    /** Makes what was written durable. @param all whether it is everything that there is to index */
    void commit(boolean all) throws IOException {
        complete |= all;
        Map<String, String> data = complete ? Map.of(IDENTITY, identity, COMPLETE, "true") : Map.of(IDENTITY, identity);
        writer.setLiveCommitData(data.entrySet());
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
