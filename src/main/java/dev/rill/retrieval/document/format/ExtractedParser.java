package dev.rill.retrieval.document.format;

import dev.rill.retrieval.document.ExtractedText;
import dev.rill.retrieval.document.ParsedDocument;
import dev.rill.retrieval.document.ParsedDocument.Block;
import dev.rill.retrieval.document.ParsedDocument.Kind;
import dev.rill.retrieval.document.Places;
import dev.rill.retrieval.document.TextLines;
import dev.rill.stream.Place;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads what {@link ExtractedText} laid out. */
final class ExtractedParser implements DocumentParser {

    @Override
    public ParsedDocument parse(byte[] content) {
        List<Places.Mark> marks = new ArrayList<>();
        String text = withoutMarks(new String(content, StandardCharsets.UTF_8), marks);
        TextLines lines = new TextLines(text);
        List<Block> blocks = new ArrayList<>();
        int line = 1;
        while (line <= lines.count()) {
            String current = lines.line(line);
            int level = level(current);
            int end = line;
            if (level > 0) {
                blocks.add(Block.heading(level, current.substring(level).strip(), line, line));
            } else if (current.startsWith("|")) {
                end = last(lines, line, "|");
                blocks.add(Block.of(Kind.TABLE, line, end));
            } else if (current.startsWith(ExtractedText.FENCE)) {
                end = fence(lines, line);
                blocks.add(Block.of(Kind.CODE, line, end));
            } else if (current.startsWith("- ")) {
                blocks.add(Block.of(Kind.ITEM, line, line));
            } else if (!current.isBlank()) {
                end = paragraph(lines, line);
                blocks.add(Block.of(Kind.PROSE, line, end));
            }
            line = end + 1;
        }
        Optional<String> title = blocks.stream().filter(Block::title).map(Block::label).findFirst();
        return ParsedDocument.seen(title, text, blocks).placed(new Places(List.copyOf(marks)));
    }

    private static String withoutMarks(String laidOut, List<Places.Mark> marks) {
        if (laidOut.indexOf(ExtractedText.PLACE_MARK) < 0) {
            return laidOut;
        }
        StringBuilder text = new StringBuilder(laidOut.length());
        int number = 1;
        for (int from = 0; from < laidOut.length();) {
            int next = laidOut.indexOf('\n', from) + 1;
            int end = next == 0 ? laidOut.length() : next;
            if (laidOut.charAt(from) == ExtractedText.PLACE_MARK) {
                int line = number;
                Place.decode(laidOut.substring(from + 1, end).stripTrailing())
                        .ifPresent(place -> marks.add(new Places.Mark(line, place)));
            } else {
                text.append(laidOut, from, end);
                number++;
            }
            from = end;
        }
        return text.toString();
    }

    private static int level(String line) {
        int level = 0;
        while (level < line.length() && line.charAt(level) == '#') {
            level++;
        }
        return level < line.length() && line.charAt(level) == ' ' ? level : 0;
    }

    private static int last(TextLines lines, int from, String mark) {
        int line = from;
        while (line < lines.count() && lines.line(line + 1).startsWith(mark)) {
            line++;
        }
        return line;
    }

    private static int fence(TextLines lines, int from) {
        int line = from + 1;
        while (line < lines.count() && !lines.line(line).equals(ExtractedText.FENCE)) {
            line++;
        }
        return Math.min(line, lines.count());
    }

    private static int paragraph(TextLines lines, int from) {
        int line = from;
        while (line < lines.count() && prose(lines.line(line + 1))) {
            line++;
        }
        return line;
    }

    private static boolean prose(String line) {
        return !line.isBlank() && level(line) == 0 && !line.startsWith("|") && !line.startsWith(ExtractedText.FENCE)
                && !line.startsWith("- ");
    }
}
