package dev.rill.retrieval.document;

import java.util.Arrays;

/** Where the lines of a text begin and end. Lines are counted from 1, and end with {@code \n}. Immutable. */
public final class TextLines {
    private final String text;
    private final int[] starts;

    public TextLines(String text) {
        this.text = text;
        int[] found = new int[16];
        int count = 1;
        for (int i = text.indexOf('\n'); i >= 0 && i + 1 < text.length(); i = text.indexOf('\n', i + 1)) {
            if (count == found.length) {
                found = Arrays.copyOf(found, count * 2);
            }
            found[count++] = i + 1;
        }
        this.starts = Arrays.copyOf(found, count);
    }

    /** At least 1. */
    public int count() {
        return starts.length;
    }

    /** The offset of a line's first character. */
    public int start(int line) {
        return starts[line - 1];
    }

    /** The offset after a line's last character, its line end left out. */
    public int end(int line) {
        int next = line < starts.length ? starts[line] : text.length();
        return next > starts[line - 1] && text.charAt(next - 1) == '\n' ? next - 1 : next;
    }

    public String line(int line) {
        return text.substring(start(line), end(line));
    }

    /** The line that holds an offset. */
    public int lineAt(int offset) {
        int index = Arrays.binarySearch(starts, offset);
        return index >= 0 ? index + 1 : -index - 1;
    }

    public boolean blank(int line) {
        for (int i = start(line); i < end(line); i++) {
            if (!Character.isWhitespace(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    public String between(int fromLine, int toLine) {
        return text.substring(start(fromLine), end(toLine));
    }
}
