package dev.rill.retrieval.document.passage;

import dev.rill.retrieval.document.HeadingPath;
import dev.rill.retrieval.document.ParsedDocument.Block;
import dev.rill.retrieval.document.ParsedDocument.Kind;
import dev.rill.retrieval.document.ParsedDocument;
import dev.rill.retrieval.document.TextLines;
import java.util.ArrayList;
import java.util.List;

/**
 * A heading with the blocks below it, up to the next heading; or what stands before the first one.
 *
 * @param level    of the heading; 0 where there is none
 * @param headings each heading in it with its line and with those above it, the title left out
 */
record Section(int level, List<Above> headings, List<Block> blocks) {

    /** From this line on, this is where one is. {@code label} is empty for the title and before the first heading. */
    record Above(int line, List<String> path, String label) {
    }

    static List<Section> of(ParsedDocument document, TextLines lines, String title) {
        List<Section> sections = new ArrayList<>();
        HeadingPath headings = new HeadingPath(title);
        List<Block> blocks = new ArrayList<>();
        Above place = new Above(1, List.of(), "");
        int level = 0;
        for (Block block : filled(document, lines)) {
            if (block.kind() == Kind.HEADING) {
                if (!blocks.isEmpty()) {
                    sections.add(new Section(level, List.of(place), blocks));
                }
                blocks = new ArrayList<>();
                level = block.level();
                place = new Above(block.fromLine(), headings.below(block),
                        block.label().equals(title) ? "" : block.label());
            }
            blocks.add(block);
        }
        if (!blocks.isEmpty()) {
            sections.add(new Section(level, List.of(place), blocks));
        }
        return sections;
    }

    /** The blocks, and the lines between them that are in none. */
    private static List<Block> filled(ParsedDocument document, TextLines lines) {
        List<Block> filled = new ArrayList<>();
        int line = document.body();
        for (Block block : document.blocks()) {
            if (block.toLine() < line) {
                continue;
            }
            between(lines, line, block.fromLine() - 1, filled);
            filled.add(block);
            line = block.toLine() + 1;
        }
        between(lines, line, lines.count(), filled);
        return filled;
    }

    private static void between(TextLines lines, int from, int to, List<Block> blocks) {
        for (int line = from; line <= to; line++) {
            if (!lines.blank(line)) {
                blocks.add(Block.of(Kind.PROSE, line, line));
            }
        }
    }

    int firstLine() {
        return blocks.getFirst().fromLine();
    }

    int length(TextLines lines) {
        return lines.end(blocks.getLast().toLine()) - lines.start(blocks.getFirst().fromLine());
    }

    Section with(Section next) {
        List<Above> places = new ArrayList<>(headings);
        places.addAll(next.headings);
        List<Block> all = new ArrayList<>(blocks);
        all.addAll(next.blocks);
        return new Section(level, places, all);
    }

    List<String> headingsAt(int line) {
        List<String> path = headings.getFirst().path();
        for (Above place : headings) {
            if (place.line() <= line || path.isEmpty()) {
                path = place.path();
            }
        }
        return path;
    }

    List<String> headingsWithin(int fromLine, int toLine) {
        return headings.stream()
                .filter(place -> place.line() >= fromLine && place.line() <= toLine && !place.label().isEmpty())
                .map(Above::label)
                .toList();
    }
}
