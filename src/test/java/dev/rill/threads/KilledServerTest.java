package dev.rill.threads;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rill.launch.Guard;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A process that is killed at any moment loses nothing that it has acknowledged. */
@Timeout(Guard.TEST_SECONDS)
class KilledServerTest {
    @TempDir
    Path folder;

    @Test
    void theEmbeddedDatabaseKeepsWhatWasAcknowledged() throws Exception {
        killAndLook(Backend.embedded(folder), 5);
    }

    @Test
    void postgresKeepsWhatWasAcknowledged() throws Exception {
        killAndLook(Backend.postgres(folder), 2);
    }

    @Test
    void whatHadNotComeIntoTheFileYetIsThereOnce() throws Exception {
        Backend backend = Backend.embedded(folder);
        StoreChild.sayAndDie(backend, "answered", "answer", "ann", "t1", "a1", "eins");
        assertTrue(Files.size(folder.resolve("threads.db-wal")) > 0);
        for (int run = 0; run < 2; run++) {
            try (ThreadStore store = backend.open()) {
                assertEquals(List.of("one", "eins"), new Talk(store, "ann").messages("t1").stream()
                        .map(ThreadMessage::content).toList());
                assertEquals(2, store.find("ann", "t1").orElseThrow().messageCount());
            }
            assertFalse(Files.exists(folder.resolve("threads.db-wal")));
        }
    }

    @Test
    void aThreadThatWasDeletedIsNotBroughtBack() throws Exception {
        Backend backend = Backend.embedded(folder);
        StoreChild.sayAndDie(backend, "deleted", "delete", "ann", "t1", "a1");
        try (ThreadStore store = backend.open()) {
            assertEquals(Optional.empty(), store.find("ann", "t1"));
        }
    }

    @Test
    void aSecondServerInTheSameDataFolderSaysSoInOneSentence() throws Exception {
        Backend backend = Backend.embedded(folder);
        try (ThreadStore store = backend.open(); StoreChild second = StoreChild.start(backend, "write", "x")) {
            store.ping();
            assertEquals("The data folder " + folder + " is in use by another Rill server.", second.line());
            assertEquals(null, second.line());
        }
    }

    private static void killAndLook(Backend backend, int kills) throws Exception {
        Random random = new Random(42);
        List<Writers> runs = new ArrayList<>();
        List<String> acknowledged = new ArrayList<>();
        for (int run = 0; run < kills; run++) {
            runs.add(new Writers("r" + run));
            try (StoreChild child = StoreChild.start(backend, "write", runs.getLast().run())) {
                int lines = 50 + random.nextInt(400);
                for (int i = 0; i < lines; i++) {
                    String line = child.line();
                    assertTrue(Writers.isLine(line), line);
                    acknowledged.add(line);
                }
                child.kill();
                String line;
                while ((line = child.line()) != null) {
                    acknowledged.add(line);
                }
            }
        }
        try (ThreadStore store = backend.open()) {
            assertTrue(store.interruptAbandoned() > 0);
            Writers.find(store, runs, acknowledged);
        }
    }
}
