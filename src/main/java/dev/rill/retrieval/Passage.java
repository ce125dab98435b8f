package dev.rill.retrieval;

import dev.rill.stream.Place;
import java.util.List;
import java.util.stream.Stream;

/**
 * A piece of a document, as it was indexed. Immutable; any thread.
 *
 * @param id       stable while the document's content and path are: {@code path#fromLine-toLine}
 * @param path     relative to the folder, with {@code /} between its parts
 * @param title    of the document
 * @param headings the headings above the passage, outermost first, the title left out
 * @param fromLine counted from 1
 * @param toLine   inclusive
 * @param place    where that is in the document as people read it
 * @param text     as it stands in the document (for HTML: its text)
 * @param head     of the table whose rows the text begins with, where it does not begin with the head itself; else
 *                 empty
 * @param hash     names the content of the document that it was read from
 * @param score    of the list that it came in; comparable within that list only
 */
public record Passage(String id, String path, String title, List<String> headings, int fromLine, int toLine,
                      Place place, String text, String head, String hash, double score) {

    private static final int SNIPPET_CHARS = 240;

    /** Lines that begin with no row of a table. */
    public Passage(String id, String path, String title, List<String> headings, int fromLine, int toLine, String text,
                   String hash, double score) {
        this(id, path, title, headings, fromLine, toLine, new Place.Lines(fromLine, toLine), text, "", hash, score);
    }

    public Passage withScore(double other) {
        return new Passage(id, path, title, headings, fromLine, toLine, place, text, head, hash, other);
    }

    public Passage at(Place other) {
        return new Passage(id, path, title, headings, fromLine, toLine, other, text, head, hash, score);
    }

    /** The text as one can read it without the document: rows of a table under their head. */
    public String readable() {
        return head.isEmpty() ? text : head + "\n" + text;
    }

    /** The headings above it, outermost first; empty where there are none. */
    public String section() {
        return String.join(" > ", headings);
    }

    /** The start of its text, on one line. */
    public String snippet() {
        String line = text.strip().replaceAll("\\s+", " ");
        return line.codePointCount(0, line.length()) <= SNIPPET_CHARS ? line
                : line.substring(0, line.offsetByCodePoints(0, SNIPPET_CHARS - 1)) + "…";
    }

    /** The same under what it stands under, as models judge it. */
    public String inContext() {
        return String.join(" > ", Stream.concat(Stream.of(title), headings.stream()).toList()) + "\n\n" + readable();
    }

    /** Without the text. */
    @Override
    public String toString() {
        return "Passage[id=" + id + ", headings=" + headings + ", score=" + score + "]";
    }
}
