package dev.rill.retrieval.index;

import dev.rill.retrieval.Passage;
import dev.rill.retrieval.vector.VectorSearch;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.lucene.index.BinaryDocValues;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.Scorer;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.util.Bits;
import org.apache.lucene.util.BytesRef;

/** Adds what is found by vectors to what was found by words. Any thread that may read the index. */
final class HybridSearch {
    private final VectorSearch vectors;

    HybridSearch(VectorSearch vectors) {
        this.vectors = vectors;
    }

    /**
     * One list a query, best first.
     *
     * @param words      what was found by words, a list a query
     * @param directions of those queries that can be searched for as they stand
     * @param within     what a passage has to match
     */
    List<List<Passage>> search(IndexSearcher searcher, List<String> queries, List<List<Passage>> words,
                               List<float[]> directions, Optional<Query> within, int limit) throws IOException {
        Optional<Collection<BytesRef>> among = within.isEmpty() ? Optional.empty()
                : Optional.of(keys(searcher, within.get()));
        VectorSearch.Lookup lookup = key -> passage(searcher, key, within);
        List<List<Passage>> lists = new ArrayList<>();
        Iterator<float[]> next = directions.iterator();
        List<QueryParts> parts = QueryParts.of(queries);
        for (int i = 0; i < parts.size(); i++) {
            lists.add(parts.get(i).dependent() ? words.get(i)
                    : vectors.fused(words.get(i), next.next(), among, lookup, limit));
        }
        return lists;
    }

    static Optional<Passage> passage(IndexSearcher searcher, BytesRef key, Optional<Query> within) throws IOException {
        BooleanQuery.Builder query = new BooleanQuery.Builder()
                .add(new TermQuery(new Term(PassageFields.KEY, key)), BooleanClause.Occur.FILTER);
        within.ifPresent(filter -> query.add(filter, BooleanClause.Occur.FILTER));
        ScoreDoc[] found = searcher.search(query.build(), 1).scoreDocs;
        return found.length == 0 ? Optional.empty()
                : Optional.of(PassageFields.readPassage(searcher.storedFields(), found[0].doc, 0));
    }

    private static Set<BytesRef> keys(IndexSearcher searcher, Query within) throws IOException {
        Set<BytesRef> keys = new HashSet<>();
        var weight = searcher.createWeight(searcher.rewrite(within), ScoreMode.COMPLETE_NO_SCORES, 1);
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
        return keys;
    }
}
