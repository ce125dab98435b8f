package dev.rill.words;

import java.lang.Character.UnicodeScript;

/** What kinds of characters a text is made of. Stateless. */
final class Scripts {
    private static final int FIRST_UNSPACED = 0x0E00;

    private Scripts() {
    }

    /** A letter, a digit, or an accent of one. */
    static boolean wordly(int c) {
        return c < 128 ? c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9'
                : Character.isLetterOrDigit(c) || mark(c);
    }

    /** Of a script whose words are not parted by blanks, or whose words take endings as they come (Korean). */
    static boolean unspaced(int c) {
        if (c < FIRST_UNSPACED) {
            return false;
        }
        return switch (UnicodeScript.of(c)) {
            case HAN, HIRAGANA, KATAKANA, HANGUL, BOPOMOFO, THAI, LAO, KHMER, MYANMAR, TIBETAN ->
                    Character.isLetter(c) || mark(c);
            default -> c == 'ー';
        };
    }

    static boolean han(int c) {
        return c >= 0x2E80 && UnicodeScript.of(c) == UnicodeScript.HAN;
    }

    /** Whether a text has nothing but the letters that Japanese holds its sentences together with. */
    static boolean hiragana(String text) {
        return text.codePoints().allMatch(c -> UnicodeScript.of(c) == UnicodeScript.HIRAGANA);
    }

    static boolean mark(int c) {
        int type = Character.getType(c);
        return type == Character.NON_SPACING_MARK || type == Character.COMBINING_SPACING_MARK;
    }

    /** A character with the signs above, below and behind it that are nothing by themselves. */
    static int clusterEnd(String text, int at) {
        int end = at + Character.charCount(text.codePointAt(at));
        while (end < text.length() && mark(text.codePointAt(end))) {
            end += Character.charCount(text.codePointAt(end));
        }
        return end;
    }
}
