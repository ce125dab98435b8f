package dev.rill.http.access;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ApiKeysTest {
    private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");

    @TempDir
    private Path folder;
    private Path file;
    private Duration passed = Duration.ZERO;
    private ApiKeys keys;

    @BeforeEach
    void start() throws IOException {
        file = folder.resolve("keys");
        write("ann " + ApiKeys.hash("first") + "\nben " + ApiKeys.hash("other") + "\n");
        keys = new ApiKeys(file, () -> passed.toNanos(), () -> BEGIN.plus(passed));
    }

    @Test
    void aFileThatIsBeingWrittenLocksNobodyOut() throws IOException {
        after(Duration.ofMinutes(1));
        for (String half : new String[] {"", "ann " + ApiKeys.hash("first") + "\n"}) {
            write(half);
            after(Duration.ofMillis(1));
            assertEquals(true, knows("other"));
            after(Duration.ofMillis(1001));
        }
        write("ann " + ApiKeys.hash("second") + "\n");
        after(Duration.ofMillis(900));
        assertEquals(true, knows("other"));
        after(Duration.ofMillis(1100));
        assertEquals(true, knows("second"));
        assertEquals(false, knows("other"));
    }

    @Test
    void aKeyThatWasWithdrawnWhileNobodyAskedIsRefusedAtOnce() throws IOException {
        write("ann " + ApiKeys.hash("first") + "\n");
        after(Duration.ofHours(1));
        assertEquals(false, knows("other"));
        assertEquals(true, knows("first"));
    }

    @Test
    void aFileOfAClockThatIsAheadIsReadWhenItStaysAsItIs() throws IOException {
        after(Duration.ofMinutes(1));
        Files.writeString(file, "ann " + ApiKeys.hash("second") + "\n");
        Files.setLastModifiedTime(file, FileTime.from(BEGIN.plus(Duration.ofDays(1))));
        assertEquals(false, knows("second"));
        after(Duration.ofSeconds(2));
        assertEquals(true, knows("second"));
    }

    private boolean knows(String key) {
        return keys.user(ApiKeys.hash(key)).isPresent();
    }

    private void after(Duration time) {
        passed = passed.plus(time);
    }

    private void write(String text) throws IOException {
        Files.writeString(file, text);
        Files.setLastModifiedTime(file, FileTime.from(BEGIN.plus(passed)));
    }
}
