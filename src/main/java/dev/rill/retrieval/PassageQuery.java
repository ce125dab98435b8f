package dev.rill.retrieval;

import dev.rill.words.WordAnalyzer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.similarities.BM25Similarity;
import org.apache.lucene.search.similarities.Similarity;

/** Turns a question in plain words into a query. No character of it has a meaning of its own. Any thread. */
final class PassageQuery {
    private static final int MOST_TERMS = 64;

    private final WordAnalyzer questions = WordAnalyzer.ofQuestions();
    private final WordAnalyzer passages = WordAnalyzer.ofPassages();

    static Similarity similarity() {
        return new BM25Similarity(1.2f, 0.75f);
    }

    /** @param alone whether nothing else is searched for: then even a question of nothing but small words is */
    Optional<Query> of(String question, IndexReader reader, boolean alone) throws IOException {
        Set<String> terms = new LinkedHashSet<>(questions.words(question));
        if (terms.isEmpty() && alone) {
            terms.addAll(passages.words(question));
        }
        List<Term> known = new ArrayList<>();
        for (String term : terms) {
            Term candidate = new Term(PassageFields.WORDS, term);
            if (known.size() < MOST_TERMS && reader.docFreq(candidate) > 0) {
                known.add(candidate);
            }
        }
        if (known.isEmpty()) {
            return Optional.empty();
        }
        BooleanQuery.Builder query = new BooleanQuery.Builder();
        known.forEach(term -> query.add(new TermQuery(term), BooleanClause.Occur.SHOULD));
        return Optional.of(query.build());
    }
}
