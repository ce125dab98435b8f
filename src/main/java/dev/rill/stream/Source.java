package dev.rill.stream;

/**
 * A passage that an answer may cite. Immutable; any thread.
 *
 * @param id       1, 2, … in rank order; the answer cites it as {@code [id]}
 * @param path     the document, relative to the folder, with {@code /} between its parts
 * @param title    the document's title
 * @param fromLine first line of the passage, counted from 1
 * @param toLine   last line of the passage, inclusive
 * @param score    the rank's score; comparable within one answer only
 * @param snippet  the start of the passage's text
 */
public record Source(int id, String path, String title, int fromLine, int toLine, double score, String snippet) {
    /** Without the text. */
    @Override
    public String toString() {
        return "Source[id=" + id + ", path=" + path + ", fromLine=" + fromLine + ", toLine=" + toLine + ", score="
                + score + "]";
    }
}
