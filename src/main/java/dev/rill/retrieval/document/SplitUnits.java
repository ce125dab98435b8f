package dev.rill.retrieval.document;

import dev.rill.retrieval.document.ParsedDocument.Block;
import dev.rill.retrieval.document.ParsedDocument.Kind;
import java.util.ArrayList;
import java.util.List;

/** Cuts blocks into pieces that a chunk can hold. One document, one thread. */
final class SplitUnits {
    /** A code block or table up to this size stays whole, though a chunk is smaller. */
    static final int LARGEST_WHOLE = 2_000;
    /** No other piece is larger. */
    static final int LARGEST = 1_000;

    private final String text;
    private final TextLines lines;
    private int blocks;

    SplitUnits(String text, TextLines lines) {
        this.text = text;
        this.lines = lines;
    }

    List<SplitUnit> cut(Block block) {
        List<SplitUnit> pieces = new ArrayList<>();
        int number = blocks++;
        boolean whole = block.kind().whole();
        if (whole && lines.end(block.toLine()) - lines.start(block.fromLine()) <= LARGEST_WHOLE) {
            add(pieces, lines.start(block.fromLine()), lines.end(block.toLine()), number, true);
            return pieces;
        }
        if (block.kind() == Kind.HEADING) {
            cutLong(pieces, lines.start(block.fromLine()), lines.end(block.toLine()), number, false);
            return pieces;
        }
        for (int line = block.fromLine(); line <= block.toLine(); line++) {
            if (whole) {
                cutLong(pieces, lines.start(line), lines.end(line), number, true);
            } else {
                sentences(pieces, lines.start(line), lines.end(line), number);
            }
        }
        return pieces;
    }

    private void sentences(List<SplitUnit> pieces, int start, int end, int number) {
        int from = start;
        for (int i = start; i < end - 1; i++) {
            if (endsSentence(i)) {
                cutLong(pieces, from, i + 1, number, false);
                from = i + 1;
            }
        }
        cutLong(pieces, from, end, number, false);
    }

    private boolean endsSentence(int at) {
        char c = text.charAt(at);
        if (c != '.' && c != '!' && c != '?' && c != '\u3002') {
            return false;
        }
        return c == '\u3002' || Character.isWhitespace(text.charAt(at + 1)) && at > 1
                && Character.isLetterOrDigit(text.charAt(at - 1)) && Character.isLetterOrDigit(text.charAt(at - 2));
    }

    /** At white space where there is some in the second half, and never inside a character. */
    private void cutLong(List<SplitUnit> pieces, int start, int end, int number, boolean whole) {
        int from = start;
        while (end - from > LARGEST) {
            int to = from + LARGEST;
            int space = to;
            while (space > from + LARGEST / 2 && !Character.isWhitespace(text.charAt(space))) {
                space--;
            }
            if (space > from + LARGEST / 2) {
                to = space;
            } else if (Character.isLowSurrogate(text.charAt(to))) {
                to--;
            }
            add(pieces, from, to, number, whole);
            from = to;
        }
        add(pieces, from, end, number, whole);
    }

    /** Without the white space around it; of code, the first line keeps its indentation. */
    private void add(List<SplitUnit> pieces, int start, int end, int number, boolean whole) {
        int from = start;
        int to = end;
        while (to > from && Character.isWhitespace(text.charAt(to - 1))) {
            to--;
        }
        while (!whole && from < to && Character.isWhitespace(text.charAt(from))) {
            from++;
        }
        if (from < to) {
            pieces.add(new SplitUnit(from, to, number, whole));
        }
    }
}
