package dev.rill.model.completion;

/**
 * Makes text fit to be numbered, stored and sent: no NUL, no half of a surrogate pair. A pair that was split over two
 * deltas is joined: its first half is held back until the second comes. One an answer, one thread.
 */
final class TextCleaner {
    private static final char REPLACEMENT = '\ufffd';

    private char held;

    /** The text without what must not be in it; may be empty. */
    String clean(String text) {
        if (held == 0 && fit(text)) {
            return text;
        }
        StringBuilder cleaned = new StringBuilder(text.length() + 1);
        for (int i = 0; i < text.length(); i++) {
            take(text.charAt(i), cleaned);
        }
        return cleaned.toString();
    }

    /** What is left when the text has ended. */
    String end() {
        if (held == 0) {
            return "";
        }
        held = 0;
        return String.valueOf(REPLACEMENT);
    }

    static String whole(String text) {
        TextCleaner cleaner = new TextCleaner();
        return cleaner.clean(text) + cleaner.end();
    }

    private void take(char c, StringBuilder to) {
        if (held != 0) {
            if (Character.isLowSurrogate(c)) {
                to.append(held).append(c);
                held = 0;
                return;
            }
            to.append(REPLACEMENT);
            held = 0;
        }
        if (Character.isHighSurrogate(c)) {
            held = c;
        } else if (Character.isLowSurrogate(c)) {
            to.append(REPLACEMENT);
        } else if (c != 0) {
            to.append(c);
        }
    }

    private static boolean fit(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 0 || Character.isSurrogate(c)) {
                return false;
            }
        }
        return true;
    }
}
