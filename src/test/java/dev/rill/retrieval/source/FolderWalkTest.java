package dev.rill.retrieval.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.rill.launch.Guard;
import dev.rill.retrieval.UnreadFiles;
import dev.rill.retrieval.document.format.FileKind;
import dev.rill.rights.ReaderRules;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(Guard.TEST_SECONDS)
class FolderWalkTest {
    private static final long MAX_BYTES = 1_000;

    @TempDir
    private Path base;
    private Path root;
    private final LeftOutDocuments problems = new LeftOutDocuments();
    private final FolderWatch watch = FolderWatch.open(() -> { });

    @AfterEach
    void close() {
        watch.close();
    }

    @BeforeEach
    void makeFolder() throws IOException {
        root = Files.createDirectory(base.resolve("root"));
        Files.createDirectories(base.resolve("outside/deep"));
        write(base.resolve("outside/secret.md"), "secret");
    }

    @Test
    void findsDocumentsOfAllTypesInAllFolders() throws IOException {
        for (String path : List.of("a.md", "sub/b.TXT", "sub/deep/c.html", "sub/d.markdown", "image.png", "no.ending",
                "sub/.md")) {
            write(root.resolve(path), "text");
        }

        assertEquals(List.of("a.md", "sub/b.TXT", "sub/d.markdown", "sub/deep/c.html"), walked());
        assertEquals(0, problems.count());
    }

    @Test
    void namesThatStartWithADotAreSkipped() throws IOException {
        write(root.resolve(".git/a.md"), "text");
        write(root.resolve("sub/.b.md"), "text");
        write(root.resolve("..c.md"), "text");

        assertEquals(List.of(), walked());
    }

    @Test
    void linksThatLeaveTheFolderAreNotFollowed() throws IOException {
        Files.createSymbolicLink(root.resolve("a.md"), base.resolve("outside/secret.md"));
        Files.createSymbolicLink(root.resolve("b.md"), Path.of("../outside/secret.md"));
        Files.createSymbolicLink(root.resolve("folder"), base.resolve("outside"));
        Files.createSymbolicLink(root.resolve("up"), Path.of(".."));
        Files.createSymbolicLink(base.resolve("outside/back"), root);
        Files.createSymbolicLink(root.resolve("chain.md"), root.resolve("b.md"));
        Files.createSymbolicLink(root.resolve("etc.txt"), Path.of("/etc/hostname"));
        Files.createSymbolicLink(root.resolve("broken.md"), Path.of("nowhere.md"));

        assertEquals(List.of(), walked());
        assertEquals(7, problems.count());
    }

    @Test
    void linksInsideTheFolderAreFollowedAndEachFileIsTakenOnce() throws IOException {
        write(root.resolve("real/a.md"), "text");
        Files.createSymbolicLink(root.resolve("link"), root.resolve("real"));
        Files.createSymbolicLink(root.resolve("0.md"), root.resolve("real/a.md"));
        Files.createSymbolicLink(root.resolve("real/loop"), root);
        Files.createSymbolicLink(root.resolve("self"), Path.of("self"));

        assertEquals(List.of("real/a.md"), walked());
    }

    @Test
    void aMountedConfigMapIsRead() throws IOException {
        write(root.resolve("..2026_01_01/guide.md"), "first");
        write(root.resolve("..2026_01_01/sub.txt"), "text");
        Files.createSymbolicLink(root.resolve("..data"), Path.of("..2026_01_01"));
        Files.createSymbolicLink(root.resolve("guide.md"), Path.of("..data/guide.md"));
        Files.createSymbolicLink(root.resolve("sub.txt"), Path.of("..data/sub.txt"));
        DocumentFile before = walk().files().get("guide.md");

        write(root.resolve("..2026_02_02/guide.md"), "other");
        Files.createSymbolicLink(root.resolve("..tmp"), Path.of("..2026_02_02"));
        Files.move(root.resolve("..tmp"), root.resolve("..data"), StandardCopyOption.REPLACE_EXISTING);
        DocumentFile after = walk().files().get("guide.md");

        assertEquals(List.of("guide.md"), walked());
        assertTrue(!before.version().equals(after.version()));
        assertEquals("other", new String(source().read(after), StandardCharsets.UTF_8));
    }

    @Test
    void aFifoIsReportedAndNotOpened() throws Exception {
        Process mkfifo = new ProcessBuilder("mkfifo", root.resolve("pipe.md").toString()).start();
        assumeTrue(mkfifo.waitFor() == 0, "no mkfifo here");

        assertEquals(List.of(), walked());
        assertEquals(1, problems.count());
        assertTrue(new LookedAtFiles().kind(root.resolve("pipe.md"), "note", "1", true)
                instanceof FileKind.Unread, "one that was put there since the folder was walked");
    }

    @Test
    void aFileThatIsTooLargeIsReportedAndNotRead() throws IOException {
        try (RandomAccessFile sparse = new RandomAccessFile(root.resolve("huge.md").toFile(), "rw")) {
            sparse.setLength(10L * 1024 * 1024 * 1024);
        }
        write(root.resolve("small.md"), "x".repeat((int) MAX_BYTES));

        assertEquals(List.of("small.md"), walked());
        assertEquals(1, problems.count());
    }

    @Test
    void aFileThatGrowsAfterTheWalkIsReadNoFurtherThanAllowed() throws IOException {
        Path file = write(root.resolve("grows.md"), "text");
        DocumentFile found = walk().files().get("grows.md");
        write(file, "x".repeat(100_000));

        assertThrows(SourceReadException.class, () -> source().read(found));
    }

    @Test
    void aFileThatBecomesALinkAfterTheWalkIsNotRead() throws IOException {
        Path file = write(root.resolve("sub/a.md"), "text");
        DocumentFile found = walk().files().get("sub/a.md");
        Files.delete(file);
        Files.createSymbolicLink(file, base.resolve("outside/secret.md"));
        assertThrows(SourceReadException.class, () -> source().read(found));

        Files.delete(file);
        Files.delete(root.resolve("sub"));
        write(base.resolve("outside/a.md"), "secret");
        Files.createSymbolicLink(root.resolve("sub"), base.resolve("outside"));
        assertThrows(SourceReadException.class, () -> source().read(found));
    }

    @Test
    void nestingHasAnEnd() throws IOException {
        Path deep = root;
        for (int i = 0; i < 100; i++) {
            deep = deep.resolve("d");
        }
        write(deep.resolve("a.md"), "text");

        assertEquals(List.of(), walked());
        assertEquals(1, problems.count());
    }

    @Test
    void aFolderThatIsGoneForAWhileIsNotTakenForEmpty() throws IOException {
        write(root.resolve("a.md"), "text");
        DocumentSource source = source();
        Files.move(root, base.resolve("moved"));

        DocumentScan scan = source.scan(problems, watch);

        assertEquals(Set.of(""), scan.unknown());
        assertEquals(Optional.of("it is not there"), scan.gone());
        assertTrue(scan.mayStillHold("a.md"));
    }

    @Test
    void documentsOfAFolderThatGoesAwayDuringAWalkAreNotTakenForDeleted() throws Exception {
        List<String> paths = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            paths.add("sub" + i + "/a.md");
            write(root.resolve(paths.getLast()), "text");
        }
        DocumentSource source = source();
        AtomicBoolean walking = new AtomicBoolean(true);
        Thread mover = Thread.ofPlatform().start(() -> {
            while (walking.get()) {
                root.toFile().renameTo(base.resolve("moved").toFile());
                base.resolve("moved").toFile().renameTo(root.toFile());
            }
        });
        try {
            for (int i = 0; i < 200; i++) {
                DocumentScan scan = source.scan(problems, watch);
                assertEquals(List.of(), paths.stream()
                        .filter(path -> !scan.files().containsKey(path) && !scan.mayStillHold(path)).toList());
            }
        } finally {
            walking.set(false);
            mover.join();
        }
    }

    @Test
    void filesOfOtherKindsAreCountedByTheEndsOfTheirNamesAtTheirOwnPlaceOnly() throws IOException {
        for (String path : List.of("a.md", "b.msg", "sub/c.MSG", "d.png", "e.png", "f.png", "Makefile", "g.2026",
                ".h.msg", ".git/i.msg", "..data/j.vsd")) {
            write(root.resolve(path), "text");
        }
        Files.createSymbolicLink(root.resolve("b-again.msg"), Path.of("b.msg"));
        Files.createSymbolicLink(root.resolve("j.vsd"), Path.of("..data/j.vsd"));

        assertEquals(List.of(new UnreadFiles.Ending(".msg", 2), new UnreadFiles.Ending(".png", 3),
                new UnreadFiles.Ending(".vsd", 1), new UnreadFiles.Ending("other", 1)), walk().passedOver().endings());
    }

    @Test
    void aFileWithoutAnEndingIsADocumentWhereItIsText() throws IOException {
        write(root.resolve("Makefile"), "all: build");
        write(root.resolve("v1.2/README"), "Read me.");
        write(root.resolve("empty"), "");
        write(root.resolve("id_rsa"), "-----BEGIN OPENSSH PRIVATE KEY-----\n");
        Files.write(root.resolve("program"), new byte[] {0x7F, 'E', 'L', 'F', 0, 1, 0});
        assertEquals(List.of("Makefile", "v1.2/README"), walked());
        Files.write(root.resolve("program"), "Now it is text.".getBytes(StandardCharsets.UTF_8));
        assertEquals(List.of("Makefile", "program", "v1.2/README"), walked());
    }

    @Test
    void theServersOwnFolderHoldsNoDocuments() throws IOException {
        write(root.resolve("a.md"), "text");
        write(root.resolve("data/sessions"), "text");
        DocumentSource source = DocumentSource.folder(root, Optional.of(root.resolve("data")), ReaderRules.NONE);
        assertEquals(List.of("a.md"), List.copyOf(source.scan(problems, watch).files().keySet()));
    }

    @Test
    void endingsHaveABound() throws IOException {
        for (int i = 0; i < 100; i++) {
            write(root.resolve("a.x" + i), "text");
        }
        List<UnreadFiles.Ending> endings = walk().passedOver().endings();
        assertTrue(endings.size() <= 30, endings::toString);
        assertEquals(100, endings.stream().mapToInt(UnreadFiles.Ending::files).sum());
    }

    private List<String> walked() {
        return List.copyOf(walk().files().keySet());
    }

    private DocumentScan walk() {
        return source().scan(problems, watch);
    }

    private DocumentSource source() {
        return FolderSource.of(root, MAX_BYTES);
    }

    private static Path write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }
}
