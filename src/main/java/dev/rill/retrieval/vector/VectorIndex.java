package dev.rill.retrieval.vector;

import dev.rill.retrieval.lucene.KeyTerms;
import dev.rill.retrieval.lucene.OpenIndex;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.lucene.analysis.core.KeywordAnalyzer;
import org.apache.lucene.document.BinaryDocValuesField;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.KnnFloatVectorField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.BinaryDocValues;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.FieldInfo;
import org.apache.lucene.index.FieldInfos;
import org.apache.lucene.index.FloatVectorValues;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.KnnVectorValues;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.ReaderUtil;
import org.apache.lucene.index.SegmentInfos;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.index.VectorSimilarityFunction;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.KnnFloatVectorQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.MMapDirectory;
import org.apache.lucene.util.BytesRef;

/**
 * The vectors of one model, each by the key of what it was made from, in a Lucene index of their own: words are indexed
 * once, whenever their vectors come. Vectors have the length 1, so that their dot product is their cosine. Neighbours
 * are found by a graph: Y. Malkov, D. Yashunin: <i>Efficient and Robust Approximate Nearest Neighbor Search Using
 * Hierarchical Navigable Small World Graphs</i>, 2018. Written by one thread, read by any; none may be interrupted.
 */
final class VectorIndex implements Closeable {
    private static final System.Logger LOGGER = System.getLogger(VectorIndex.class.getName());
    private static final Duration SHOW_EVERY = Duration.ofSeconds(5);
    private static final Duration COMMIT_EVERY = Duration.ofSeconds(20);
    private static final String VERSION = "1 ";
    private static final String MODEL = "model";
    static final String KEY = "key";
    private static final int MOST_FILTERS = 32;
    private static final String VECTOR = "vector";

    private final OpenIndex index;
    private final String model;
    private long shown = System.nanoTime();
    private long committed = shown;

    /** @param cosine with what was looked for */
    record Near(BytesRef key, double cosine) {
    }

    private VectorIndex(OpenIndex index, String model) {
        this.index = index;
        this.model = model;
    }

    /** Opens the vectors in a folder; those of another model, or that cannot be read, are thrown away. */
    static VectorIndex open(Path folder, String model) throws IOException {
        Files.createDirectories(folder);
        Directory directory = new MMapDirectory(folder);
        try {
            if (!usable(directory, VERSION + model)) {
                for (String file : directory.listAll()) {
                    directory.deleteFile(file);
                }
            }
            IndexWriterConfig config = new IndexWriterConfig(new KeywordAnalyzer()).setCodec(new VectorCodec());
            return new VectorIndex(OpenIndex.open(directory, config, MOST_FILTERS), VERSION + model);
        } catch (IOException | RuntimeException e) {
            directory.close();
            throw e;
        }
    }

    private static boolean usable(Directory directory, String model) throws IOException {
        if (!DirectoryReader.indexExists(directory)) {
            return false;
        }
        try (DirectoryReader reader = DirectoryReader.open(directory)) {
            OpenIndex.verify(reader);
            return model.equals(SegmentInfos.readLatestCommit(directory).getUserData().get(MODEL));
        } catch (IOException | IllegalArgumentException e) {
            LOGGER.log(System.Logger.Level.WARNING, "The vectors cannot be read and are made anew: {0}", e.toString());
            return false;
        }
    }

    /** Names the vectors that are comparable with these. */
    String model() {
        return model;
    }

    /** As {@link OpenIndex#writable}. */
    boolean writable() {
        return index.writable();
    }

    /**
     * Keeps a vector by its key. One of no length says that the key has none: it is found by words alone, and not asked
     * for again.
     *
     * @throws IllegalArgumentException when the vectors here have another number of dimensions
     */
    void put(BytesRef key, float[] vector) throws IOException {
        Document entry = new Document();
        entry.add(new StringField(KEY, key, Field.Store.NO));
        entry.add(new BinaryDocValuesField(KEY, key));
        if (vector.length > 0) {
            entry.add(new KnnFloatVectorField(VECTOR, vector, VectorSimilarityFunction.DOT_PRODUCT));
        }
        index.writer().updateDocument(new Term(KEY, key), entry);
    }

    void remove(Collection<BytesRef> keys) throws IOException {
        index.writer().deleteDocuments(keys.stream().map(key -> new Term(KEY, key)).toArray(Term[]::new));
    }

    /** Makes what was written visible. */
    void refresh() throws IOException {
        index.show();
        shown = System.nanoTime();
    }

    /**
     * Makes what was written visible and durable, now and then or at once: many small pieces make work.
     *
     * @return whether all is visible
     */
    boolean keep(boolean atOnce) throws IOException {
        long now = System.nanoTime();
        boolean show = atOnce || now - shown > SHOW_EVERY.toNanos();
        if (show) {
            refresh();
        }
        if (index.writer().hasUncommittedChanges() && (atOnce || now - committed > COMMIT_EVERY.toNanos())) {
            index.commit(Map.of(MODEL, model));
            committed = now;
        }
        return show;
    }

    List<BytesRef> keys() throws IOException {
        return index.read(searcher -> KeyTerms.of(searcher.getIndexReader(), KEY));
    }

    /**
     * The nearest, best first; none where the vectors here have another number of dimensions.
     *
     * @param among only these, where they are given
     */
    List<Near> nearest(float[] direction, Optional<KeyFilter> among, int limit) throws IOException {
        return index.read(searcher -> {
            if (!comparable(searcher, direction)) {
                return List.of();
            }
            Query filter = among.map(KeyFilter::query).orElse(null);
            List<LeafReaderContext> leaves = searcher.getIndexReader().leaves();
            List<Near> nearest = new ArrayList<>();
            for (ScoreDoc hit : searcher.search(new KnnFloatVectorQuery(VECTOR, direction, limit, filter),
                    limit).scoreDocs) {
                LeafReaderContext leaf = leaves.get(ReaderUtil.subIndex(hit.doc, leaves));
                BinaryDocValues keys = leaf.reader().getBinaryDocValues(KEY);
                keys.advanceExact(hit.doc - leaf.docBase);
                nearest.add(new Near(BytesRef.deepCopyOf(keys.binaryValue()), 2 * hit.score - 1));
            }
            return nearest;
        });
    }

    /** The vectors of those of the keys that have one. */
    Map<BytesRef, float[]> vectors(Collection<BytesRef> keys) throws IOException {
        return index.read(searcher -> {
            Map<BytesRef, float[]> vectors = new HashMap<>();
            for (LeafReaderContext leaf : searcher.getIndexReader().leaves()) {
                FloatVectorValues values = leaf.reader().getFloatVectorValues(VECTOR);
                if (values == null) {
                    continue;
                }
                SortedMap<Integer, BytesRef> entries = new TreeMap<>(); // vectors are read in one direction
                TermsEnum terms = leaf.reader().terms(KEY).iterator();
                for (BytesRef key : keys) {
                    if (!vectors.containsKey(key) && terms.seekExact(key)) {
                        entries.put(KeyTerms.entry(leaf.reader(), terms), key);
                    }
                }
                entries.remove(DocIdSetIterator.NO_MORE_DOCS);
                KnnVectorValues.DocIndexIterator ordinals = values.iterator();
                for (Map.Entry<Integer, BytesRef> entry : entries.entrySet()) {
                    if (ordinals.docID() < entry.getKey()) {
                        ordinals.advance(entry.getKey());
                    }
                    if (ordinals.docID() == entry.getKey()) {
                        vectors.put(entry.getValue(), values.vectorValue(ordinals.index()).clone());
                    }
                }
            }
            return vectors;
        });
    }

    private static boolean comparable(IndexSearcher searcher, float[] direction) {
        FieldInfo field = FieldInfos.getMergedFieldInfos(searcher.getIndexReader()).fieldInfo(VECTOR);
        return field != null && field.getVectorDimension() == direction.length;
    }

    /** What was not committed is lost. */
    @Override
    public void close() throws IOException {
        index.close();
    }
}
