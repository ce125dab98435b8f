package dev.rill.model;

/**
 * Something that can be quoted: a sentence, or a whole code block, list or table with the line that announces it.
 *
 * @param excerpt its place among the excerpts, from 0
 * @param place   its place in the excerpt, from 0
 * @param block   tells whether two sentences come from one paragraph
 * @param kind    what it is
 * @param heading the nearest heading above it in the excerpt; empty where there is none
 * @param text    as it stands in the excerpt
 * @param header  of a row that is quoted alone: the head of its table, where the excerpt holds it; else empty
 */
record Extract(int excerpt, int place, int block, Kind kind, String heading, String text, String header) {

    enum Kind { SENTENCE, LIST, TABLE, CODE }

    /** Asks something that the next one may answer. */
    boolean asks() {
        return kind == Kind.SENTENCE && text.matches("(?s).*[?？؟][\"'”’»)\\]*_]*");
    }

    /** Without the text. */
    @Override
    public String toString() {
        return "Extract[excerpt=" + excerpt + ", place=" + place + ", kind=" + kind + "]";
    }
}
