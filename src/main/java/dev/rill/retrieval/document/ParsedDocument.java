package dev.rill.retrieval.document;

import java.util.List;
import java.util.Optional;

/**
 * A document, read.
 *
 * @param title  what the document itself says, beside its headings
 * @param tags   the same
 * @param text   with {@code \n} as line end; lines are counted in it
 * @param blocks in the order of their lines, none overlapping another; a line in no block and not blank is prose
 * @param body   the first line, counted from 1, that is not metadata
 */
public record ParsedDocument(Optional<String> title, List<String> tags, String text, List<Block> blocks, int body) {

    /**
     * Lines that belong together.
     *
     * @param fromLine counted from 1
     * @param toLine   inclusive
     * @param level    of a heading, from 1; else 0
     * @param label    a heading's words; else empty
     */
    public record Block(Kind kind, int fromLine, int toLine, int level, String label) {

        static Block of(Kind kind, int fromLine, int toLine) {
            return new Block(kind, fromLine, toLine, 0, "");
        }

        static Block heading(int level, String label, int fromLine, int toLine) {
            return new Block(Kind.HEADING, fromLine, toLine, level, label);
        }
    }

    public enum Kind {
        HEADING, PROSE, ITEM, CODE, TABLE;

        /** Whether a piece of it is of little use. */
        boolean whole() {
            return this == CODE || this == TABLE;
        }
    }

    /** Without the text. */
    @Override
    public String toString() {
        return "ParsedDocument[title=" + title + ", tags=" + tags + ", blocks=" + blocks + ", body=" + body + "]";
    }
}
