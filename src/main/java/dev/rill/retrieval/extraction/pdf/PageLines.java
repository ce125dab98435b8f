package dev.rill.retrieval.extraction.pdf;

import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.text.PDFTextStripper;
import org.apache.pdfbox.text.TextPosition;

/**
 * The lines of a document's pages, in the order in which its pages draw them, which is the one in which they are read
 * in nearly all documents, columns included. One document, one thread.
 */
final class PageLines extends PDFTextStripper {

    /**
     * @param page   counted from 1
     * @param begins whether a paragraph begins with it
     * @param size   of most of its characters, in points, to the half
     * @param down   from the upper end of the page to the line, in points
     */
    record Line(int page, boolean begins, float size, float down, String words) {
        /** Without its words. */
        @Override
        public String toString() {
            return "Line[page=" + page + ", size=" + size + "]";
        }
    }

    /** Dots that lead from a heading to its page in a table of contents. */
    private static final Pattern LEADER = Pattern.compile("(?:\\s?\\.){5,}\\s*");

    private final List<Line> lines = new ArrayList<>();
    private final StringBuilder words = new StringBuilder();
    private float sizes;
    private int sized;
    private float down;
    private boolean begins = true;

    PageLines() {
        setSortByPosition(false);
        setSuppressDuplicateOverlappingText(true);
    }

    List<Line> lines() {
        return lines;
    }

    @Override
    protected void startPage(PDPage page) {
        begins = true;
    }

    @Override
    protected void endPage(PDPage page) {
        endLine();
    }

    @Override
    protected void writeString(String text, List<TextPosition> positions) {
        words.append(text);
        if (sized == 0 && !positions.isEmpty()) {
            down = positions.getFirst().getYDirAdj();
        }
        for (TextPosition position : positions) {
            sizes += position.getFontSizeInPt();
            sized++;
        }
    }

    @Override
    protected void writeWordSeparator() {
        words.append(' ');
    }

    @Override
    protected void writeLineSeparator() {
        endLine();
    }

    @Override
    protected void writeParagraphStart() throws IOException {
        super.writeParagraphStart();
        endLine();
        begins = true;
    }

    @Override
    protected void writeParagraphEnd() throws IOException {
        super.writeParagraphEnd();
        endLine();
    }

    private void endLine() {
        String line = LEADER.matcher(words).replaceAll(" \u2026 ").strip();
        words.setLength(0);
        if (!line.isEmpty()) {
            float size = sized == 0 ? 0 : Math.round(2 * sizes / sized) / 2f;
            lines.add(new Line(getCurrentPageNo(), begins, size, down, line));
            begins = false;
        }
        sizes = 0;
        sized = 0;
    }

    /** What it would write is in its lines. */
    static Writer nowhere() {
        return Writer.nullWriter();
    }
}
