package dev.rill.retrieval;

import dev.rill.stream.Place;
import java.util.Optional;

/**
 * Lines of an indexed document, as it was indexed. Immutable; any thread.
 *
 * @param hash       names the content that the lines are of
 * @param fromLine   counted from 1, of {@code text}'s first line
 * @param toLine     inclusive
 * @param place      where they are in the document as people read it
 * @param head       the first row of the table that they begin in, where they begin in one; else empty
 * @param totalLines of the whole document
 * @param text       with {@code \n} between the lines
 */
public record DocumentText(String path, String title, String hash, int fromLine, int toLine, Place place,
                           Optional<String> head, int totalLines, String text) {
    /** Without the text. */
    @Override
    public String toString() {
        return "DocumentText[path=" + path + ", fromLine=" + fromLine + ", toLine=" + toLine + ", totalLines="
                + totalLines + "]";
    }
}
