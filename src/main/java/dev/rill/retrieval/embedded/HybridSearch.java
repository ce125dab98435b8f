package dev.rill.retrieval.embedded;

import dev.rill.retrieval.Passage;
import dev.rill.retrieval.index.QueryParts;
import dev.rill.retrieval.vector.KeyFilter;
import dev.rill.retrieval.vector.VectorSearch;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.TermQuery;
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
     * @param among      the keys of passages that match it
     */
    List<List<Passage>> search(IndexSearcher searcher, List<String> queries, List<List<Passage>> words,
                               List<float[]> directions, Optional<Query> within, Optional<KeyFilter> among,
                               int limit) throws IOException {
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
}
