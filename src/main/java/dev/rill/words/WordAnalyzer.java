package dev.rill.words;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.miscellaneous.ASCIIFoldingFilter;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.analysis.tokenattributes.PositionIncrementAttribute;

/**
 * The terms by which a text in one language is found: its words by their stems and without accents, identifiers,
 * versions and the like both whole and by their parts, and pairs of characters where a script has no blanks between
 * words. No word is left out. Immutable; any thread.
 */
public final class WordAnalyzer {
    /** Part of an index's identity: to be counted up whenever the same text gives other terms. */
    public static final String VERSION = "4";

    private final Language language;
    private final WordLists lists;

    private WordAnalyzer(Language language, WordLists lists) {
        this.language = language;
        this.lists = lists;
    }

    public static WordAnalyzer of(Language language) {
        return of(language, WordLists.of(language));
    }

    static WordAnalyzer of(Language language, WordLists lists) {
        return new WordAnalyzer(language, lists);
    }

    /**
     * What a text is found by.
     *
     * @param counts whether it makes the text longer: not what is said by another term too, nor what says nothing
     */
    public record Term(String text, boolean counts) {
        /** Without the text. */
        @Override
        public String toString() {
            return "Term[counts=" + counts + "]";
        }
    }

    /** In the order of the text, as often as they occur. */
    public List<Term> terms(String text) {
        return terms(Tokens.of(text));
    }

    /** The same without what sentences and questions are made of. */
    public List<String> telling(String text) {
        List<Token> tokens = Tokens.of(text);
        List<Term> terms = terms(tokens);
        return IntStream.range(0, tokens.size()).filter(i -> !lists.empty().contains(tokens.get(i).text()))
                .mapToObj(i -> terms.get(i).text()).toList();
    }

    /** One a token. */
    List<Term> terms(List<Token> of) {
        List<Term> terms = new ArrayList<>();
        try (TokenStream tokens = new ASCIIFoldingFilter(language.stems(new TokenSource(of, lists.stop())))) {
            CharTermAttribute term = tokens.addAttribute(CharTermAttribute.class);
            PositionIncrementAttribute increment = tokens.addAttribute(PositionIncrementAttribute.class);
            tokens.reset();
            while (tokens.incrementToken()) {
                terms.add(new Term(term.toString(), increment.getPositionIncrement() > 0));
            }
            tokens.end();
        } catch (IOException e) {
            throw new UncheckedIOException("reading a string does not fail", e);
        }
        return terms;
    }
}
