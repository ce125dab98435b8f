package dev.rill.words;

import java.io.IOException;
import org.apache.lucene.analysis.TokenFilter;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.analysis.tokenattributes.PositionIncrementAttribute;

/**
 * Gives an identifier whole and then, at the same position, by its parts: {@code readNBytes}, {@code read}, {@code N},
 * {@code Bytes}. Parts end where letters and digits, or small letters and capitals, meet, and at other characters; of
 * several capitals before a small letter, the last one begins a part.
 */
final class IdentifierFilter extends TokenFilter {
    private final CharTermAttribute term = addAttribute(CharTermAttribute.class);
    private final PositionIncrementAttribute increment = addAttribute(PositionIncrementAttribute.class);
    private char[] identifier = new char[0];
    private int next;
    private State state;

    IdentifierFilter(TokenStream input) {
        super(input);
    }

    @Override
    public boolean incrementToken() throws IOException {
        while (next < identifier.length) {
            int from = next;
            next = partEnd(identifier, from, identifier.length);
            if (Character.isLetterOrDigit(identifier[from])) {
                restoreState(state);
                term.copyBuffer(identifier, from, next - from);
                increment.setPositionIncrement(0);
                return true;
            }
        }
        identifier = new char[0];
        next = 0;
        if (!input.incrementToken()) {
            return false;
        }
        if (partEnd(term.buffer(), 0, term.length()) < term.length()) {
            identifier = new String(term.buffer(), 0, term.length()).toCharArray();
            state = captureState();
        }
        return true;
    }

    private static int partEnd(char[] text, int from, int length) {
        for (int i = from + 1; i < length; i++) {
            char before = text[i - 1];
            char c = text[i];
            if (before < 128 && c < 128 && before >= 'a' && c >= 'a' && before <= 'z' && c <= 'z') {
                continue;
            }
            boolean capitalBegins = Character.isUpperCase(c)
                    && (Character.isLowerCase(before) || i + 1 < length && Character.isUpperCase(before)
                        && Character.isLowerCase(text[i + 1]));
            if (capitalBegins || Character.isDigit(c) != Character.isDigit(before)
                    || !Character.isLetterOrDigit(c) && !Character.isSurrogate(c) && !mark(c)) {
                return i;
            }
            if (!Character.isLetterOrDigit(before) && !Character.isSurrogate(before) && !mark(before)) {
                return i;
            }
        }
        return length;
    }

    /** An accent that stands as a character of its own belongs to the letter before it. */
    private static boolean mark(char c) {
        int type = Character.getType(c);
        return type == Character.NON_SPACING_MARK || type == Character.COMBINING_SPACING_MARK;
    }

    @Override
    public void reset() throws IOException {
        super.reset();
        identifier = new char[0];
        next = 0;
        state = null;
    }
}
