package dev.rill.retrieval;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rill.retrieval.embedded.EmbeddedIndex;
import dev.rill.retrieval.embedded.IndexDirectory;
import dev.rill.retrieval.embedded.LuceneIndex;
import dev.rill.retrieval.extraction.ExtractionLimits;
import dev.rill.retrieval.extraction.TextExtraction;
import dev.rill.retrieval.index.DocumentIndex;
import dev.rill.retrieval.index.IndexPass;
import dev.rill.retrieval.index.IndexedDocuments;
import dev.rill.retrieval.source.DocumentSource;
import dev.rill.retrieval.source.FolderWatch;
import dev.rill.retrieval.source.LeftOutDocuments;
import dev.rill.rights.Reader;
import dev.rill.storage.StorageThreads;
import dev.rill.stream.Cancellation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IndexUpdateTest {
    @TempDir
    private Path base;
    private IndexFixture fixture;

    @BeforeEach
    void makeFolder() throws IOException {
        fixture = new IndexFixture(base);
        fixture.write("one.md", "# One\n\nIt is about apples.\n");
        fixture.write("two.md", "# Two\n\nIt is about bananas.\n");
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void changesWhileItRunsArePickedUp() throws IOException {
        fixture.open();
        assertEquals(List.of("one.md"), fixture.found("apples"));

        fixture.write("three.md", "# Three\n\nIt is about cherries.\n");
        IndexFixture.until(() -> fixture.found("cherries").equals(List.of("three.md")));

        fixture.write("one.md", "# One\n\nIt is about dates.\n");
        IndexFixture.until(() -> fixture.found("dates").equals(List.of("one.md")));
        assertEquals(List.of(), fixture.found("apples"));

        Files.delete(fixture.documents.resolve("two.md"));
        IndexFixture.until(() -> fixture.found("bananas").isEmpty());
        assertEquals(List.of("one.md", "three.md"), fixture.paths());
        assertTrue(fixture.index().seenBy(Reader.NOBODY).text("two.md", OptionalInt.empty(), OptionalInt.empty())
                .isEmpty());
    }

    @Test
    void aChangeOfTheSameSizeWithinTheSameInstantIsPickedUp() throws IOException {
        Path file = fixture.documents.resolve("one.md");
        FileTime time = FileTime.from(Instant.now());
        Files.setLastModifiedTime(file, time);
        fixture.open();
        assertEquals(List.of("one.md"), fixture.found("apples"));

        Files.writeString(file, "# One\n\nIt is about grapes.\n");
        Files.setLastModifiedTime(file, time);

        IndexFixture.until(() -> fixture.found("grapes").equals(List.of("one.md")));
    }

    @Test
    void aRestartTakesOnlyWhatChanged() throws IOException {
        Path one = fixture.documents.resolve("one.md");
        Path two = fixture.documents.resolve("two.md");
        age(one, 3);
        age(two, 3);
        assertEquals(new IndexPass.Outcome(true, 2, 2, 0, 0), pass());
        assertEquals(new IndexPass.Outcome(true, 0, 0, 0, 0), pass());

        fixture.write("two.md", "# Two\n\nIt is about blueberries.\n");
        age(two, 2);
        assertEquals(new IndexPass.Outcome(true, 1, 0, 1, 0), pass());

        age(two, 1);
        assertEquals(new IndexPass.Outcome(true, 1, 0, 0, 0), pass(), "touched, and not changed");
        assertEquals(new IndexPass.Outcome(true, 0, 0, 0, 0), pass());

        Files.delete(one);
        fixture.write("three.md", "# Three\n");
        assertEquals(new IndexPass.Outcome(true, 1, 1, 0, 1), pass());

        fixture.open();
        assertEquals(List.of("two.md"), fixture.found("blueberries"));
        assertEquals(List.of(), fixture.found("bananas apples"));
    }

    @Test
    void anIndexThatWasCompleteServesAtOnce() {
        fixture.close(fixture.open());

        try (StorageThreads threads = new StorageThreads("again", 1);
             DocumentIndex index = EmbeddedIndex.open(DocumentSource.folder(fixture.documents), fixture.folder,
                     Optional.empty(), threads)) {
            assertTrue(index.ready());
            assertEquals("one.md", IndexFixture.search(index, "apples").getFirst().path());
        }
    }

    @Test
    void anIndexOfAnotherFolderIsMadeAnew() throws IOException {
        fixture.close(fixture.open());
        Path other = Files.createDirectory(base.resolve("other"));
        Files.writeString(other.resolve("x.md"), "# X\n\nIt is about melons.\n");

        try (StorageThreads threads = new StorageThreads("other", 1);
             DocumentIndex index = EmbeddedIndex.open(DocumentSource.folder(other), fixture.folder, Optional.empty(),
                     threads)) {
            IndexFixture.until(index::ready);
            assertEquals(List.of("x.md"), index.seenBy(Reader.NOBODY).documents().stream().map(DocumentInfo::path)
                    .toList());
            assertEquals(List.of(), IndexFixture.search(index, "apples"));
        }
    }

    @Test
    void aDamagedIndexIsMadeAnew() throws IOException {
        for (String ending : List.of(".si", ".cfs", ".cfe", "segments")) {
            for (Damage damage : Damage.values()) {
                fixture.close(fixture.open());
                damage(ending, damage);

                fixture.open();
                // the damaged one may have found them before it was noticed
                IndexFixture.until(() -> found("apples").equals(List.of("one.md"))
                        && fixture.paths().equals(List.of("one.md", "two.md")));
                fixture.close(fixture.index());
            }
        }
    }

    /**
     * An index that is being made anew may be closed under a search, and a search that meets the damage first may fail
     * in an assertion of Lucene's, which tests alone switch on.
     */
    private List<String> found(String question) {
        try {
            return fixture.found(question);
        } catch (UncheckedIOException | IllegalStateException | AssertionError e) {
            return List.of();
        }
    }

    private enum Damage { EMPTIED, CUT, FLIPPED, DELETED }

    private void damage(String name, Damage damage) throws IOException {
        try (Stream<Path> files = Files.list(fixture.folder)) {
            for (Path file : files.filter(f -> f.getFileName().toString().contains(name)).toList()) {
                byte[] bytes = Files.readAllBytes(file);
                switch (damage) {
                    case EMPTIED -> Files.write(file, new byte[0]);
                    case CUT -> Files.write(file, Arrays.copyOf(bytes, bytes.length / 2));
                    case FLIPPED -> {
                        bytes[bytes.length / 2] ^= 0x55;
                        Files.write(file, bytes);
                    }
                    case DELETED -> Files.delete(file);
                }
            }
        }
    }

    @Test
    void oneBadFileIsSkippedAndTheRestIsIndexed() throws IOException {
        Files.write(fixture.documents.resolve("binary.md"), new byte[] {'a', 0, 'b', 1, 2});
        Files.write(fixture.documents.resolve("undecodable.txt"), new byte[] {'a', (byte) 0x81, (byte) 0x8D, 'b'});
        Files.write(fixture.documents.resolve("half.md"), new byte[] {(byte) 0xFE, (byte) 0xFF, 0x00});
        Files.write(fixture.documents.resolve("latin.md"),
                "# Café\n\nCrème brûlée\n".getBytes(StandardCharsets.ISO_8859_1));
        fixture.write("empty.md", "");
        fixture.open();

        assertEquals(List.of("empty.md", "latin.md", "one.md", "two.md"), fixture.paths());
        assertEquals(3, fixture.index().problems());
        assertEquals(List.of("latin.md"), fixture.found("creme brulee"));
    }

    @Test
    void aDocumentThatTurnsBadLeavesTheIndex() throws IOException {
        fixture.open();

        Files.write(fixture.documents.resolve("one.md"), new byte[] {0, 1, 2, 3});

        IndexFixture.until(() -> fixture.paths().equals(List.of("two.md")));
        IndexFixture.until(() -> fixture.found("apples").isEmpty());
    }

    @Test
    void documentsStayWhileTheFolderIsNotThere() throws IOException {
        fixture.open();
        Files.move(fixture.documents, base.resolve("away"));
        IndexFixture.until(() -> fixture.index().unread().gone().isPresent());
        assertEquals(List.of("one.md"), fixture.found("apples"));

        Files.delete(base.resolve("away/one.md"));
        Files.move(base.resolve("away"), fixture.documents);

        IndexFixture.until(() -> fixture.paths().equals(List.of("two.md")));
        IndexFixture.until(() -> fixture.index().unread().gone().isEmpty());
    }

    @Test
    void whatCannotBeReadIsNotTriedAgainAtTheNextStartUntilItChanges() throws IOException {
        Path broken = Files.write(fixture.documents.resolve("broken.md"), new byte[]{1, 2, 3, 4, 5, 6, 7, 8});
        age(broken, 5);
        FileTime then = Files.getLastModifiedTime(broken);
        DocumentIndex index = fixture.open();
        assertEquals(List.of("broken.md"), leftOut());
        fixture.close(index);

        Files.writeString(broken, "# Plums\n"); // as long as it was: only who reads it sees another content
        Files.setLastModifiedTime(broken, then);
        index = fixture.open();
        IndexFixture.until(() -> fixture.index().unread().pending().equals(Optional.of(0)));
        assertEquals(List.of("broken.md"), leftOut());
        assertEquals(List.of(), fixture.found("plums"));

        age(broken, 4);
        IndexFixture.until(() -> fixture.found("plums").equals(List.of("broken.md")));
        IndexFixture.until(() -> leftOut().isEmpty());
        fixture.close(index);
        Files.delete(broken);
        Files.write(broken, new byte[]{1, 2, 3, 4, 5, 6, 7, 8});
        fixture.open();
        IndexFixture.until(() -> leftOut().equals(List.of("broken.md")));
    }

    private List<String> leftOut() {
        return fixture.index().unread().leftOut().stream().map(UnreadFiles.LeftOut::path).toList();
    }

    @Test
    void tenThousandInterruptsHarmNothing() throws Exception {
        DocumentIndex index = fixture.open();
        FutureTask<Void> searches = new FutureTask<>(() -> {
            Cancellation cancellation = new Cancellation();
            for (int i = 0; i < 10_000; i++) {
                Thread.currentThread().interrupt();
                if (i % 500 == 0) {
                    fixture.write("new.md", "# New\n\nNumber n" + i + " it is.\n");
                }
                assertEquals("one.md", index.seenBy(Reader.NOBODY).candidates(List.of("apples"), 3, cancellation)
                        .getFirst().getFirst()
                        .path());
                assertTrue(Thread.interrupted());
            }
            return null;
        });
        Thread.startVirtualThread(searches);
        searches.get();

        IndexFixture.until(() -> fixture.found("n9500").equals(List.of("new.md")));
        fixture.close(index);
        fixture.open();
        assertEquals(List.of("new.md"), fixture.found("n9500"));
    }

    @Test
    void aClosedIndexSaysSo() {
        DocumentIndex index = fixture.open();
        fixture.close(index);

        assertThrows(IllegalStateException.class, () -> IndexFixture.search(index, "apples"));
        assertFalse(fixture.folder.resolve("write.lock").toFile().isDirectory());
    }

    /** One pass over the folder, with an index that is opened and closed for it. */
    private IndexPass.Outcome pass() throws IOException {
        DocumentSource source = DocumentSource.folder(fixture.documents);
        try (FolderWatch watch = FolderWatch.open(() -> { });
             TextExtraction extraction = new TextExtraction(ExtractionLimits.USUAL);
             LuceneIndex store = IndexDirectory.open(fixture.folder, DocumentIndex.identity(source))) {
            LeftOutDocuments problems = new LeftOutDocuments();
            return new IndexPass(source, extraction, problems, new IndexedDocuments(store), 1, () -> false)
                    .run(source.scan(problems, watch));
        }
    }

    private static void age(Path file, int hours) throws IOException {
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(Duration.ofHours(hours))));
    }
}
