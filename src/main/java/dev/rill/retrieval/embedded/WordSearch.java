package dev.rill.retrieval.embedded;

import dev.rill.retrieval.Passage;
import dev.rill.retrieval.index.IndexedTerms;
import dev.rill.retrieval.index.PassageQuery;
import dev.rill.retrieval.index.QueryParts;
import dev.rill.words.WordRarity;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;

/** Search by words. Any thread that may read the index. */
final class WordSearch {
    private final PassageQuery passages = new PassageQuery();

    /**
     * One list a question, best first; an empty one for a question that depends on what another holds as well.
     *
     * @param within what a passage has to match beside
     */
    List<List<Passage>> search(IndexSearcher searcher, List<String> questions, Optional<Query> within, int limit)
            throws IOException {
        List<List<Passage>> lists = new ArrayList<>();
        IndexedTerms terms = new LuceneTerms(searcher.getIndexReader());
        for (QueryParts wording : QueryParts.of(questions)) {
            Optional<Query> query = wording.dependent() ? Optional.empty()
                    : LuceneQuery.of(passages.of(wording, terms, questions.size() == 1), searcher.getIndexReader());
            lists.add(query.isEmpty() ? List.of()
                    : load(searcher, DistinctHits.of(searcher, filtered(query.get(), within), limit)));
        }
        return lists;
    }

    private static Query filtered(Query query, Optional<Query> within) {
        return within.<Query>map(filter -> new BooleanQuery.Builder().add(query, BooleanClause.Occur.MUST)
                .add(filter, BooleanClause.Occur.FILTER).build()).orElse(query);
    }

    /** Of the words of questions. */
    WordRarity rarity(IndexReader reader, List<String> questions) throws IOException {
        return passages.rarity(new LuceneTerms(reader), questions);
    }

    static List<Passage> load(IndexSearcher searcher, List<ScoreDoc> found) throws IOException {
        List<Passage> list = new ArrayList<>();
        for (ScoreDoc hit : found) {
            list.add(PassageFields.readPassage(searcher.storedFields(), hit.doc, hit.score));
        }
        return list;
    }
}
