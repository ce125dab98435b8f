package dev.rill.threads;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.rill.launch.Guard;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The embedded database's files can be used whenever its server is killed, whatever is written at that moment. */
@Timeout(Guard.TEST_SECONDS)
class FilesAtAnyMomentTest {
    private static final int LOOKS = 100;
    private static final List<String> FILES = List.of("threads.db", "threads.db-wal", "rill.lock");

    @TempDir
    Path folder;

    /** A process that is stopped has done of its writes what one that is killed has done. */
    @Test
    void whereverItsServerStandsTheFilesHaveAllThatWasAcknowledged() throws Exception {
        assumeTrue(Files.isDirectory(Path.of("/proc/self/task")), "Linux says when a process stands");
        Writers writers = new Writers("w");
        Random random = new Random(7);
        List<String> said = new ArrayList<>();
        List<Integer> saidBefore = new ArrayList<>();
        try (StoreChild child = StoreChild.start(Backend.embedded(folder), "write", writers.run())) {
            for (int look = 0; look < LOOKS; look++) {
                for (int lines = random.nextInt(1, 20); lines > 0; lines--) {
                    String line = child.line();
                    assertTrue(Writers.isLine(line), line);
                    said.add(line);
                }
                child.stop();
                saidBefore.add(said.size());
                copyTo(folder.resolve("look-" + look));
                child.goOn();
            }
        }
        for (int look = 0; look < LOOKS; look++) {
            try (ThreadStore store = Backend.embedded(folder.resolve("look-" + look)).open()) {
                store.interruptAbandoned();
                Writers.find(store, List.of(writers), said.subList(0, saidBefore.get(look)));
            }
        }
    }

    private void copyTo(Path copy) throws IOException {
        Files.createDirectories(copy);
        for (String file : FILES) {
            Files.copy(folder.resolve(file), copy.resolve(file));
        }
    }
}
