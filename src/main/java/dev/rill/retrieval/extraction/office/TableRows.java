package dev.rill.retrieval.extraction.office;

import dev.rill.retrieval.document.ExtractedText;
import dev.rill.retrieval.document.UnreadableDocumentException;
import java.util.ArrayList;
import java.util.List;

/**
 * A table as it is read, cell by cell: the first row is its head, and one inside a cell is words of that cell. One
 * thread.
 */
final class TableRows {
    private final StringBuilder cell = new StringBuilder();
    private List<String> row = new ArrayList<>();
    private int depth;
    private boolean headed;

    boolean open() {
        return depth > 0;
    }

    void begin() {
        if (depth++ == 0) {
            headed = false;
            row = new ArrayList<>();
            cell.setLength(0);
        }
    }

    void say(String words) {
        cell.append(cell.isEmpty() || words.isBlank() ? "" : " ").append(words);
    }

    void endCell() {
        if (depth == 1) {
            row.add(cell.toString());
            cell.setLength(0);
        }
    }

    void endRow(ExtractedText text) throws UnreadableDocumentException {
        if (depth != 1) {
            return;
        }
        if (row.stream().anyMatch(words -> !words.isBlank())) {
            text.row(row, headed);
            headed = true;
        }
        row = new ArrayList<>();
    }

    void end(ExtractedText text) {
        if (depth > 0 && --depth == 0) {
            text.separate();
        }
    }
}
