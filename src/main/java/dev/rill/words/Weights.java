package dev.rill.words;

import dev.rill.words.AskedWord.Weight;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How much each token of a question says. One question, one thread. */
final class Weights {
    /** What stands in such marks is meant, however common. */
    private static final Pattern QUOTED = Pattern.compile("`[^`]+`|\"[^\"]+\"|“[^”]+”|„[^“”]+[“”]|«[^»]+»|「[^」]+」");

    private final String question;
    private final List<Token> tokens;
    private final Set<String> empty;
    private final Set<String> weak;
    private final BitSet quoted = new BitSet();
    private final BitSet emptyPhrases = new BitSet();
    private final BitSet weakPhrases = new BitSet();

    /** @param lists of the languages that the question may be in, the likeliest first where nothing tells */
    Weights(String question, List<Token> tokens, List<WordLists> lists) {
        this.question = question;
        this.tokens = tokens;
        WordLists own = lists.stream().max(Comparator.comparingLong(list -> made(tokens, list))).orElseThrow();
        empty = own.empty();
        weak = own.weak();
        Matcher quote = QUOTED.matcher(question);
        while (quote.find()) {
            quoted.set(quote.start(), quote.end());
        }
        if (question.codePoints().anyMatch(Scripts::unspaced)) {
            for (WordLists list : lists) {
                mark(list.empty(), emptyPhrases);
                mark(list.weak(), weakPhrases);
            }
        }
    }

    /** How many tokens are words that questions of a language are made of. */
    static long made(List<Token> tokens, WordLists lists) {
        return tokens.stream().filter(token -> lists.empty().contains(token.text())).count();
    }

    private void mark(Set<String> phrases, BitSet marks) {
        for (String phrase : phrases) {
            if (phrase.codePoints().anyMatch(Scripts::unspaced)) {
                for (int at = question.indexOf(phrase); at >= 0; at = question.indexOf(phrase, at + 1)) {
                    marks.set(at, at + phrase.length());
                }
            }
        }
    }

    Weight of(int at) {
        Token token = tokens.get(at);
        if (quoted.get(token.start())) {
            return Weight.FULL;
        }
        return switch (token.kind()) {
            case WORD, PART, WHOLE -> empty.contains(token.text()) && !acronym(token) ? Weight.EMPTY
                    : weak.contains(token.text()) ? Weight.WEAK : Weight.FULL;
            case GRAM, CHARACTER -> gram(token);
        };
    }

    /** {@code IT} and {@code WHO} are no pronouns, unless all is written so. */
    private boolean acronym(Token token) {
        String word = question.substring(token.start(), token.end());
        return word.length() > 1 && word.equals(word.toUpperCase(Locale.ROOT))
                && !question.equals(question.toUpperCase(Locale.ROOT));
    }

    /** A pair of which one character belongs to a phrase of questions is no word. */
    private Weight gram(Token token) {
        if (!emptyPhrases.get(token.start(), token.end()).isEmpty()) {
            return Weight.EMPTY;
        }
        boolean allWeak = weakPhrases.get(token.start(), token.end()).cardinality() == token.end() - token.start();
        return allWeak || Scripts.hiragana(token.text()) ? Weight.WEAK : Weight.FULL;
    }
}
