package dev.rill.retrieval.source;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs(OS.LINUX)
class FolderWatchTest {
    private final Semaphore told = new Semaphore(0);
    private final LeftOutDocuments problems = new LeftOutDocuments();
    private FolderWatch watch;
    private Path root;
    private DocumentSource source;

    @BeforeEach
    void furnish(@TempDir Path base) throws IOException {
        root = Files.createDirectories(base.toRealPath().resolve("root"));
        Files.createDirectories(root.resolve("sub/deep"));
        Files.writeString(root.resolve("sub/a.md"), "text");
        Files.createDirectories(root.resolve("data"));
        watch = FolderWatch.open(told::release);
        source = DocumentSource.folder(root);
        walk();
    }

    @AfterEach
    void close() {
        watch.close();
    }

    @Test
    void aNewDocumentAnywhereIsTold() throws Exception {
        Files.writeString(root.resolve("sub/deep/b.md"), "text");
        assertTold();
    }

    @Test
    void aChangedDocumentAndOneThatGoesAreTold() throws Exception {
        Files.writeString(root.resolve("sub/a.md"), "other");
        assertTold();
        walk();
        Files.delete(root.resolve("sub/a.md"));
        assertTold();
    }

    @Test
    void aNewFolderIsToldAndWatchedAfterTheWalkThatFollows() throws Exception {
        Files.createDirectories(root.resolve("more"));
        assertTold();
        walk();
        Files.writeString(root.resolve("more/c.md"), "text");
        assertTold();
    }

    @Test
    void aFolderThatWasRenamedIsWatchedUnderItsNewName() throws Exception {
        Files.move(root.resolve("sub"), root.resolve("other"));
        assertTold();
        walk();
        walk(); // the first one finds that the watch was one of the old name
        Files.createDirectories(root.resolve("other/new"));
        assertTold();
    }

    @Test
    void onlyWhatMayBeADocumentConcernsIt() throws IOException {
        Files.writeString(root.resolve("data/threads.db"), "text");
        Files.createSymbolicLink(root.resolve("link"), Path.of("sub"));
        for (String name : new String[] {"a.md", "gone.html", "sub", "link", "..data"}) {
            assertTrue(watch.concerns(root.resolve(name)), name);
        }
        for (String name : new String[] {"data/threads.db", ".hidden.md", ".git", "gone.msg"}) {
            assertFalse(watch.concerns(root.resolve(name)), name);
        }
    }

    @Test
    void aWalkSaysWhetherEachLaterChangeWillBeTold() {
        assertTrue(walk() || !watchable(), "on a file system of this machine");
        watch.close();
        Path more = root.resolve("later");
        assertTrue(more.toFile().mkdir());
        assertFalse(walk());
    }

    private boolean watchable() {
        try {
            return java.util.Set.of("ext4", "xfs", "btrfs", "tmpfs", "overlay")
                    .contains(Files.getFileStore(root).type());
        } catch (IOException e) {
            return false;
        }
    }

    /** @return whether each later change is told */
    private boolean walk() {
        watch.begin();
        source.scan(problems, watch);
        boolean all = watch.end();
        told.drainPermits();
        return all;
    }

    private void assertTold() throws InterruptedException {
        assertTrue(told.tryAcquire(2, TimeUnit.MINUTES), "nothing was told");
        // one change may be several events
        while (told.tryAcquire(300, TimeUnit.MILLISECONDS)) {
            continue;
        }
    }
}
