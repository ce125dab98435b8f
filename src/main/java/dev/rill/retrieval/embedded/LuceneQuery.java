package dev.rill.retrieval.embedded;

import dev.rill.retrieval.index.WordClause.Longer;
import dev.rill.retrieval.index.WordClause.Misspelt;
import dev.rill.retrieval.index.WordClause;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.FuzzyQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.SynonymQuery;
import org.apache.lucene.search.similarities.BM25Similarity;
import org.apache.lucene.search.similarities.Similarity;

/** What is looked for, as a query of Lucene. Stateless. */
final class LuceneQuery {

    private LuceneQuery() {
    }

    static Similarity similarity() {
        return new BM25Similarity(1.2f, 0.75f);
    }

    /** Empty where nothing can be found. */
    static Optional<Query> of(List<WordClause> clauses, IndexReader reader) throws IOException {
        BooleanQuery.Builder query = new BooleanQuery.Builder();
        for (WordClause clause : clauses) {
            Optional<Query> one = switch (clause) {
                case WordClause.Terms terms -> Optional.of(any(field(terms.field()), terms.terms()));
                case Longer longer -> longer(longer, reader);
                case Misspelt word -> Optional.of(new FuzzyQuery(new Term(PassageFields.WORDS, word.term()),
                        Misspelt.EDITS, Misspelt.PREFIX, Misspelt.MOST, true));
            };
            one.ifPresent(found -> query.add(clause.weight() == 1 ? found : new BoostQuery(found, clause.weight()),
                    BooleanClause.Occur.SHOULD));
        }
        return clauses.isEmpty() ? Optional.empty() : Optional.of(query.build());
    }

    private static Optional<Query> longer(Longer clause, IndexReader reader) throws IOException {
        List<String> longer = new ArrayList<>();
        for (String term : clause.terms()) {
            longer.addAll(LongerTerms.of(term, reader));
        }
        longer.removeAll(clause.terms());
        return longer.isEmpty() ? Optional.empty()
                : Optional.of(any(PassageFields.WORDS, longer.stream().distinct().toList()));
    }

    private static Query any(String field, List<String> terms) {
        SynonymQuery.Builder one = new SynonymQuery.Builder(field);
        terms.forEach(term -> one.addTerm(new Term(field, term)));
        return one.build();
    }

    private static String field(WordClause.Field field) {
        return switch (field) {
            case WORDS -> PassageFields.WORDS;
            case HEADINGS -> PassageFields.HEADINGS;
            case NAME -> PassageFields.NAME;
        };
    }
}
