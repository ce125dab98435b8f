package dev.rill.words;

import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.analysis.tokenattributes.KeywordAttribute;
import org.apache.lucene.analysis.tokenattributes.PositionIncrementAttribute;

/**
 * Tokens as Lucene's filters want them. What adds nothing to the length of a text has the position of the token before:
 * parts of a whole, characters beside their pairs, and words that say nothing. One use, one thread.
 */
final class TokenSource extends TokenStream {
    /** Whose stem is another word. */
    private static final Set<String> UNSTEMMED = Set.of("https", "news", "aws", "dns", "tls", "os", "ios", "sms", "css",
            "js", "redis", "kubernetes", "postgres");

    private final CharTermAttribute term = addAttribute(CharTermAttribute.class);
    private final KeywordAttribute unstemmed = addAttribute(KeywordAttribute.class);
    private final PositionIncrementAttribute increment = addAttribute(PositionIncrementAttribute.class);
    private final Iterator<Token> tokens;
    private final Set<String> stopWords;
    private int wholeUntil;

    TokenSource(List<Token> tokens, Set<String> stopWords) {
        this.tokens = tokens.iterator();
        this.stopWords = stopWords;
    }

    @Override
    public boolean incrementToken() {
        if (!tokens.hasNext()) {
            return false;
        }
        clearAttributes();
        Token token = tokens.next();
        term.append(token.text());
        increment.setPositionIncrement(counts(token) ? 1 : 0);
        unstemmed.setKeyword(switch (token.kind()) {
            case WORD, PART -> UNSTEMMED.contains(token.text()) || Character.isDigit(token.text().charAt(0));
            case WHOLE, GRAM, CHARACTER -> true;
        });
        wholeUntil = token.kind() == Token.Kind.WHOLE ? Math.max(wholeUntil, token.end()) : wholeUntil;
        return true;
    }

    private boolean counts(Token token) {
        return switch (token.kind()) {
            case WORD, PART, WHOLE -> token.start() >= wholeUntil && !stopWords.contains(token.text());
            case GRAM -> !Scripts.hiragana(token.text());
            case CHARACTER -> false;
        };
    }
}
