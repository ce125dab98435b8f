package dev.rill.retrieval.document;

import dev.rill.retrieval.document.ParsedDocument.Block;
import dev.rill.retrieval.document.ParsedDocument.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Plain text: paragraphs between blank lines, and the headings that are underlined. */
final class TextParser implements DocumentParser {
    private static final String UNDERLINES = "=-~^\"'+#*";

    @Override
    public ParsedDocument parse(byte[] content) throws UnreadableDocumentException {
        String text = TextDecoder.decode(content, Optional.empty());
        TextLines lines = new TextLines(text);
        List<Block> blocks = new ArrayList<>();
        List<Character> levels = new ArrayList<>();
        int from = 0;
        for (int line = 1; line <= lines.count(); line++) {
            if (lines.blank(line)) {
                from = prose(blocks, from, line - 1);
            } else if (from == line - 1 && from > 0 && underlines(lines.line(line), lines.line(from))) {
                char mark = lines.line(line).charAt(0);
                if (!levels.contains(mark)) {
                    levels.add(mark);
                }
                blocks.add(Block.heading(levels.indexOf(mark) + 1, lines.line(from).strip(), from, line));
                from = 0;
            } else if (from == 0) {
                from = line;
            }
        }
        prose(blocks, from, lines.count());
        return new ParsedDocument(Optional.empty(), List.of(), text, blocks, 1);
    }

    private static int prose(List<Block> blocks, int from, int to) {
        if (from > 0) {
            blocks.add(Block.of(Kind.PROSE, from, to));
        }
        return 0;
    }

    private static boolean underlines(String line, String heading) {
        String mark = line.stripTrailing();
        return mark.length() >= 3 && mark.length() >= heading.strip().length() / 2 && mark.length() <= 200
                && UNDERLINES.indexOf(mark.charAt(0)) >= 0 && mark.chars().allMatch(c -> c == mark.charAt(0));
    }
}
