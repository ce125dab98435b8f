package dev.rill.retrieval.document.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rill.retrieval.Passage;
import dev.rill.retrieval.document.ParsedDocument;
import dev.rill.retrieval.document.UnreadableDocumentException;
import dev.rill.retrieval.index.PreparedDocument;
import dev.rill.retrieval.source.DocumentFile;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DocumentTitleTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            a.md               | # Pumps\\n\\nText                                        | Pumps
            a.md               | Pumps\\n=====\\n\\nText                                   | Pumps
            a.md               | Text first.\\n\\n# Pumps\\n\\nText                         | Pumps
            a.md               | ---\\ntitle: Valves\\n---\\n# Pumps                        | Valves
            a.md               | +++\\ntitle = "Valves"\\n+++\\n## Parts\\n                  | Valves
            pump-parts.md      | ## Overview\\n\\nText                                    | Pump parts
            02-pump_parts.md   | Text                                                    | Pump parts
            guide/README.md    | ## Overview\\n\\nText                                    | Guide
            README.md          | Text                                                    | README
            docs/my-app/index.html | <p>Text</p>                                         | My app
            HTTPStatusCodes.md | Text                                                    | HTTPStatusCodes
            pump\tparts.md     | Text                                                    | Pump parts
            2024-01-report.txt | Text                                                    | Report
            2024.md            | Text                                                    | 2024
            api.rst            | ======\\nFlux C\\n======\\n\\nOverview\\n--------\\n\\nText     | Flux C
            api.rst            | Flux C\\n======\\n\\nOverview\\n--------\\n\\nText             | Flux C
            api.rst            | Part one\\n--------\\n\\nText\\n\\nPart two\\n--------\\n\\nText | Api
            api.adoc           | = Flux C\\n\\n== Overview\\n\\nText                         | Flux C
            api.adoc           | == Overview\\n\\nText                                     | Api
            a.html             | <title>Site</title><h1>Page</h1><p>Text</p>             | Page
            a.html             | <title>Site</title><h2>Part</h2><p>Text</p>             | Site
            """)
    void aTitleIsTheDocumentsOwnOrItsFilesName(String path, String text, String title)
            throws UnreadableDocumentException {
        assertEquals(title, prepared(path, text).document().info().title());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            a.md   | ## Pumps\\n\\n@\\n\\n### Parts\\n\\n@                                | Pumps > Parts
            a.md   | # Title\\n\\n## Pumps\\n\\n@\\n\\n### Parts\\n\\n@                    | Pumps > Parts
            a.md   | ---\\ntitle: Title\\n---\\n\\n# Own\\n\\n@\\n\\n## Parts\\n\\n@          | Own > Parts
            a.rst  | =====\\nTitle\\n=====\\n\\nPumps\\n-----\\n\\n@\\n\\nParts\\n~~~~~\\n\\n@  | Pumps > Parts
            a.adoc | = Title\\n\\n== Pumps\\n\\n@\\n\\n=== Parts\\n\\n@                    | Pumps > Parts
            a.html | <h1>Title</h1><h2>Pumps</h2><p>@</p><h3>Parts</h3><p>@</p>     | Pumps > Parts
            """)
    void aSectionKeepsTheHeadingsAboveIt(String path, String text, String headings) throws UnreadableDocumentException {
        String filled = text.replace("@", "Words that make it long enough to stand by itself. ".repeat(6).strip());
        List<Passage> passages = prepared(path, filled).passages();
        assertEquals(headings, String.join(" > ", passages.getLast().headings()));
    }

    @Test
    void rowsOfALongTableTravelWithItsHead() throws UnreadableDocumentException {
        String head = "| Service | Ingress port | Owner |\n|---|---|---|";
        StringBuilder table = new StringBuilder("# Ports\n\n" + head + "\n");
        for (int i = 0; i < 200; i++) {
            table.append("| service-").append(i).append("-with-a-long-name | ").append(9000 + i).append(" | team |\n");
        }
        List<Passage> passages = prepared("big.md", table.toString()).passages();

        assertTrue(passages.size() > 5);
        assertEquals("", passages.getFirst().head());
        for (Passage passage : passages) {
            assertTrue(passage.readable().contains(head + "\n| service-"), passage.readable());
        }
        for (Passage passage : passages.subList(1, passages.size())) {
            assertEquals(head, passage.head());
            assertTrue(passage.text().startsWith("| service-"), passage.text());
        }
    }

    @Test
    void anAsciiDocHasCodeListsAndTables() throws UnreadableDocumentException {
        ParsedDocument document = DocumentType.ASCIIDOC.parser().parse(("= Title\n:toc:\n\nProse over\ntwo lines.\n\n"
                + "[source,sh]\n----\n== no heading\n----\n* one\n* two\n\n|===\n|a |b\n\n|1 |2\n|===\n")
                .getBytes(StandardCharsets.UTF_8));

        assertEquals(List.of("HEADING 1-1", "PROSE 2-2", "PROSE 4-5", "PROSE 7-7", "CODE 8-10", "ITEM 11-11",
                "ITEM 12-12",
                "CODE 14-18"), document.blocks().stream().map(b -> b.kind() + " " + b.fromLine() + "-" + b.toLine())
                .toList());
    }

    private static PreparedDocument prepared(String path, String text) throws UnreadableDocumentException {
        byte[] content = text.replace("\\n", "\n").getBytes(StandardCharsets.UTF_8);
        DocumentFile file = new DocumentFile(path, "1", true, content.length, Instant.EPOCH, Optional.empty());
        return PreparedDocument.of(file, PreparedDocument.type(file, content), content, content);
    }
}
