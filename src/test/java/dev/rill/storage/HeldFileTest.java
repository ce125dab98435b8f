package dev.rill.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.rill.launch.Guard;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(Guard.TEST_SECONDS)
class HeldFileTest {
    @TempDir
    private Path folder;
    private Path pipe;

    @BeforeEach
    void pipe() throws Exception {
        pipe = folder.resolve("pipe");
        assumeTrue(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor() == 0, "no mkfifo here");
        assumeTrue(Files.isDirectory(Path.of("/proc/self/fd")), "no such handles here");
    }

    @Test
    void whatHasNoContentIsHeldWithoutWaitingForAnybody() throws IOException {
        Path socket = folder.resolve("socket");
        try (ServerSocketChannel listening = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            listening.bind(UnixDomainSocketAddress.of(socket));
            Path file = Files.writeString(folder.resolve("file"), "text");
            Path link = Files.createSymbolicLink(folder.resolve("link"), file);
            for (Path other : List.of(pipe, socket, link, folder, Path.of("/dev/tty"), Path.of("/dev/zero"))) {
                try (HeldFile held = HeldFile.of(other)) {
                    assertFalse(held.attributes().isRegularFile(), other::toString);
                    assertThrows(IOException.class, held::content);
                    assertEquals(other.equals(folder), held.attributes().isDirectory());
                }
            }
        }
    }

    @Test
    void whatIsHeldStaysWhatItWasWhateverIsPutInItsPlace() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "text");
        Path sub = Files.createDirectory(folder.resolve("sub"));
        Files.writeString(sub.resolve("inside"), "");
        try (HeldFile held = HeldFile.of(file); HeldFile heldFolder = HeldFile.of(sub)) {
            Files.delete(file);
            Files.move(sub, folder.resolve("elsewhere"));
            Files.createLink(file, pipe);
            Files.createLink(sub, pipe);
            assertEquals("text", Files.readString(held.content()));
            assertThrows(NotDirectoryException.class, held::directory);
            try (Stream<Path> inside = Files.list(heldFolder.directory())) {
                assertEquals(List.of("inside"), inside.map(path -> path.getFileName().toString()).toList());
            }
        }
        assertThrows(NoSuchFileException.class, () -> HeldFile.of(folder.resolve("none")));
    }

    @Test
    void handlesAreGivenBack() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "text");
        long before = open();
        for (int i = 0; i < 1_000; i++) {
            HeldFile.of(file).close();
        }
        assertTrue(open() < before + 500);
    }

    private static long open() throws IOException {
        try (Stream<Path> all = Files.list(Path.of("/proc/self/fd"))) {
            return all.count();
        }
    }
}
