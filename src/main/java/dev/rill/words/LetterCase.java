package dev.rill.words;

/** Where the parts of a name meet that no mark parts: {@code HTTPStatusCodes}, {@code readNBytes}, {@code utf8}. */
final class LetterCase {

    private LetterCase() {
    }

    /**
     * Whether a part begins at an offset: where letters and digits, or small letters and capitals, meet; of several
     * capitals before a small letter, the last one begins a part.
     */
    static boolean partsBefore(String text, int at, int from, int to) {
        char before = text.charAt(at - 1);
        char c = text.charAt(at);
        if (before >= 'a' && before <= 'z' && c >= 'a' && c <= 'z') {
            return false;
        }
        if (Character.isLowSurrogate(c) || Scripts.mark(c)) {
            return false;
        }
        boolean capitalBegins = Character.isUpperCase(c) && (Character.isLowerCase(before)
                || at + 1 < to && Character.isUpperCase(before) && Character.isLowerCase(text.charAt(at + 1)));
        boolean digits = Character.isDigit(c) != digitBefore(text, at, from);
        return capitalBegins || digits;
    }

    private static boolean digitBefore(String text, int at, int from) {
        int i = at - 1;
        while (i > from && Scripts.mark(text.charAt(i))) {
            i--;
        }
        return Character.isDigit(text.charAt(i));
    }
}
