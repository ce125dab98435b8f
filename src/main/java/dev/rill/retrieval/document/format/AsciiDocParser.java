package dev.rill.retrieval.document.format;

import dev.rill.retrieval.document.ParsedDocument;
import dev.rill.retrieval.document.ParsedDocument.Block;
import dev.rill.retrieval.document.ParsedDocument.Kind;
import dev.rill.retrieval.document.PlainWords;
import dev.rill.retrieval.document.TextLines;
import dev.rill.retrieval.document.UnreadableDocumentException;
import dev.rill.retrieval.document.decoding.TextDecoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The title, headings, lists, code and tables of <a href="https://docs.asciidoctor.org/asciidoc/latest/">AsciiDoc</a>;
 * all else is prose as it stands.
 */
final class AsciiDocParser implements DocumentParser {
    private static final Pattern HEADING = Pattern.compile("(={1,6}|#{1,6})\\s+(\\S.*?)(?:\\s+\\1)?\\s*");
    private static final Pattern ITEM =
            Pattern.compile("\\s*(?:[*.-]{1,5}|\\d+\\.)\\s+\\S.*|[^|\\s].*::\\s*|[^|\\s].*::\\s+\\S.*");
    private static final Pattern CODE = Pattern.compile("-{4,}|\\.{4,}|`{3}.*");
    private static final String TABLE = "|===";

    @Override
    public ParsedDocument parse(byte[] content) throws UnreadableDocumentException {
        String text = TextDecoder.decode(content, Optional.empty());
        TextLines lines = new TextLines(text);
        List<Block> blocks = new ArrayList<>();
        for (int line = 1; line <= lines.count(); line++) {
            String current = lines.line(line).stripTrailing();
            Matcher heading = HEADING.matcher(current);
            boolean code = CODE.matcher(current).matches();
            if (heading.matches()) {
                blocks.add(Block.heading(heading.group(1).length(), PlainWords.ofInline(heading.group(2)), line, line));
            } else if (code || current.equals(TABLE)) {
                int end = end(lines, line, code ? current.replaceFirst("^(`{3}).*", "$1") : current);
                blocks.add(Block.of(Kind.CODE, line, end));
                line = end;
            } else if (!current.isBlank()) {
                int end = paragraphEnd(lines, line);
                blocks.add(Block.of(ITEM.matcher(current).matches() ? Kind.ITEM : Kind.PROSE, line, end));
                line = end;
            }
        }
        Optional<String> title = blocks.stream().filter(Block::title).map(Block::label).findFirst();
        return ParsedDocument.seen(title, text, blocks);
    }

    /** Of a block between two equal lines; the last line where the second is missing. */
    private static int end(TextLines lines, int from, String fence) {
        for (int line = from + 1; line <= lines.count(); line++) {
            if (lines.line(line).stripTrailing().equals(fence)) {
                return line;
            }
        }
        return lines.count();
    }

    private static int paragraphEnd(TextLines lines, int from) {
        int line = from;
        while (line < lines.count() && !lines.blank(line + 1) && !begins(lines.line(line + 1).stripTrailing())) {
            line++;
        }
        return line;
    }

    private static boolean begins(String line) {
        return HEADING.matcher(line).matches() || ITEM.matcher(line).matches() || CODE.matcher(line).matches()
                || line.equals(TABLE);
    }
}
