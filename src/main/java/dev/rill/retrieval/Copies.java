package dev.rill.retrieval;

import java.util.Locale;
import java.util.regex.Pattern;

/** What makes two passages copies of one: the same text, and where that is short, the same place. Any thread. */
public final class Copies {
    /** Says what it means without its headings. */
    private static final int LONG = 200;
    private static final Pattern SPACES = Pattern.compile("\\s+");

    private Copies() {
    }

    /** Equal for copies. */
    public static String key(Passage passage) {
        String text = SPACES.matcher(passage.readable()).replaceAll(" ").strip().toLowerCase(Locale.ROOT);
        return text.length() >= LONG ? text
                : text + "\n" + passage.title() + "\n" + String.join("\n", passage.headings());
    }
}
