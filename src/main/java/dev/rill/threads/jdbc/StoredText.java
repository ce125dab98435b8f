package dev.rill.threads.jdbc;

import dev.rill.threads.ThreadStore;

/** Text as every database takes it: PostgreSQL refuses NUL and half a surrogate pair. Stateless. */
public final class StoredText {
    static final int MAX_CHARS = ThreadStore.MAX_TEXT_CHARS;
    private static final char REPLACEMENT = '\uFFFD';

    private StoredText() {
    }

    /** The same text where it is clean, else with each character that cannot be stored as U+FFFD; cut if too long. */
    public static String clean(String text) {
        String cut = text.length() > MAX_CHARS ? text.substring(0, MAX_CHARS) : text;
        for (int i = 0; i < cut.length(); i++) {
            char c = cut.charAt(i);
            if (c == 0 || Character.isSurrogate(c)) {
                return replace(cut, i);
            }
        }
        return cut;
    }

    private static String replace(String text, int from) {
        StringBuilder clean = new StringBuilder(text);
        for (int i = from; i < clean.length(); i++) {
            char c = clean.charAt(i);
            if (Character.isHighSurrogate(c) && i + 1 < clean.length()
                    && Character.isLowSurrogate(clean.charAt(i + 1))) {
                i++;
            } else if (c == 0 || Character.isSurrogate(c)) {
                clean.setCharAt(i, REPLACEMENT);
            }
        }
        return clean.toString();
    }
}
