package dev.rill.retrieval.document.format;

import dev.rill.retrieval.document.ParsedDocument;
import dev.rill.retrieval.document.ParsedDocument.Block;
import dev.rill.retrieval.document.ParsedDocument.Kind;
import dev.rill.retrieval.document.Places;
import dev.rill.retrieval.document.PlainWords;
import dev.rill.retrieval.document.TextLines;
import dev.rill.retrieval.document.UnreadableDocumentException;
import dev.rill.retrieval.document.decoding.TextDecoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Heading;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.IndentedCodeBlock;
import org.commonmark.node.ListItem;
import org.commonmark.node.Node;
import org.commonmark.node.Paragraph;
import org.commonmark.node.SourceSpan;
import org.commonmark.node.Text;
import org.commonmark.node.ThematicBreak;
import org.commonmark.parser.IncludeSourceSpans;
import org.commonmark.parser.Parser;

/**
 * Markdown as <a href="https://spec.commonmark.org/0.31.2/">CommonMark</a> has it, with front matter and the tables of
 * <a href="https://github.github.com/gfm/#tables-extension-">GitHub's dialect</a>. Only the blocks are parsed: of
 * what stands inside them, only the words of a heading matter here.
 */
public final class MarkdownParser implements DocumentParser {
    private static final int MAX_NESTING = 100;
    private static final Pattern DELIMITER_ROW =
            Pattern.compile("[\\s>]*\\|?\\s*:?-+:?\\s*(\\|\\s*:?-+:?\\s*)*\\|?\\s*");

    private final Parser parser = Parser.builder()
            .includeSourceSpans(IncludeSourceSpans.BLOCKS)
            .maxOpenBlockParsers(MAX_NESTING)
            .inlineParserFactory(context -> (lines, node) -> {
                if (node instanceof Heading) {
                    node.appendChild(new Text(lines.getContent()));
                }
            })
            .build();

    @Override
    public ParsedDocument parse(byte[] content) throws UnreadableDocumentException {
        String text = TextDecoder.decode(content, Optional.empty());
        TextLines lines = new TextLines(text);
        FrontMatter meta = FrontMatter.of(lines);
        // empty lines in its place, so that the other lines keep their numbers
        String body = meta.lines() == 0 ? text
                : "\n".repeat(meta.lines()) + text.substring(Math.min(text.length(), lines.end(meta.lines()) + 1));
        List<Block> blocks = new ArrayList<>();
        children(parser.parse(body), Kind.PROSE, lines, blocks);
        if (blocks.isEmpty() && meta.lines() > 2) {
            blocks.add(Block.of(Kind.PROSE, 2, meta.lines() - 1)); // what it says of itself is all that it says
            return new ParsedDocument(meta.title(), meta.tags(), List.of(), text, blocks, 2, Places.NONE,
                    true);
        }
        Optional<String> heading = blocks.stream().filter(Block::title).map(Block::label).findFirst();
        return new ParsedDocument(meta.title().or(() -> heading), meta.tags(), meta.values(), text, blocks,
                meta.lines() + 1, Places.NONE, true);
    }

    private static void children(Node parent, Kind prose, TextLines lines, List<Block> blocks) {
        for (Node node = parent.getFirstChild(); node != null; node = node.getNext()) {
            switch (node) {
                case Heading heading -> range(heading).ifPresent(range -> blocks.add(
                        Block.heading(heading.getLevel(), label(heading), range.from(), range.to())));
                case FencedCodeBlock code -> add(Kind.CODE, code, blocks);
                case IndentedCodeBlock code -> add(Kind.CODE, code, blocks);
                case HtmlBlock html -> add(prose, html, blocks);
                case ThematicBreak line -> { }
                case Paragraph paragraph ->
                        range(paragraph).ifPresent(range -> paragraph(range, prose, lines, blocks));
                case ListItem item -> children(item, Kind.ITEM, lines, blocks);
                default -> children(node, prose, lines, blocks);
            }
        }
    }

    /** CommonMark itself knows no tables: one is a paragraph whose second line is a row of dashes. */
    private static void paragraph(Range range, Kind prose, TextLines lines, List<Block> blocks) {
        int from = range.from();
        for (int line = from + 1; line <= range.to(); line++) {
            if (lines.line(line - 1).indexOf('|') >= 0 && lines.line(line).indexOf('-') >= 0
                    && DELIMITER_ROW.matcher(lines.line(line)).matches()) {
                if (line - 1 > from) {
                    blocks.add(Block.of(prose, from, line - 2));
                }
                blocks.add(Block.of(Kind.TABLE, line - 1, range.to()));
                return;
            }
        }
        blocks.add(Block.of(prose, from, range.to()));
    }

    private static void add(Kind kind, Node node, List<Block> blocks) {
        range(node).ifPresent(range -> blocks.add(Block.of(kind, range.from(), range.to())));
    }

    private static String label(Heading heading) {
        return heading.getFirstChild() instanceof Text text ? PlainWords.ofInline(text.getLiteral()) : "";
    }

    private record Range(int from, int to) {
    }

    private static Optional<Range> range(Node node) {
        List<SourceSpan> spans = node.getSourceSpans();
        return spans.isEmpty() ? Optional.empty()
                : Optional.of(new Range(spans.getFirst().getLineIndex() + 1, spans.getLast().getLineIndex() + 1));
    }
}
