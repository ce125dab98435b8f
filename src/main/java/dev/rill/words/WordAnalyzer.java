package dev.rill.words;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.CharArraySet;
import org.apache.lucene.analysis.LowerCaseFilter;
import org.apache.lucene.analysis.StopFilter;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.Tokenizer;
import org.apache.lucene.analysis.en.EnglishAnalyzer;
import org.apache.lucene.analysis.en.EnglishPossessiveFilter;
import org.apache.lucene.analysis.en.PorterStemFilter;
import org.apache.lucene.analysis.miscellaneous.ASCIIFoldingFilter;
import org.apache.lucene.analysis.miscellaneous.SetKeywordMarkerFilter;
import org.apache.lucene.analysis.standard.StandardTokenizer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;

/**
 * English words by their stems, and identifiers both whole and by their parts: {@code OPENAI_API_KEY},
 * {@code HTTPStatusCodes} and {@code RFC9457} are found by either. Any thread; it keeps a little for each thread that
 * uses it, so that a short-lived thread had better make its own.
 */
public final class WordAnalyzer extends Analyzer {
    /** Part of an index's identity: to be counted up whenever the same text gives other terms. */
    public static final String VERSION = "3";

    /** Whose stem is another word. */
    private static final CharArraySet UNSTEMMED = CharArraySet.unmodifiableSet(
            new CharArraySet(List.of("https", "news", "aws", "dns", "tls", "os", "ios", "sms"), false));

    private final CharArraySet stopWords;

    private WordAnalyzer(Collection<?> stopWords) {
        this.stopWords = CharArraySet.unmodifiableSet(new CharArraySet(stopWords, true));
    }

    /** For passages; and for questions of which nothing else would be left. */
    public static WordAnalyzer ofPassages() {
        return new WordAnalyzer(EnglishAnalyzer.ENGLISH_STOP_WORDS_SET);
    }

    /** For questions: the words that a question is made of are left out too. */
    public static WordAnalyzer ofQuestions() {
        CharArraySet words = new CharArraySet(QuestionWords.EMPTY, true);
        words.addAll(EnglishAnalyzer.ENGLISH_STOP_WORDS_SET);
        return new WordAnalyzer(words);
    }

    /** The words that a question hardly means when it uses them, as {@link #words} gives them. */
    public static Set<String> weakWords() {
        return Set.copyOf(ofPassages().words(String.join(" ", QuestionWords.WEAK)));
    }

    /** The words of a text, in order, as often as they occur. */
    public List<String> words(String text) {
        List<String> words = new ArrayList<>();
        try (TokenStream tokens = tokenStream("", text)) {
            CharTermAttribute word = tokens.addAttribute(CharTermAttribute.class);
            tokens.reset();
            while (tokens.incrementToken()) {
                words.add(word.toString());
            }
            tokens.end();
        } catch (IOException e) {
            throw new UncheckedIOException("reading a string does not fail", e);
        }
        return words;
    }

    @Override
    protected TokenStreamComponents createComponents(String field) {
        Tokenizer tokens = new StandardTokenizer();
        TokenStream words = new EnglishPossessiveFilter(tokens);
        words = new IdentifierFilter(words);
        words = new ASCIIFoldingFilter(words);
        words = new LowerCaseFilter(words);
        words = new StopFilter(words, stopWords);
        words = new SetKeywordMarkerFilter(words, UNSTEMMED);
        return new TokenStreamComponents(tokens, new PorterStemFilter(words));
    }
}
