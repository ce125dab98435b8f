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
import java.util.regex.Matcher;

/** Text whose titles, headings and code are told by single lines; all else is prose as it stands. */
final class LineMarksParser implements DocumentParser {
    private final LineMarks marks;

    LineMarksParser(LineMarks marks) {
        this.marks = marks;
    }

    @Override
    public ParsedDocument parse(byte[] content) throws UnreadableDocumentException {
        String text = TextDecoder.decode(content, Optional.empty());
        TextLines lines = new TextLines(text);
        List<Block> blocks = new ArrayList<>();
        Optional<String> title = Optional.empty();
        for (int line = 1; line <= lines.count(); line++) {
            String current = lines.line(line);
            Matcher heading = marks.heading().matcher(current);
            title = title.isPresent() ? title : marks.titleIn(current);
            if (heading.matches()) {
                blocks.add(Block.heading(marks.level(heading.group("mark")), heading.group("label"), line, line));
            } else if (marks.code().matcher(current).matches()) {
                int end = codeEnd(lines, line);
                blocks.add(Block.of(Kind.CODE, line, end));
                line = end;
            } else if (!current.isBlank()) {
                int end = paragraphEnd(lines, line);
                blocks.add(Block.of(current.startsWith("|") ? Kind.TABLE : Kind.PROSE, line, end));
                line = end;
            }
        }
        return ParsedDocument.seen(title, text, blocks);
    }

    private int codeEnd(TextLines lines, int from) {
        int line = from + 1;
        while (line < lines.count() && !marks.codeEnd().matcher(lines.line(line)).matches()) {
            line++;
        }
        return Math.min(line, lines.count());
    }

    private int paragraphEnd(TextLines lines, int from) {
        boolean table = lines.line(from).startsWith("|");
        int line = from;
        while (line < lines.count() && !lines.blank(line + 1) && lines.line(line + 1).startsWith("|") == table
                && !marks.heading().matcher(lines.line(line + 1)).matches()
                && !marks.code().matcher(lines.line(line + 1)).matches()) {
            line++;
        }
        return line;
    }
}
