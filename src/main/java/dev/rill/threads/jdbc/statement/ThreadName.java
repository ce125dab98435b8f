package dev.rill.threads.jdbc.statement;

import dev.rill.threads.jdbc.StoredText;
import java.util.regex.Pattern;

/** What a thread is called before somebody names it. */
final class ThreadName {
    private static final Pattern BETWEEN_WORDS = Pattern.compile("[\\p{Cntrl}\\s]+");
    private static final int MAX_CHARS = 80;
    private static final int MAX_GIVEN_CHARS = 1000;

    private ThreadName() {
    }

    /** The first line of the question that is not blank, cut at a word. */
    static String from(String question) {
        String line = question.lines().map(ThreadName::oneLine).filter(l -> !l.isEmpty()).findFirst().orElse("");
        if (line.length() <= MAX_CHARS) {
            return StoredText.clean(line);
        }
        int space = line.lastIndexOf(' ', MAX_CHARS - 1);
        int end = space >= MAX_CHARS / 2 ? space : MAX_CHARS - 1;
        if (Character.isHighSurrogate(line.charAt(end - 1))) {
            end--;
        }
        return StoredText.clean(line.substring(0, end)) + "…";
    }

    /** A name that somebody gave: in one line, cut where the column ends. */
    static String given(String name) {
        String line = oneLine(name);
        return StoredText.clean(line.length() > MAX_GIVEN_CHARS ? line.substring(0, MAX_GIVEN_CHARS) : line);
    }

    private static String oneLine(String text) {
        return BETWEEN_WORDS.matcher(text).replaceAll(" ").strip();
    }
}
