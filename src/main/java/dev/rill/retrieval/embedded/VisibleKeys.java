package dev.rill.retrieval.embedded;

import dev.rill.retrieval.index.ReaderFilter;
import dev.rill.retrieval.vector.KeyFilter;
import java.io.IOException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.lucene.index.BinaryDocValues;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.Scorer;
import org.apache.lucene.util.Bits;
import org.apache.lucene.util.BytesRef;

/**
 * The keys of the passages that a query matches, as search by vectors wants them. Those that somebody may see are kept
 * until the index changes: most people see what some others see. Any thread that may read the index.
 */
final class VisibleKeys {
    private static final int MOST_KEPT = 32;

    private record Kept(long version, KeyFilter keys) {
    }

    private final Map<List<Long>, Kept> kept = new LinkedHashMap<>(MOST_KEPT, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<List<Long>, Kept> eldest) {
            return size() > MOST_KEPT;
        }
    };

    /** @param visible see {@link ReaderFilter} */
    KeyFilter of(IndexSearcher searcher, List<Long> visible, Query query) throws IOException {
        long version = ((DirectoryReader) searcher.getIndexReader()).getVersion();
        synchronized (kept) {
            Kept known = kept.get(visible);
            if (known != null && known.version() == version) {
                return known.keys();
            }
        }
        KeyFilter keys = matching(searcher, query);
        synchronized (kept) {
            kept.put(visible, new Kept(version, keys));
        }
        return keys;
    }

    static KeyFilter matching(IndexSearcher searcher, Query query) throws IOException {
        Set<BytesRef> keys = new HashSet<>();
        var weight = searcher.createWeight(searcher.rewrite(query), ScoreMode.COMPLETE_NO_SCORES, 1);
        for (LeafReaderContext leaf : searcher.getIndexReader().leaves()) {
            Scorer scorer = weight.scorer(leaf);
            BinaryDocValues values = leaf.reader().getBinaryDocValues(PassageFields.KEY);
            Bits live = leaf.reader().getLiveDocs();
            if (scorer == null || values == null) {
                continue;
            }
            DocIdSetIterator entries = scorer.iterator();
            for (int entry = entries.nextDoc(); entry != DocIdSetIterator.NO_MORE_DOCS; entry = entries.nextDoc()) {
                if ((live == null || live.get(entry)) && values.advanceExact(entry)) {
                    keys.add(BytesRef.deepCopyOf(values.binaryValue()));
                }
            }
        }
        return new KeyFilter(keys);
    }
}
