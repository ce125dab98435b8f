package dev.rill.retrieval.embedded;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.index.ReaderUtil;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;

/**
 * The best passages for a query, of copies only the first, however many there are. Any thread that may read the index.
 */
final class DistinctHits {
    /** Beside those that are wanted: few folders hold more copies. */
    private static final int SPARE = 14;
    private static final int MOST = 5_000;

    private DistinctHits() {
    }

    static List<ScoreDoc> of(IndexSearcher searcher, Query query, int wanted) throws IOException {
        int asked = wanted + SPARE;
        while (true) {
            ScoreDoc[] hits = searcher.search(query, asked).scoreDocs;
            List<ScoreDoc> distinct = distinct(searcher.getIndexReader().leaves(), hits, wanted);
            if (distinct.size() == wanted || hits.length < asked || asked >= MOST) {
                return distinct;
            }
            asked *= 6;
        }
    }

    private static List<ScoreDoc> distinct(List<LeafReaderContext> leaves, ScoreDoc[] hits, int wanted)
            throws IOException {
        List<ScoreDoc> distinct = new ArrayList<>();
        Set<Long> seen = new HashSet<>();
        for (ScoreDoc hit : hits) {
            LeafReaderContext leaf = leaves.get(ReaderUtil.subIndex(hit.doc, leaves));
            NumericDocValues copies = leaf.reader().getNumericDocValues(PassageFields.COPY);
            boolean first = copies == null || !copies.advanceExact(hit.doc - leaf.docBase)
                    || seen.add(copies.longValue());
            if (first) {
                distinct.add(hit);
            }
            if (distinct.size() == wanted) {
                break;
            }
        }
        return distinct;
    }
}
