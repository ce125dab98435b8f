package dev.rill.model;

/**
 * Something that can be quoted: a sentence, or a whole code block, list or table with the line that announces it.
 *
 * @param excerpt its place among the excerpts, from 0
 * @param place   its place in the excerpt, from 0
 * @param kind    what it is
 * @param heading the nearest heading above it in the excerpt; empty where there is none
 * @param text    as it stands in the excerpt
 * @param header  of a row that is quoted alone: the head of its table, where the excerpt holds it; else empty
 */
record Extract(int excerpt, int place, Kind kind, String heading, String text, String header) {

    Extract(int excerpt, int place, Kind kind, String heading, String text) {
        this(excerpt, place, kind, heading, text, "");
    }

    enum Kind { SENTENCE, LIST, TABLE, CODE }

    /** Without the text. */
    @Override
    public String toString() {
        return "Extract[excerpt=" + excerpt + ", place=" + place + ", kind=" + kind + "]";
    }
}
