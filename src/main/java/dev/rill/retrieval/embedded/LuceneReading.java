package dev.rill.retrieval.embedded;

import dev.rill.retrieval.Passage;
import dev.rill.retrieval.index.PassageReading;
import dev.rill.retrieval.index.Within;
import dev.rill.stream.Cancellation;
import dev.rill.words.WordRarity;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.TopDocs;

/** Reads Lucene's index of words. Any thread, interrupted or not. */
final class LuceneReading implements PassageReading {
    private final LuceneEngine engine;
    private final WordSearch words = new WordSearch();

    LuceneReading(LuceneEngine engine) {
        this.engine = engine;
    }

    @Override
    public List<List<Passage>> search(List<String> questions, Within within, int limit, Cancellation cancellation) {
        Optional<Query> filter = LuceneFilters.of(within);
        return engine.read(searcher -> words.search(searcher, questions, filter, limit));
    }

    @Override
    public WordRarity rarity(List<String> questions) {
        return engine.read(searcher -> words.rarity(searcher.getIndexReader(), questions));
    }

    @Override
    public Optional<Kept> document(String path) {
        return engine.read(searcher -> {
            TopDocs found = searcher.search(new TermQuery(new Term(PassageFields.OWN, path)), 1);
            if (found.scoreDocs.length == 0) {
                return Optional.empty();
            }
            int entry = found.scoreDocs[0].doc;
            return Optional.of(new Kept(PassageFields.readDocument(searcher.getIndexReader(), entry),
                    PassageFields.readText(searcher.storedFields(), entry),
                    PassageFields.readPlaces(searcher.storedFields(), entry)));
        });
    }

    @Override
    public List<Passage> passages(String path, int atMost) {
        return engine.read(searcher -> {
            List<Passage> passages = new ArrayList<>();
            TopDocs found = searcher.search(new BooleanQuery.Builder()
                    .add(new TermQuery(new Term(PassageFields.PATH, path)), BooleanClause.Occur.FILTER)
                    .add(new TermQuery(new Term(PassageFields.OWN, path)), BooleanClause.Occur.MUST_NOT).build(),
                    atMost);
            for (ScoreDoc entry : found.scoreDocs) {
                passages.add(PassageFields.readPassage(searcher.storedFields(), entry.doc, 0));
            }
            return passages;
        });
    }
}
