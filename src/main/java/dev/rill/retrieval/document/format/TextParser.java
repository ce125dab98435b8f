package dev.rill.retrieval.document.format;

import dev.rill.retrieval.document.ParsedDocument;
import dev.rill.retrieval.document.ParsedDocument.Block;
import dev.rill.retrieval.document.ParsedDocument.Kind;
import dev.rill.retrieval.document.TextLines;
import dev.rill.retrieval.document.UnreadableDocumentException;
import dev.rill.retrieval.document.decoding.TextDecoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Plain text: paragraphs between blank lines, and headings that are underlined, or lie between two lines, as in
 * <a href="https://docutils.sourceforge.io/docs/ref/rst/restructuredtext.html#sections">reStructuredText</a>: each kind
 * of line is a level of its own, and the only heading of the first level is the document's title.
 */
final class TextParser implements DocumentParser {
    private static final String UNDERLINES = "=-~^\"'`:.+#*_<>";

    @Override
    public ParsedDocument parse(byte[] content) throws UnreadableDocumentException {
        String text = TextDecoder.decode(content, Optional.empty());
        TextLines lines = new TextLines(text);
        List<Block> blocks = new ArrayList<>();
        List<String> levels = new ArrayList<>();
        int from = 0;
        for (int line = 1; line <= lines.count(); line++) {
            boolean over = from == 0 && overlines(lines, line);
            if (lines.blank(line)) {
                from = prose(blocks, from, line - 1);
            } else if (over || from == line - 1 && from > 0 && underlines(lines.line(line), lines.line(from))) {
                int first = over ? line : from;
                int label = over ? line + 1 : from;
                line = over ? line + 2 : line;
                String kind = lines.line(line).charAt(0) + (over ? "over" : "");
                if (!levels.contains(kind)) {
                    levels.add(kind);
                }
                blocks.add(Block.heading(levels.indexOf(kind) + 1, lines.line(label).strip(), first, line));
                from = 0;
            } else if (from == 0) {
                from = line;
            }
        }
        prose(blocks, from, lines.count());
        List<String> titles = blocks.stream().filter(Block::title).map(Block::label).toList();
        return ParsedDocument.seen(titles.stream().findFirst().filter(title -> titles.size() == 1), text, blocks);
    }

    private static int prose(List<Block> blocks, int from, int to) {
        if (from > 0) {
            blocks.add(Block.of(Kind.PROSE, from, to));
        }
        return 0;
    }

    private static boolean overlines(TextLines lines, int line) {
        return line + 2 <= lines.count() && !lines.blank(line + 1)
                && lines.line(line).stripTrailing().equals(lines.line(line + 2).stripTrailing())
                && underlines(lines.line(line), lines.line(line + 1));
    }

    private static boolean underlines(String line, String heading) {
        String mark = line.stripTrailing();
        return mark.length() >= 3 && mark.length() >= heading.strip().length() / 2 && mark.length() <= 200
                && UNDERLINES.indexOf(mark.charAt(0)) >= 0 && mark.chars().allMatch(c -> c == mark.charAt(0));
    }
}
