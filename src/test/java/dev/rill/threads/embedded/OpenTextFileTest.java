package dev.rill.threads.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rill.threads.ThreadStore.Checkpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OpenTextFileTest {
    @TempDir
    Path folder;
    private Path path;

    @BeforeEach
    void name() {
        path = folder.resolve("open-answers");
    }

    @Test
    void textsGrowAndAreThereWhenItIsOpenedAgain() throws IOException {
        try (OpenTextFile file = OpenTextFile.open(path)) {
            file.append(List.of(new Checkpoint("a", 0, "one "), new Checkpoint("b", 0, "eins ")));
            file.append(List.of(new Checkpoint("a", 4, "two")));
            assertEquals(Map.of("a", "one two", "b", "eins "), file.texts());
        }
        try (OpenTextFile file = OpenTextFile.open(path)) {
            file.append(List.of(new Checkpoint("b", 5, "zwei")));
            assertEquals(Map.of("a", "one two", "b", "eins zwei"), file.texts());
        }
    }

    @Test
    void whatIsWrittenTwiceIsThereOnce() throws IOException {
        try (OpenTextFile file = OpenTextFile.open(path)) {
            file.append(List.of(new Checkpoint("a", 0, "one two")));
            file.append(List.of(new Checkpoint("a", 4, "two three")));
            assertEquals(Map.of("a", "one two three"), file.texts());
        }
    }

    @Test
    void placesAreCountedInCodePointsAndHalfCharactersAreKept() throws IOException {
        try (OpenTextFile file = OpenTextFile.open(path)) {
            file.append(List.of(new Checkpoint("a", 0, "\uD83D\uDE00\uD83D\uDE00x\uD83D")));
            file.append(List.of(new Checkpoint("a", 2, "y")));
            assertEquals(Map.of("a", "\uD83D\uDE00\uD83D\uDE00y"), file.texts());
            file.append(List.of(new Checkpoint("b", 0, "x\uD83D")));
            file.append(List.of(new Checkpoint("b", 2, "\uDE00")));
            assertEquals("x\uD83D\uDE00", file.texts().get("b"));
            file.append(List.of(new Checkpoint("b", 3, " and"), new Checkpoint("b", 1, "y")));
            assertEquals("xy", file.texts().get("b"));
        }
    }

    @Test
    void aRecordThatWasCutAnywhereIsLeftOutAndWrittenOver() throws IOException {
        byte[] whole;
        int first;
        try (OpenTextFile file = OpenTextFile.open(path)) {
            file.append(List.of(new Checkpoint("a", 0, "one ")));
            first = (int) Files.size(path);
            file.append(List.of(new Checkpoint("a", 4, "two and more")));
            whole = Files.readAllBytes(path);
        }
        for (int cut = first; cut < whole.length; cut++) {
            Files.write(path, Arrays.copyOf(whole, cut));
            try (OpenTextFile file = OpenTextFile.open(path)) {
                assertEquals(Map.of("a", "one "), file.texts(), "cut at " + cut);
                file.append(List.of(new Checkpoint("a", 4, "2")));
                assertEquals(Map.of("a", "one 2"), file.texts(), "cut at " + cut);
            }
        }
    }

    @Test
    void aByteThatIsNotAsItWasWrittenEndsWhatIsRead() throws IOException {
        try (OpenTextFile file = OpenTextFile.open(path)) {
            file.append(List.of(new Checkpoint("a", 0, "one ")));
        }
        byte[] bytes = Files.readAllBytes(path);
        bytes[bytes.length - 1] ^= 1;
        Files.write(path, bytes, StandardOpenOption.TRUNCATE_EXISTING);
        try (OpenTextFile file = OpenTextFile.open(path)) {
            assertEquals(Map.of(), file.texts());
        }
    }

    @Test
    void whatHasEndedIsLeftOutWhenItIsWrittenAnew() throws IOException {
        try (OpenTextFile file = OpenTextFile.open(path)) {
            String hundredThousand = "x".repeat(100_000);
            int from = 0;
            for (; !file.large(); from += hundredThousand.length()) {
                file.append(List.of(new Checkpoint("a", from, hundredThousand), new Checkpoint("b", 0, "open")));
            }
            long before = Files.size(path);
            file.compact("b"::equals);
            assertFalse(file.large());
            assertTrue(Files.size(path) < before / 100, "it shrinks");
            file.append(List.of(new Checkpoint("b", 4, " still")));
            assertEquals(Map.of("b", "open still"), file.texts());
        }
        try (OpenTextFile file = OpenTextFile.open(path)) {
            assertEquals(Map.of("b", "open still"), file.texts());
        }
    }

    @Test
    void nothingIsLeftWhenItIsClearedAndItCanBeWrittenOn() throws IOException {
        try (OpenTextFile file = OpenTextFile.open(path)) {
            file.append(List.of(new Checkpoint("a", 0, "one two three")));
            file.clear();
            assertEquals(Map.of(), file.texts());
            file.append(List.of(new Checkpoint("b", 0, "eins")));
        }
        try (OpenTextFile file = OpenTextFile.open(path)) {
            assertEquals(Map.of("b", "eins"), file.texts());
        }
    }
}
