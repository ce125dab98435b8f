package dev.rill.retrieval.document.passage;

import java.util.List;

/**
 * A piece of a document on its way into the index.
 *
 * @param headings the headings that its first words stand under, outermost first, the title left out
 * @param within   all the headings that stand in it
 * @param words    what a reader sees of it, for searching
 * @param head     of the table whose rows it begins with, where it does not begin with the head itself; else empty
 * @param start    offset in the document's text
 * @param end      offset after its last character
 * @param fromLine counted from 1
 * @param toLine   inclusive
 */
public record PassageSpan(List<String> headings, List<String> within, String words, String head, int start, int end,
                          int fromLine, int toLine) {
    /** Without the text. */
    @Override
    public String toString() {
        return "PassageSpan[headings=" + headings + ", start=" + start + ", end=" + end + "]";
    }
}
