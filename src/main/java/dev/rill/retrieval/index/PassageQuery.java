package dev.rill.retrieval.index;

import dev.rill.words.WordAnalyzer;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.FuzzyQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.similarities.BM25Similarity;
import org.apache.lucene.search.similarities.Similarity;

/**
 * Turns a question in plain words into a query. No character of it has a meaning of its own. Ranking is by BM25 (S.
 * Robertson, H. Zaragoza: <i>The Probabilistic Relevance Framework</i>, 2009) over all the words of a passage, with a
 * little more for those in its headings and in its document's name. Any thread.
 */
final class PassageQuery {
    private static final int MOST_WORDS = 64;
    private static final int MOST_MISSPELT = 4;
    private static final int SHORTEST_MISSPELT = 4;
    /** What a word of the question before counts. */
    private static final float CONTEXT = 0.7f;
    private static final float WEAK = 0.4f;
    private static final float MISSPELT = 0.6f;
    private static final float HEADING = 0.2f;
    private static final float NAME = 0.2f;

    private final WordAnalyzer questions = WordAnalyzer.ofQuestions();
    private final WordAnalyzer passages = WordAnalyzer.ofPassages();
    private final Set<String> weakWords = WordAnalyzer.weakWords();

    static Similarity similarity() {
        return new BM25Similarity(1.2f, 0.75f);
    }

    /** @param alone whether nothing else is searched for: then even a question of nothing but small words is */
    Optional<Query> of(QueryParts wording, IndexReader reader, boolean alone) throws IOException {
        Set<String> asked = new LinkedHashSet<>(questions.words(wording.asked()));
        if (asked.isEmpty() && alone) {
            asked.addAll(passages.words(wording.asked()));
        }
        Set<String> context = new LinkedHashSet<>(questions.words(wording.context()));
        context.removeAll(asked);
        Building query = new Building(reader);
        for (String word : asked) {
            query.add(word, 1);
        }
        for (String word : context) {
            query.add(word, CONTEXT);
        }
        return query.built();
    }

    private final class Building {
        private final IndexReader reader;
        private final BooleanQuery.Builder query = new BooleanQuery.Builder();
        private int words;
        private int misspelt;

        Building(IndexReader reader) {
            this.reader = reader;
        }

        void add(String word, float weight) throws IOException {
            Term term = new Term(PassageFields.WORDS, word);
            if (words == MOST_WORDS) {
                return;
            }
            if (reader.docFreq(term) > 0) {
                words++;
                float own = weakWords.contains(word) ? weight * WEAK : weight;
                should(new TermQuery(term), own);
                should(new TermQuery(new Term(PassageFields.HEADINGS, word)), own * HEADING);
                should(new TermQuery(new Term(PassageFields.NAME, word)), own * NAME);
            } else if (misspelt < MOST_MISSPELT && word.length() >= SHORTEST_MISSPELT && letters(word)) {
                words++;
                misspelt++; // nothing holds the word: it may be a slip for one that something holds
                should(new FuzzyQuery(term, 1, 1, 8, true), weight * MISSPELT);
            }
        }

        private void should(Query one, float weight) {
            query.add(weight == 1 ? one : new BoostQuery(one, weight), BooleanClause.Occur.SHOULD);
        }

        Optional<Query> built() {
            return words == 0 ? Optional.empty() : Optional.of(query.build());
        }
    }

    private static boolean letters(String word) {
        return word.chars().allMatch(Character::isLetter);
    }
}
