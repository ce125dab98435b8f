package dev.rill.retrieval.index;

import dev.rill.retrieval.index.WordClause.Field;
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

/**
 * Turns a question in plain words into what is looked for, whatever index it is. No character of it has a meaning of
 * its own. Ranking is by BM25 (S. Robertson, H. Zaragoza: <i>The Probabilistic Relevance Framework</i>, 2009) over all
 * the words of a passage, with a little more for those in its headings and in its document's name. A word counts once,
 * whichever of the documents' languages it is found in. Any thread.
 */
public final class PassageQuery {
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

    /**
     * What makes a passage one that is found, the more of it the better; nothing where nothing can be.
     *
     * @param alone whether nothing else is searched for: then even a question of nothing but small words is
     */
    public List<WordClause> of(QueryParts wording, IndexedTerms terms, boolean alone) throws IOException {
        List<Language> languages = terms.languages();
        List<AskedWord> asked = questions.of(wording.asked(), languages);
        List<AskedWord> context = new ArrayList<>(questions.of(wording.context(), languages));
        context.removeAll(asked);
        terms.look(PassageQuery.terms(asked, context));
        Building query = new Building(terms, languages.stream().anyMatch(Language::compounding));
        query.addAll(asked, 1, alone && asked.stream().allMatch(word -> word.weight() == Weight.EMPTY));
        query.addAll(context, CONTEXT, false);
        return query.clauses;
    }

    @SafeVarargs
    private static List<String> terms(List<AskedWord>... of) {
        List<String> terms = new ArrayList<>();
        for (List<AskedWord> words : of) {
            for (AskedWord word : words) {
                terms.addAll(word.terms());
                terms.addAll(terms(word.parts()));
            }
        }
        return terms;
    }

    /** By how many passages have a word. */
    public WordRarity rarity(IndexedTerms terms, List<String> asked) throws IOException {
        Map<String, Double> rarity = new HashMap<>();
        List<Language> languages = terms.languages();
        for (String question : asked) {
            List<AskedWord> words = questions.of(question, languages);
            terms.look(terms(words));
            rarity(words, terms, rarity);
        }
        return new WordRarity(rarity, idf(terms.passages(), 0));
    }

    private static void rarity(List<AskedWord> words, IndexedTerms terms, Map<String, Double> rarity)
            throws IOException {
        for (AskedWord word : words) {
            for (String term : word.terms()) {
                int having = terms.having(term);
                if (having > 0) {
                    rarity.put(term, idf(terms.passages(), having));
                }
            }
            rarity(word.parts(), terms, rarity);
        }
    }

    private static double idf(int passages, int having) {
        return Math.log(1 + (Math.max(passages, having) - having + 0.5) / (having + 0.5));
    }

    private static final class Building {
        private final IndexedTerms terms;
        private final List<WordClause> clauses = new ArrayList<>();
        private int words;
        private final boolean compounds;
        private int misspelt;

        Building(IndexedTerms terms, boolean compounds) {
            this.terms = terms;
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
                should(Field.WORDS, present, own);
                should(Field.HEADINGS, present, own * HEADING);
                should(Field.NAME, present, own * NAME);
            }
            for (AskedWord part : word.parts()) {
                add(part, (present.isEmpty() ? weight : weight * PART) * said(part, EMPTY_PART));
            }
            if (present.isEmpty() && !word.whole()) {
                unknown(word.terms().iterator().next(), weight);
            } else if (compounds && !word.whole()) {
                // words that begin with one that is asked for are about it too
                clauses.add(new WordClause.Longer(present, weight * LONGER));
            }
        }

        private List<String> present(Collection<String> of) throws IOException {
            List<String> present = new ArrayList<>();
            for (String term : of) {
                if (terms.having(term) > 0) {
                    present.add(term);
                }
            }
            return present;
        }

        /** Nothing holds the word: it may be two that are held, or a slip for one. */
        private void unknown(String word, float weight) throws IOException {
            Optional<List<String>> parts = Compounds.parts(word, terms);
            if (parts.isPresent()) {
                words++;
                for (String part : parts.get()) {
                    should(Field.WORDS, List.of(part), weight * COMPOUND);
                }
            } else if (misspelt < MOST_MISSPELT && word.length() >= SHORTEST_MISSPELT
                    && word.chars().allMatch(Character::isLetter)) {
                words++;
                misspelt++;
                clauses.add(new WordClause.Misspelt(word, weight * MISSPELT));
            }
        }

        private void should(Field field, List<String> any, float weight) {
            clauses.add(new WordClause.Terms(field, any, weight));
        }
    }
}
