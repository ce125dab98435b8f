package dev.rill.retrieval.extraction.office;

import dev.rill.retrieval.document.ExtractedText;
import dev.rill.retrieval.document.UnreadableDocumentException;
import java.util.ArrayList;
import java.util.List;

/**
 * A sheet of OpenDocument as it is read: rows and cells that stand for many are counted, and told where they say
 * something.
 */
final class OpenDocumentSheet {
    private static final int MOST_COLUMNS = 1_000;

    private final StringBuilder words = new StringBuilder();
    private final List<String> cells = new ArrayList<>();
    private int columns;
    private int repeated;
    private int repeatedRows;
    private int number;
    private boolean headed;

    void row(int repeated) {
        number++;
        repeatedRows = Math.max(1, repeated);
        cells.clear();
        columns = 0;
        this.repeated = 0;
        words.setLength(0);
    }

    void cell(int repeated) {
        endCell();
        this.repeated = Math.max(1, repeated);
    }

    void say(String said) {
        words.append(words.isEmpty() ? "" : " ").append(said);
    }

    private void endCell() {
        if (!words.isEmpty()) {
            while (cells.size() < Math.min(columns, MOST_COLUMNS)) {
                cells.add("");
            }
            for (int i = 0; i < repeated && cells.size() < MOST_COLUMNS; i++) {
                cells.add(words.toString());
            }
        }
        columns = Math.min(MOST_COLUMNS, columns + Math.min(repeated, MOST_COLUMNS));
        repeated = 0;
        words.setLength(0);
    }

    /** The same row many times over is told once. */
    void endRow(ExtractedText text) throws UnreadableDocumentException {
        endCell();
        if (!cells.isEmpty()) {
            text.row(number, cells, headed);
            headed = true;
        }
        number += repeatedRows - 1;
    }
}
