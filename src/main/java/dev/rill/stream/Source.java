package dev.rill.stream;

import java.util.Optional;

/**
 * A passage that an answer may cite. Immutable; any thread.
 *
 * @param id       1, 2, … in rank order; the answer cites it as {@code [id]}
 * @param path     the document, relative to the folder, with {@code /} between its parts
 * @param title    the document's title
 * @param fromLine first line of the passage, counted from 1
 * @param toLine   last line of the passage, inclusive
 * @param score    the rank's score; comparable within one answer only
 * @param snippet  the start of the passage's text, on one line
 * @param hash     names the document's content as it was cited; empty where it was stored without one
 * @param text     the passage as it was cited, where the answer cites it
 */
public record Source(int id, String path, String title, int fromLine, int toLine, double score, String snippet,
                     String hash, Optional<String> text) {

    public Source withoutText() {
        return text.isEmpty() ? this
                : new Source(id, path, title, fromLine, toLine, score, snippet, hash, Optional.empty());
    }

    /** Without the text. */
    @Override
    public String toString() {
        return "Source[id=" + id + ", path=" + path + ", fromLine=" + fromLine + ", toLine=" + toLine + ", score="
                + score + "]";
    }
}
