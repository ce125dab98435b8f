package dev.rill.retrieval.embedded;

import dev.rill.retrieval.index.DocumentEntries;
import dev.rill.retrieval.index.IndexedDocument;
import dev.rill.retrieval.index.PreparedDocument;
import dev.rill.retrieval.lucene.OpenIndex;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.apache.lucene.index.BinaryDocValues;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.store.Directory;

/**
 * An open Lucene index. Writing is for one thread at a time; reading for any. No thread that
 * calls may be interrupted while it does.
 */
public final class LuceneIndex implements DocumentEntries {
    private static final double WRITE_BUFFER_MIB = 48;

    private final OpenIndex index;
    private final String identity;
    private final PassageEntries entries = new PassageEntries();
    private volatile boolean complete;

    private LuceneIndex(OpenIndex index, String identity, boolean complete) {
        this.index = index;
        this.identity = identity;
        this.complete = complete;
    }

    /**
     * Opens the index of a directory, which the store closes.
     *
     * @param complete whether its last commit held everything
     */
    static LuceneIndex open(Directory directory, String identity, boolean complete) throws IOException {
        IndexWriterConfig config = new IndexWriterConfig()
                .setSimilarity(LuceneQuery.similarity())
                .setRAMBufferSizeMB(WRITE_BUFFER_MIB);
        return new LuceneIndex(OpenIndex.open(directory, config), identity, complete);
    }

    @Override
    public boolean complete() {
        return complete;
    }

    @Override
    public boolean writable() {
        return index.writable();
    }

    @Override
    public Map<String, IndexedDocument> documents() throws IOException {
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

    @Override
    public void verify() throws IOException {
        read(searcher -> {
            OpenIndex.verify(searcher.getIndexReader());
            return null;
        });
    }

    @Override
    public void put(PreparedDocument document) throws IOException {
        index.writer().updateDocuments(new Term(PassageFields.PATH, document.document().info().path()),
                entries.of(document));
    }

    @Override
    public void describe(IndexedDocument document) throws IOException {
        index.writer().updateBinaryDocValue(new Term(PassageFields.OWN, document.info().path()), PassageFields.DOCUMENT,
                document.encode());
    }

    @Override
    public void restrict(IndexedDocument document) throws IOException {
        index.writer().updateNumericDocValue(new Term(PassageFields.PATH, document.info().path()),
                PassageFields.READERS, document.readers().key());
        describe(document);
    }

    @Override
    public void remove(String path) throws IOException {
        index.writer().deleteDocuments(new Term(PassageFields.PATH, path));
    }

    @Override
    public void refresh() throws IOException {
        index.show();
    }

    @Override
    public void commit(boolean all) throws IOException {
        complete |= all;
        index.commit(IndexDirectory.says(identity, complete));
    }

    <T> T read(OpenIndex.Reading<T> reading) throws IOException {
        return index.read(reading);
    }

    /** What was not committed is lost. */
    @Override
    public void close() throws IOException {
        index.close();
    }
}
