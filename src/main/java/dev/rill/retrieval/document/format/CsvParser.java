package dev.rill.retrieval.document.format;

import dev.rill.retrieval.document.ExtractedText;
import dev.rill.retrieval.document.ParsedDocument;
import dev.rill.retrieval.document.UnreadableDocumentException;
import dev.rill.retrieval.document.decoding.TextDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Values between commas, semicolons or tabs (<a href="https://www.rfc-editor.org/rfc/rfc4180">RFC 4180</a>): a table
 * whose head is the first row, and each row begins with its number. Lines are counted in that table.
 */
final class CsvParser implements DocumentParser {
    private static final String SEPARATORS = ",;\t|";

    @Override
    public ParsedDocument parse(byte[] content) throws UnreadableDocumentException {
        String text = TextDecoder.decode(content, Optional.empty());
        char separator = separator(text);
        ExtractedText table = new ExtractedText();
        int at = 0;
        int number = 0;
        boolean headed = false;
        List<String> row = new ArrayList<>();
        while (at < text.length()) {
            row.clear();
            at = row(text, at, separator, row);
            number++;
            if (row.stream().allMatch(String::isBlank)) {
                continue;
            }
            table.row(number, row, headed);
            headed = true;
        }
        return new ExtractedParser().parse(table.text().getBytes(StandardCharsets.UTF_8));
    }

    /** The one that the first line has most of. */
    private static char separator(String text) {
        String first = text.lines().filter(line -> !line.isBlank()).findFirst().orElse("");
        return (char) SEPARATORS.chars().reduce((a, b) -> count(first, b) > count(first, a) ? b : a).orElseThrow();
    }

    private static long count(String line, int separator) {
        return line.chars().filter(c -> c == separator).count();
    }

    /** @return where the next row begins */
    private static int row(String text, int from, char separator, List<String> row) {
        StringBuilder cell = new StringBuilder();
        boolean quoted = false;
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' && quoted && i + 1 < text.length() && text.charAt(i + 1) == '"') {
                cell.append(c);
                i++;
            } else if (c == '"' && (quoted || cell.isEmpty())) {
                quoted = !quoted;
            } else if (c == separator && !quoted) {
                row.add(cell.toString());
                cell.setLength(0);
            } else if (c == '\n' && !quoted) {
                row.add(cell.toString());
                return i + 1;
            } else {
                cell.append(c);
            }
        }
        row.add(cell.toString());
        return text.length();
    }
}
