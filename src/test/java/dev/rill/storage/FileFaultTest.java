package dev.rill.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileFaultTest {
    @TempDir
    private Path folder;

    @Test
    void aFaultIsToldInWordsAndWithoutItsPlace() {
        Map.of(new AccessDeniedException("/srv/secret/plans.md"), " by this user",
                new FileSystemException("/srv/secret/plans.md", null, "Input/output error"), ": Input/output error",
                new FileSystemException("/srv/secret/plans.md"), "",
                new IOException("No space left on device"), ": No space left on device",
                new IOException(), "").forEach((fault, words) -> assertEquals(words, FileFault.of(fault)));
    }

    @Test
    void whatAFileSystemItselfSaysIsToldLikewise() throws IOException {
        Path file = Files.writeString(folder.resolve("a.md"), "text");
        assertEquals(": it is no folder", FileFault.of(assertThrows(IOException.class,
                () -> Files.newDirectoryStream(file).close())));
        assertEquals(": it is not there", FileFault.of(assertThrows(IOException.class,
                () -> Files.readString(folder.resolve("b.md")))));
        assertEquals(": Not a directory", FileFault.of(assertThrows(IOException.class,
                () -> Files.readString(file.resolve("b.md")))));
    }
}
