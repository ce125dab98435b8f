package dev.rill.retrieval.extraction.pdf;

import java.awt.geom.Rectangle2D;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.apache.pdfbox.text.PDFTextStripper;
import org.apache.pdfbox.text.TextPosition;

/** Where lines stand on a page: those whose letters are among some text. One page, one thread. */
final class MarkedLines extends PDFTextStripper {
    private static final Pattern NO_LETTERS = Pattern.compile("[^\\p{L}\\p{N}]+");
    /** What is shorter stands in any text. */
    private static final int SHORTEST = 4;
    private static final float ROOM = 1.5f;

    private final String text;
    private final List<Rectangle2D.Float> boxes = new ArrayList<>();
    private final StringBuilder words = new StringBuilder();
    private Rectangle2D.Float line;

    MarkedLines(String text) {
        this.text = letters(text);
        setSortByPosition(false);
        setSuppressDuplicateOverlappingText(true);
    }

    /** In points, from the upper left corner of the page as it is seen. */
    List<Rectangle2D.Float> boxes() {
        return boxes;
    }

    @Override
    protected void writeString(String said, List<TextPosition> positions) {
        words.append(said);
        for (TextPosition position : positions) {
            float height = Math.max(position.getHeight(), position.getFontSizeInPt() * 0.7f);
            Rectangle2D.Float box = new Rectangle2D.Float(position.getX() - ROOM, position.getY() - height - ROOM,
                    position.getWidth() + 2 * ROOM, height * 1.25f + 2 * ROOM);
            if (line == null) {
                line = box;
            } else {
                Rectangle2D.union(line, box, line);
            }
        }
    }

    @Override
    protected void writeLineSeparator() {
        endLine();
    }

    @Override
    protected void writeParagraphEnd() throws IOException {
        super.writeParagraphEnd();
        endLine();
    }

    private void endLine() {
        String said = letters(words.toString());
        if (line != null && said.length() >= SHORTEST && text.contains(said)) {
            boxes.add(line);
        }
        words.setLength(0);
        line = null;
    }

    /** Without what a hyphen at a line's end, a ligature's space or a mark of Markdown changes. */
    private static String letters(String text) {
        return NO_LETTERS.matcher(text).replaceAll("").toLowerCase(Locale.ROOT);
    }
}
