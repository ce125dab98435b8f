package dev.rill.retrieval.index;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rill.retrieval.DocumentInfo;
import dev.rill.retrieval.DocumentText;
import dev.rill.retrieval.IndexFixture;
import dev.rill.retrieval.Passage;
import dev.rill.rights.Reader;
import dev.rill.stream.Place;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What can be found, read and listed, whatever keeps the index. */
public abstract class DocumentIndexContract {
    @TempDir
    private Path base;
    private IndexFixture fixture;

    protected abstract IndexFixture fixture(Path folder) throws IOException;

    @BeforeEach
    void makeFolder() throws IOException {
        fixture = fixture(base);
        fixture.write("guides/errors.md", "# Errors\n\nA validation error returns the status 400.\n");
        fixture.write("guides/paging.md", "# Paging\n\n## Page size\n\nUse pageSize and pageNumber.\n");
        fixture.write("notes.txt", "Shopping list: apples, pears.\n");
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void aPlainQuestionFindsItsDocumentFirst() {
        fixture.open();

        assertEquals("guides/errors.md", fixture.found("Which status does a validation error return?").getFirst());
        assertEquals("guides/paging.md", fixture.found("how large is a page?").getFirst());
        assertEquals(List.of("notes.txt"), fixture.found("APPLE"));
    }

    @Test
    void aPassageSaysWhereItStands() {
        fixture.open();

        Passage passage = IndexFixture.search(fixture.index(), "page size").getFirst();

        assertEquals("guides/paging.md#1-5", passage.id());
        assertEquals("Paging", passage.title());
        assertEquals(List.of("Page size"), passage.headings());
        assertEquals("# Paging\n\n## Page size\n\nUse pageSize and pageNumber.", passage.text());
        assertTrue(passage.score() > 0);
    }

    @Test
    void syntaxMeansNothing() {
        fixture.open();

        for (String question : List.of("validation AND (error", "\"validation", "+validation -error", "validation*",
                "status:400 OR validation", "validation~9 ^4 [a TO", "validation /error/ \\")) {
            assertEquals("guides/errors.md", fixture.found(question).getFirst(), question);
        }
        assertEquals(List.of(), fixture.found(""));
        assertEquals(List.of(), fixture.found("?!* ()"));
        assertEquals(List.of(), fixture.found("zebra"));
    }

    @Test
    void aDocumentCanBeReadByItsLines() {
        DocumentIndex index = fixture.open();

        DocumentText part = index.seenBy(Reader.NOBODY).text("guides/paging.md", OptionalInt.of(3), OptionalInt.of(5))
                .orElseThrow();

        String hash = IndexFixture.search(index, "page size").getFirst().hash();
        assertEquals(new DocumentText("guides/paging.md", "Paging", hash, 3, 5, new Place.Lines(3, 5),
                Optional.empty(), 5, "## Page size\n\nUse pageSize and pageNumber."), part);
        assertEquals(5, index.seenBy(Reader.NOBODY).text("guides/paging.md", OptionalInt.empty(), OptionalInt.of(99))
                .orElseThrow().toLine());
    }

    @Test
    void nothingButIndexedDocumentsCanBeRead() throws IOException {
        Files.writeString(base.resolve("secret.md"), "secret");
        fixture.write(".hidden.md", "secret");
        DocumentIndex index = fixture.open();

        for (String path : List.of("../secret.md", "guides/../notes.txt", "/etc/passwd", ".hidden.md", "", "guides",
                base.resolve("secret.md").toString(), "notes.txt\u0000", "%2e%2e/secret.md")) {
            assertTrue(index.seenBy(Reader.NOBODY).text(path, OptionalInt.empty(), OptionalInt.empty()).isEmpty(),
                    path);
        }
    }

    @Test
    void documentsAreListedByPathWithTitleAndTags() throws IOException {
        fixture.write("guides/tagged.md",
                "---\ntitle: The tagged one\ntags: [Alpha, beta]\n---\n# Other\n\n## Part\n\nText.\n");
        DocumentIndex index = fixture.open();

        DocumentInfo tagged = index.seenBy(Reader.NOBODY).documents().get(2);

        assertEquals(List.of("guides/errors.md", "guides/paging.md", "guides/tagged.md", "notes.txt"), fixture.paths());
        assertEquals("The tagged one", tagged.title());
        assertEquals(List.of("guides", "alpha", "beta", "other", "part"), tagged.tags());
        assertEquals(1, tagged.chunks());
        assertEquals(Files.size(fixture.documents.resolve("guides/tagged.md")), tagged.bytes());
    }
}
