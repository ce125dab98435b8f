package dev.rill.retrieval.document.passage;

import dev.rill.retrieval.document.ParsedDocument.Block;
import dev.rill.retrieval.document.ParsedDocument.Kind;
import dev.rill.retrieval.document.TextLines;
import java.util.ArrayList;
import java.util.List;

/** Cuts blocks into pieces that a chunk can hold. One document, one thread. */
final class SplitUnits {
    /** A code block or table up to this size stays whole, though a chunk is smaller. */
    static final int LARGEST_WHOLE = 2_000;
    /** No other piece is larger. */
    static final int LARGEST = 1_000;

    /** A table's head is repeated with its rows up to this size. */
    private static final int LARGEST_HEAD = 600;

    private final String text;
    private final TextLines lines;
    private final List<SplitUnit> pieces = new ArrayList<>();
    private int block;
    private boolean whole;
    private String head = "";

    SplitUnits(String text, TextLines lines) {
        this.text = text;
        this.lines = lines;
    }

    List<SplitUnit> cut(Block cut) {
        pieces.clear();
        block++;
        whole = cut.kind().whole();
        head = "";
        int start = lines.start(cut.fromLine());
        int end = lines.end(cut.toLine());
        if (whole && end - start <= LARGEST_WHOLE) {
            add(start, end);
        } else {
            switch (cut.kind()) {
                case HEADING -> cutLong(start, end);
                case PROSE, ITEM, CODE -> eachLine(cut.fromLine(), cut.toLine());
                case TABLE -> table(cut.fromLine(), cut.toLine());
            }
        }
        return List.copyOf(pieces);
    }

    /** Its first two lines are its head. */
    private void table(int from, int to) {
        int rows = Math.min(from + 2, to);
        cutLong(lines.start(from), lines.end(rows - 1));
        String first = lines.between(from, rows - 1);
        head = first.length() <= LARGEST_HEAD ? first : "";
        eachLine(rows, to);
    }

    private void eachLine(int from, int to) {
        for (int line = from; line <= to; line++) {
            if (whole) {
                cutLong(lines.start(line), lines.end(line));
            } else {
                sentences(lines.start(line), lines.end(line));
            }
        }
    }

    private void sentences(int start, int end) {
        int from = start;
        for (int i = start; i < end - 1; i++) {
            if (endsSentence(i)) {
                cutLong(from, i + 1);
                from = i + 1;
            }
        }
        cutLong(from, end);
    }

    private boolean endsSentence(int at) {
        char c = text.charAt(at);
        if (c == '\u3002' || c == '\uFF01' || c == '\uFF1F') {
            return true;
        }
        return (c == '.' || c == '!' || c == '?') && Character.isWhitespace(text.charAt(at + 1)) && at > 1
                && Character.isLetterOrDigit(text.charAt(at - 1)) && Character.isLetterOrDigit(text.charAt(at - 2));
    }

    /** At white space where there is some in the second half, and never inside a character. */
    private void cutLong(int start, int end) {
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
            add(from, to);
            from = to;
        }
        add(from, end);
    }

    /** Without the white space around it; of code, the first line keeps its indentation. */
    private void add(int start, int end) {
        int from = start;
        int to = end;
        while (to > from && Character.isWhitespace(text.charAt(to - 1))) {
            to--;
        }
        while (!whole && from < to && Character.isWhitespace(text.charAt(from))) {
            from++;
        }
        if (from < to) {
            pieces.add(new SplitUnit(from, to, block, whole, head));
        }
    }
}
