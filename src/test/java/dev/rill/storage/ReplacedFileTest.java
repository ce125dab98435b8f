package dev.rill.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplacedFileTest {
    @TempDir
    Path folder;

    @Test
    void aFileIsReplacedWholeWhateverAKillLeftBesideIt() throws IOException {
        Path file = Files.writeString(folder.resolve("note"), "a longer text that was there before");
        Files.writeString(folder.resolve("note.next"), "half of what was being written when the process died");
        ReplacedFile.write(file, "now".getBytes(StandardCharsets.UTF_8));
        assertEquals("now", Files.readString(file));
        assertEquals(List.of("note"), names());
    }

    @Test
    void aFileThatCannotBeReplacedIsAsItWas() throws IOException {
        Path file = Files.writeString(folder.resolve("note"), "before");
        Files.createDirectories(folder.resolve("note.next").resolve("in the way"));
        assertThrows(IOException.class, () -> ReplacedFile.write(file, new byte[] {1}));
        assertEquals("before", Files.readString(file));
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
