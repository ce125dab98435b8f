package dev.rill.retrieval.document.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rill.launch.Guard;
import dev.rill.retrieval.document.ParsedDocument;
import dev.rill.retrieval.document.ParsedDocument.Block;
import dev.rill.retrieval.document.ParsedDocument.Kind;
import dev.rill.retrieval.document.PlainWords;
import dev.rill.retrieval.document.UnreadableDocumentException;
import dev.rill.retrieval.index.PreparedDocument;
import dev.rill.retrieval.source.DocumentFile;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DocumentParserTest {

    @Test
    void markdownIsReadBlockByBlock() throws UnreadableDocumentException {
        ParsedDocument document = parse("a.md", """
                Title
                =====

                Prose over
                two lines.

                ## The `code` [link](http://x) *part* ##
                - one
                - two
                  ```sh
                  run
                  ```

                | a | b |
                |---|---|
                | 1 | 2 |

                > quoted
                """);

        assertEquals(List.of(
                Block.heading(1, "Title", 1, 2),
                Block.of(Kind.PROSE, 4, 5),
                Block.heading(2, "The code link part", 7, 7),
                Block.of(Kind.ITEM, 8, 8),
                Block.of(Kind.ITEM, 9, 9),
                Block.of(Kind.CODE, 10, 12),
                Block.of(Kind.TABLE, 14, 16),
                Block.of(Kind.PROSE, 18, 18)), document.blocks());
    }

    @Test
    void frontMatterGivesTitleAndTags() throws UnreadableDocumentException {
        ParsedDocument yaml = parse("a.md",
                "---\ntitle: \"A: title\"\ntags:\n  - one\n  - 'two words'\ndraft: true\n---\n\n# Heading\n");
        assertEquals(Optional.of("A: title"), yaml.title());
        assertEquals(List.of("one", "two words"), yaml.tags());
        assertEquals(List.of(Block.heading(1, "Heading", 9, 9)), yaml.blocks());
        assertEquals(8, yaml.body());

        ParsedDocument toml = parse("a.md", "+++\ntitle = 'T'\ntags = [\"a\", \"b\"]\n+++\nText\n");
        assertEquals(Optional.of("T"), toml.title());
        assertEquals(List.of("a", "b"), toml.tags());

        assertEquals(1, parse("a.md", "---\nno end\n\nText\n").body());
    }

    @Test
    void textHasParagraphsAndUnderlinedHeadings() throws UnreadableDocumentException {
        ParsedDocument document = parse("a.rst", "Main\n====\n\nA paragraph\nof two lines.\n\nPart\n----\nText.\n");

        assertEquals(List.of(Block.heading(1, "Main", 1, 2), Block.of(Kind.PROSE, 4, 5),
                Block.heading(2, "Part", 7, 8), Block.of(Kind.PROSE, 9, 9)), document.blocks());
    }

    @Test
    void aWebPageIsReadAsItsText() throws UnreadableDocumentException {
        ParsedDocument page = parse("a.html", """
                <html><head><title>Site - Page</title><meta name="keywords" content="x, y"><style>p{}</style></head>
                <body><nav>Menu</nav><script>alert(1)</script>
                <h1>The page</h1><p>Some   <b>bold</b> words<br>and <code>code</code>.</p>
                <ul><li>one</li><li>two</li></ul>
                <pre>line 1
                  line 2</pre>
                <table><tr><th>a</th><th>b</th></tr><tr><td>1</td><td>2</td></tr></table>
                <footer>Foot</footer></body></html>""");

        assertEquals("# The page\n\nSome bold words\nand `code`.\n\n- one\n- two\n\n```\nline 1\n  line 2\n```\n\n"
                + "| a | b |\n|---|---|\n| 1 | 2 |", page.text());
        assertEquals(List.of(Block.heading(1, "The page", 1, 1), Block.of(Kind.PROSE, 3, 4), Block.of(Kind.ITEM, 6, 6),
                Block.of(Kind.ITEM, 7, 7), Block.of(Kind.CODE, 9, 12), Block.of(Kind.TABLE, 14, 16)), page.blocks());
        assertEquals(List.of("x", "y"), page.tags());
        assertEquals(Optional.of("Site"), parse("b.html", "<title>Site</title><p>No heading").title());
    }

    @Test
    void everyArticleOfAPageIsReadAndNothingBesideThem() throws UnreadableDocumentException {
        assertEquals("## Billing\n\nInvoices are monthly.\n\n## Refunds\n\nNine days.", parse("a.html", """
                <title>Help</title><article><h2>Billing</h2><p>Invoices are monthly.</p></article><aside>Advertisement</aside>
                <article><h2>Refunds</h2><p>Nine days.</p></article>""").text());
        assertEquals("Before\n\nOne of two\n\nAnother", parse("b.html",
                "<p>Before</p><article>One of two</article><div><article>Another</article></div>").text());
        assertEquals("The article is most of the page.\n\nA note.", parse("c.html",
                "<div>Menu</div><article><p>The article is most of the page.</p><aside>A note.</aside></article>")
                .text());
        assertEquals("A long story that is no article.\n\nRelated", parse("d.html",
                "<p>A long story that is no article.</p><article>Related</article><aside><article>Ad</article></aside>")
                .text());
        assertEquals("Main", parse("e.html", "<article>One</article><main>Main</main><article>Two</article>").text());
    }

    @Test
    void aStrayControlCharacterCostsNoFile() throws UnreadableDocumentException {
        assertEquals("Form feeds and a bell are no words.\n",
                parse("a.md", "Form feeds and\u0007a bell are no words.\n").text());
        assertEquals("word ".repeat(600),
                parse("a.txt", "word ".repeat(299) + "word\0" + "word ".repeat(299) + "word\u0001").text());
    }

    @Test
    void textIsDecodedAsItIsMarked() throws UnreadableDocumentException {
        String text = "# Größe €\n";
        assertEquals(text, decoded(text, "UTF-8", ""));
        assertEquals(text, decoded(text, "UTF-8", "\uFEFF"));
        assertEquals(text, decoded(text, "UTF-16LE", "\uFEFF"));
        assertEquals(text, decoded(text, "UTF-16BE", "\uFEFF"));
        assertEquals(text, decoded(text, "windows-1252", ""));
        assertEquals("a\nb\nc", decoded("a\r\nb\rc", "UTF-8", ""));
        ParsedDocument page = DocumentType.HTML.parser().parse(
                "<meta charset=iso-8859-15><p>5 \u00A4".getBytes(StandardCharsets.ISO_8859_1));
        assertEquals("5 €", page.text());
    }

    @Test
    void whatIsNotTextIsRefused() {
        for (String name : List.of("a.md", "a.txt", "a.html")) {
            for (byte[] bytes : List.of(new byte[] {'a', 0}, new byte[] {(byte) 0x81}, new byte[] {'%', 'P', 1, 2},
                    new byte[] {(byte) 0xFF, (byte) 0xFE, 0x41})) {
                assertThrows(UnreadableDocumentException.class, () -> parser(name).parse(bytes));
            }
        }
    }

    @Test
    void documentsMadeToBeSlowOrDeepAreReadOrRefusedInTime() {
        List<String> hostile = List.of("> ".repeat(50_000), "[".repeat(100_000), "*a_ ".repeat(50_000),
                "- ".repeat(50_000), "`".repeat(100_001), "<a ".repeat(50_000), "# ".repeat(50_000),
                "|-".repeat(50_000) + "\n" + "|-".repeat(50_000), "[a](".repeat(40_000), "\n\n\n".repeat(50_000),
                "<div>".repeat(100_000), "<table><tr><td>".repeat(5_000), "<ul><li>".repeat(20_000),
                "http://".repeat(20_000), "*".repeat(100_000), "<!--".repeat(30_000));
        for (String name : List.of("a.md", "a.txt", "a.html")) {
            for (String text : hostile) {
                assertTimeoutPreemptively(Guard.TIME, () -> prepare(name, text),
                        name + ": " + text.substring(0, 20));
            }
        }
    }

    private static void prepare(String name, String text) {
        byte[] content = text.getBytes(StandardCharsets.UTF_8);
        DocumentFile file = new DocumentFile(name, "1", true, content.length, Instant.EPOCH, Optional.empty());
        try {
            PreparedDocument prepared = PreparedDocument.of(file, PreparedDocument.type(file, content), content,
                    content);
            assertTrue(prepared.passages().stream().allMatch(p -> PlainWords.ofPassage(p.text()).length() < 10_000));
        } catch (UnreadableDocumentException e) {
            assertTrue(e.getMessage().startsWith("it is "), e.getMessage());
        }
    }

    private static String decoded(String text, String charset, String mark) throws UnreadableDocumentException {
        return DocumentType.TEXT.parser().parse((mark + text).getBytes(Charset.forName(charset))).text();
    }

    private static ParsedDocument parse(String name, String text) throws UnreadableDocumentException {
        return parser(name).parse(text.getBytes(StandardCharsets.UTF_8));
    }

    private static DocumentParser parser(String name) {
        return DocumentType.of(name).orElseThrow().parser();
    }
}
