package dev.rill.retrieval.index;

import dev.rill.words.AskedWord;
import dev.rill.words.AskedWord.Weight;
import dev.rill.words.Language;
import dev.rill.words.QuestionAnalyzer;
import dev.rill.words.WordRarity;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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

/**
 * Turns a question in plain words into a query. No character of it has a meaning of its own. Ranking is by BM25 (S.
 * Robertson, H. Zaragoza: <i>The Probabilistic Relevance Framework</i>, 2009) over all the words of a passage, with a
 * little more for those in its headings and in its document's name. A word counts once, whichever of the documents'
 * languages it is found in. Any thread.
 */
final class PassageQuery {
    private static final int MOST_WORDS = 64;
    private static final int MOST_MISSPELT = 4;
    private static final int SHORTEST_MISSPELT = 4;
    /** What a word of the question before counts. */
    private static final float CONTEXT = 0.7f;
    private static final float WEAK = 0.4f;
    private static final float MISSPELT = 0.6f;
    /** What each of two words counts that are asked for as one, and a word that one asked for is the beginning of. */
    private static final float COMPOUND = 0.6f;
    private static final float LONGER = 0.3f;
    private static final float HEADING = 0.4f;
    private static final float NAME = 0.2f;
    /** What is written as one of several parts counts, where some passage has it, and its parts beside it. */
    private static final float WHOLE = 1.4f;
    private static final float PART = 0.35f;
    /** What a part counts that is no word to ask for by itself. */
    private static final float EMPTY_PART = 0.1f;

    private final QuestionAnalyzer questions = new QuestionAnalyzer();

    static Similarity similarity() {
        return new BM25Similarity(1.2f, 0.75f);
    }

    /** @param alone whether nothing else is searched for: then even a question of nothing but small words is */
    Optional<Query> of(QueryParts wording, IndexReader reader, boolean alone) throws IOException {
        List<Language> languages = PassageFields.languages(reader);
        List<AskedWord> asked = questions.of(wording.asked(), languages);
        List<AskedWord> context = new ArrayList<>(questions.of(wording.context(), languages));
        context.removeAll(asked);
        Building query = new Building(reader, languages.stream().anyMatch(Language::compounding));
        query.addAll(asked, 1, alone && asked.stream().allMatch(word -> word.weight() == Weight.EMPTY));
        query.addAll(context, CONTEXT, false);
        return query.built();
    }

    /** By how many passages have a word. */
    WordRarity rarity(IndexReader reader, List<String> asked) throws IOException {
        int passages = reader.getDocCount(PassageFields.WORDS);
        Map<String, Double> rarity = new HashMap<>();
        List<Language> languages = PassageFields.languages(reader);
        for (String question : asked) {
            rarity(questions.of(question, languages), passages, reader, rarity);
        }
        return new WordRarity(rarity, idf(passages, 0));
    }

    private static void rarity(List<AskedWord> words, int passages, IndexReader reader, Map<String, Double> rarity)
            throws IOException {
        for (AskedWord word : words) {
            for (String term : word.terms()) {
                int having = reader.docFreq(new Term(PassageFields.WORDS, term));
                if (having > 0) {
                    rarity.put(term, idf(passages, having));
                }
            }
            rarity(word.parts(), passages, reader, rarity);
        }
    }

    private static double idf(int passages, int having) {
        return Math.log(1 + (Math.max(passages, having) - having + 0.5) / (having + 0.5));
    }

    private static final class Building {
        private final IndexReader reader;
        private final BooleanQuery.Builder query = new BooleanQuery.Builder();
        private int words;
        private final boolean compounds;
        private int misspelt;

        Building(IndexReader reader, boolean compounds) {
            this.reader = reader;
            this.compounds = compounds;
        }

        void addAll(List<AskedWord> asked, float weight, boolean evenEmpty) throws IOException {
            for (AskedWord word : asked) {
                float said = evenEmpty ? 1 : said(word, 0);
                if (said > 0) {
                    add(word, weight * said);
                }
            }
        }

        private static float said(AskedWord word, float empty) {
            return switch (word.weight()) {
                case FULL -> 1;
                case WEAK -> WEAK;
                case EMPTY -> empty;
            };
        }

        private void add(AskedWord word, float weight) throws IOException {
            if (words >= MOST_WORDS) {
                return;
            }
            List<String> present = present(word.terms());
            if (!present.isEmpty()) {
                words++;
                float own = word.whole() ? weight * WHOLE : weight;
                should(PassageFields.WORDS, present, own);
                should(PassageFields.HEADINGS, present, own * HEADING);
                should(PassageFields.NAME, present, own * NAME);
            }
            for (AskedWord part : word.parts()) {
                add(part, (present.isEmpty() ? weight : weight * PART) * said(part, EMPTY_PART));
            }
            if (present.isEmpty() && !word.whole()) {
                unknown(word.terms().iterator().next(), weight);
            } else if (compounds && !word.whole()) {
                longer(present, weight * LONGER);
            }
        }

        /** Words that begin with one that is asked for are about it too. */
        private void longer(List<String> present, float weight) throws IOException {
            List<String> longer = new ArrayList<>();
            for (String term : present) {
                longer.addAll(Compounds.longer(term, reader));
            }
            longer.removeAll(present);
            if (!longer.isEmpty()) {
                should(PassageFields.WORDS, longer.stream().distinct().toList(), weight);
            }
        }

        private List<String> present(Collection<String> terms) throws IOException {
            List<String> present = new ArrayList<>();
            for (String term : terms) {
                if (reader.docFreq(new Term(PassageFields.WORDS, term)) > 0) {
                    present.add(term);
                }
            }
            return present;
        }

        /** Nothing holds the word: it may be two that are held, or a slip for one. */
        private void unknown(String word, float weight) throws IOException {
            Optional<List<String>> parts = Compounds.parts(word, reader);
            if (parts.isPresent()) {
                words++;
                for (String part : parts.get()) {
                    should(PassageFields.WORDS, List.of(part), weight * COMPOUND);
                }
            } else if (misspelt < MOST_MISSPELT && word.length() >= SHORTEST_MISSPELT
                    && word.chars().allMatch(Character::isLetter)) {
                words++;
                misspelt++;
                should(new FuzzyQuery(new Term(PassageFields.WORDS, word), 1, 1, 8, true), weight * MISSPELT);
            }
        }

        private void should(String field, List<String> terms, float weight) {
            SynonymQuery.Builder one = new SynonymQuery.Builder(field);
            terms.forEach(term -> one.addTerm(new Term(field, term)));
            should(one.build(), weight);
        }

        private void should(Query one, float weight) {
            query.add(weight == 1 ? one : new BoostQuery(one, weight), BooleanClause.Occur.SHOULD);
        }

        Optional<Query> built() {
            return words == 0 ? Optional.empty() : Optional.of(query.build());
        }
    }
}
