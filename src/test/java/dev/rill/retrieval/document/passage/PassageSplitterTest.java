package dev.rill.retrieval.document.passage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rill.retrieval.document.ParsedDocument;
import dev.rill.retrieval.document.ParsedDocument.Block;
import dev.rill.retrieval.document.TextLines;
import dev.rill.retrieval.document.UnreadableDocumentException;
import dev.rill.retrieval.document.format.MarkdownParser;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PassageSplitterTest {
    private static final MarkdownParser MARKDOWN = new MarkdownParser();

    @Test
    void aSectionIsAChunkUnderItsHeadings() throws UnreadableDocumentException {
        String prose = "Some words that fill the section. ".repeat(8).strip();
        ParsedDocument document = markdown("# Title\n\n" + prose + "\n\n## First\n\n" + prose + "\n\n### Deep\n\n"
                + prose
                + "\n\n## Second\n\n" + prose + "\n");

        List<PassageSpan> chunks = PassageSplitter.split(document, "Title");

        assertEquals(List.of(List.of(), List.of("First"), List.of("First", "Deep"), List.of("Second")),
                chunks.stream().map(PassageSpan::headings).toList());
        assertEquals(List.of(1, 5, 9, 13), chunks.stream().map(PassageSpan::fromLine).toList());
        assertEquals(List.of(3, 7, 11, 15), chunks.stream().map(PassageSpan::toLine).toList());
        assertEquals("### Deep\n\n" + prose, text(document, chunks.get(2)));
    }

    @Test
    void smallSectionsGoTogether() throws UnreadableDocumentException {
        ParsedDocument document = markdown("# Title\n\n## One\n\nShort.\n\n## Two\n\nShort, too.\n");

        List<PassageSpan> chunks = PassageSplitter.split(document, "Title");

        assertEquals(1, chunks.size());
        assertEquals(List.of("One", "Two"), chunks.getFirst().within());
    }

    @Test
    void aLineThatAnnouncesACodeBlockStaysWithIt() throws UnreadableDocumentException {
        String prose = "These words come before it and fill the chunk up to its end. ".repeat(15).strip();
        String code = "```json\n" + "{\"key\": \"value\"}\n".repeat(50) + "```";
        ParsedDocument document = markdown("# Title\n\n" + prose + "\n\nThe answer looks like this:\n\n" + code + "\n");

        List<PassageSpan> chunks = PassageSplitter.split(document, "Title");

        assertEquals(2, chunks.size());
        assertTrue(text(document, chunks.get(1)).endsWith("The answer looks like this:\n\n" + code));
    }

    @Test
    void everyCharacterIsInAChunkAndEveryRangeIsRight() throws UnreadableDocumentException {
        for (long seed = 0; seed < 400; seed++) {
            ParsedDocument document = markdown(randomMarkdown(new Random(seed)));
            TextLines lines = new TextLines(document.text());
            List<PassageSpan> chunks = PassageSplitter.split(document, "none");
            boolean[] covered = new boolean[document.text().length()];
            for (PassageSpan chunk : chunks) {
                for (int i = chunk.start(); i < chunk.end(); i++) {
                    covered[i] = true;
                }
                assertEquals(lines.lineAt(chunk.start()), chunk.fromLine());
                assertEquals(lines.lineAt(chunk.end() - 1), chunk.toLine());
                assertTrue(chunk.end() - chunk.start() <= SplitUnits.LARGEST_WHOLE + 2 * PassageSplitter.OVERLAP,
                        "seed " + seed + ": " + (chunk.end() - chunk.start()));
                assertTrue(!text(document, chunk).isBlank());
            }
            for (int i = lines.start(document.body()); i < covered.length; i++) {
                assertTrue(covered[i] || Character.isWhitespace(document.text().charAt(i)),
                        "seed " + seed + " at line " + lines.lineAt(i));
            }
        }
    }

    @Test
    void chunksFollowEachOtherAndOverlapLittle() throws UnreadableDocumentException {
        for (long seed = 0; seed < 400; seed++) {
            ParsedDocument document = markdown(randomMarkdown(new Random(seed)));
            List<PassageSpan> chunks = PassageSplitter.split(document, "none");
            for (int i = 1; i < chunks.size(); i++) {
                PassageSpan before = chunks.get(i - 1);
                PassageSpan chunk = chunks.get(i);
                assertTrue(chunk.start() > before.start() && chunk.end() > before.end(),
                        "seed " + seed + ": " + before + ", " + chunk);
                assertTrue(before.end() - chunk.start() <= PassageSplitter.OVERLAP,
                        "seed " + seed + ": " + before + ", " + chunk);
            }
        }
    }

    @Test
    void codeAndTablesThatFitAreNeverCut() throws UnreadableDocumentException {
        for (long seed = 0; seed < 400; seed++) {
            ParsedDocument document = markdown(randomMarkdown(new Random(seed)));
            TextLines lines = new TextLines(document.text());
            for (Block block : document.blocks()) {
                int start = lines.start(block.fromLine());
                int end = lines.end(block.toLine());
                if (!block.kind().whole() || end - start > SplitUnits.LARGEST_WHOLE) {
                    continue;
                }
                for (PassageSpan chunk : PassageSplitter.split(document, "none")) {
                    boolean apart = chunk.end() <= start || chunk.start() >= end;
                    boolean whole = chunk.start() <= start && chunk.end() >= end;
                    assertTrue(apart || whole, "seed " + seed + " lines " + block.fromLine() + "-" + block.toLine());
                }
            }
        }
    }

    @Test
    void whatIsTooLongIsCutBetweenWordsAndNeverInsideACharacter() throws UnreadableDocumentException {
        ParsedDocument words = markdown("word ".repeat(2_000));
        for (PassageSpan chunk : PassageSplitter.split(words, "none")) {
            assertTrue(text(words, chunk).matches("word( word)*"), text(words, chunk));
        }
        ParsedDocument emoji = markdown("\uD83D\uDE00".repeat(3_000));
        for (PassageSpan chunk : PassageSplitter.split(emoji, "none")) {
            assertTrue(text(emoji, chunk).codePoints().allMatch(c -> c == 0x1F600));
        }
    }

    private static ParsedDocument markdown(String text) throws UnreadableDocumentException {
        return MARKDOWN.parse(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String text(ParsedDocument document, PassageSpan chunk) {
        return document.text().substring(chunk.start(), chunk.end());
    }

    private static String randomMarkdown(Random random) {
        StringBuilder text = new StringBuilder(random.nextInt(4) == 0 ? "---\ntitle: Meta\ntags: [x]\n---\n" : "");
        int blocks = random.nextInt(20);
        for (int i = 0; i < blocks; i++) {
            text.append(switch (random.nextInt(9)) {
                case 0 -> "#".repeat(1 + random.nextInt(4)) + " Heading " + i + "\n\n";
                case 1 -> "Underlined\n" + (random.nextBoolean() ? "=====" : "-----") + "\n\n";
                case 2 -> fence(random, "");
                case 3 -> "| a | b |\n|---|---|\n" + "| cell cell | other cell |\n".repeat(random.nextInt(90)) + "\n";
                case 4 -> "* item " + sentences(random, 3) + "\n".repeat(1 + random.nextInt(2)) + "* next\n\n"
                        + fence(random, "  ");
                case 5 -> "> " + sentences(random, 4) + "\n> more\n\n";
                case 6 -> "    indented code\n\n    after a blank line\n\n";
                case 7 -> "[ref]: http://example.com/x\n<div>\nhtml\n</div>\n\n";
                default -> sentences(random, 40) + "\n\n";
            });
        }
        return random.nextInt(5) == 0 ? text.toString().replace("\n", "\r\n") : text.toString();
    }

    private static String fence(Random random, String indent) {
        return indent + "```java\n" + (indent + "int x = 1; // a line of code\n").repeat(random.nextInt(120))
                + (random.nextInt(8) == 0 ? "" : indent + "```\n") + "\n";
    }

    private static String sentences(Random random, int most) {
        StringBuilder text = new StringBuilder();
        int count = 1 + random.nextInt(most);
        for (int i = 0; i < count; i++) {
            text.append("word ".repeat(1 + random.nextInt(25)).strip()).append(random.nextInt(4) == 0 ? ".\n" : ". ");
        }
        return text.toString().strip();
    }
}
