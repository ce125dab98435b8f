package dev.rill.words;

import dev.rill.words.AskedWord.Weight;
import dev.rill.words.Token.Kind;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Takes questions apart, in each of the languages that documents are written in at once, since a question says by
 * itself hardly what it is written in. Any thread; it keeps a little for each language.
 */
public final class QuestionAnalyzer {

    private record Known(WordAnalyzer analyzer, WordLists lists) {
    }

    /** What a question is about may well have a name in Latin letters, as an error message or a command has. */
    private static final int WORTH = 12;

    private final Map<Language, Known> known = new ConcurrentHashMap<>();

    /**
     * The words of a question in their order, without repetitions.
     *
     * @param languages of the documents, the most frequent first
     */
    public List<AskedWord> of(String question, Collection<Language> languages) {
        List<Token> tokens = Tokens.of(question);
        Set<Language> all = new LinkedHashSet<>(languages);
        all.add(Language.ENGLISH); // names and identifiers, and how most people ask
        List<List<WordAnalyzer.Term>> terms = new ArrayList<>();
        for (Language language : all) {
            terms.add(known(language).analyzer().terms(tokens));
        }
        Weights weights = new Weights(Tokens.normalized(question), tokens,
                all.stream().map(l -> known(l).lists()).toList());
        List<AskedWord> asked = new Building(tokens, terms, weights).words(0, tokens.size());
        return List.copyOf(new LinkedHashSet<>(asked));
    }

    /** What a question is most likely asked in: the first language where nothing tells. */
    public Language language(String question, Collection<Language> languages) {
        Set<Language> all = new LinkedHashSet<>(languages);
        all.add(Language.ENGLISH);
        List<Token> tokens = Tokens.of(question);
        Optional<Language> byScript = LanguageDetector.byScript(question, WORTH).map(LanguageDetector.Found::language);
        return byScript.orElseGet(() -> all.stream()
                .max(Comparator.comparingLong(language -> Weights.made(tokens, known(language).lists())))
                .orElseThrow());
    }

    private Known known(Language language) {
        return known.computeIfAbsent(language, l -> {
            WordLists lists = WordLists.of(l);
            return new Known(WordAnalyzer.of(l, lists), lists);
        });
    }

    private record Building(List<Token> tokens, List<List<WordAnalyzer.Term>> terms, Weights weights) {

        List<AskedWord> words(int from, int to) {
            List<AskedWord> words = new ArrayList<>();
            int at = from;
            while (at < to) {
                Token token = tokens.get(at);
                int next = at + 1;
                while (token.kind() == Kind.WHOLE && next < to && tokens.get(next).start() < token.end()) {
                    next++;
                }
                if (token.kind() != Kind.CHARACTER) { // the pairs hold it
                    List<AskedWord> parts = words(at + 1, next);
                    words.add(new AskedWord(variants(at), parts, weight(at, parts)));
                }
                at = next;
            }
            return words;
        }

        private Weight weight(int at, List<AskedWord> parts) {
            boolean empty = !parts.isEmpty() && parts.stream().allMatch(part -> part.weight() == Weight.EMPTY);
            return parts.isEmpty() ? weights.of(at) : empty ? Weight.EMPTY : Weight.FULL;
        }

        private Set<String> variants(int at) {
            Set<String> variants = new LinkedHashSet<>();
            terms.forEach(inLanguage -> variants.add(inLanguage.get(at).text()));
            return variants;
        }

        /** Without the words. */
        @Override
        public String toString() {
            return "Building[" + tokens.size() + " tokens]";
        }
    }
}
