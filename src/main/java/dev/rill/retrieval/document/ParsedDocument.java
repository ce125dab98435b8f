package dev.rill.retrieval.document;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A document, read.
 *
 * @param title    what the document calls itself; empty where it does not
 * @param tags     what it says it is about
 * @param metadata what else it says of itself, beside the body: to be searched with it
 * @param text     with {@code \n} as line end; lines are counted in it
 * @param blocks   in the order of their lines, none overlapping another; a line in no block and not blank is prose
 * @param body     the first line, counted from 1, that is not metadata
 * @param places   where its lines stand in the file, where people do not see those
 * @param marked   whether its prose may hold tags, links and marks that no reader sees
 */
public record ParsedDocument(Optional<String> title, List<String> tags, List<String> metadata, String text,
                             List<Block> blocks, int body, Places places, boolean marked) {

    private static final Pattern INLINE_CODE = Pattern.compile("`[^`\n]*+`");

    /** A document all of which is seen, and that says of itself no more than its title. */
    public static ParsedDocument seen(Optional<String> title, String text, List<Block> blocks) {
        return new ParsedDocument(title, List.of(), List.of(), text, blocks, 1, Places.NONE, false);
    }

    /** The same with the places of its lines. */
    public ParsedDocument placed(Places others) {
        return new ParsedDocument(title, tags, metadata, text, blocks, body, others, marked);
    }

    /**
     * Lines that belong together.
     *
     * @param fromLine counted from 1
     * @param toLine   inclusive
     * @param level    of a heading, from 1; else 0
     * @param label    a heading's words; else empty
     */
    public record Block(Kind kind, int fromLine, int toLine, int level, String label) {

        public static Block of(Kind kind, int fromLine, int toLine) {
            return new Block(kind, fromLine, toLine, 0, "");
        }

        public boolean title() {
            return kind == Kind.HEADING && level == 1 && !label.isBlank();
        }

        public static Block heading(int level, String label, int fromLine, int toLine) {
            return new Block(Kind.HEADING, fromLine, toLine, level, label);
        }
    }

    /** What is neither code nor a table, about so many characters of it at the most. */
    public String prose(int atMost) {
        TextLines lines = new TextLines(text);
        StringBuilder prose = new StringBuilder();
        for (Block block : blocks) {
            if (prose.length() >= atMost) {
                break;
            }
            if (!block.kind().whole()) {
                int start = lines.start(block.fromLine());
                prose.append(text, start, Math.min(lines.end(block.toLine()), start + atMost)).append('\n');
            }
        }
        return INLINE_CODE.matcher(prose).replaceAll(" ");
    }

    public enum Kind {
        HEADING, PROSE, ITEM, CODE, TABLE;

        /** Whether a piece of it is of little use. */
        public boolean whole() {
            return this == CODE || this == TABLE;
        }
    }

    /** Without the text. */
    @Override
    public String toString() {
        return "ParsedDocument[title=" + title + ", tags=" + tags + ", blocks=" + blocks + ", body=" + body + "]";
    }
}
