package dev.rill.threads;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rill.launch.Guard;
import dev.rill.threads.ThreadStore.StoreUnavailableException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the embedded database is put through: interrupts, locks, a full disk. */
@Timeout(Guard.TEST_SECONDS)
class EmbeddedFaultsTest {
    @TempDir
    Path folder;

    @Test
    void tenThousandInterruptsLeaveTheStoreUsable() throws Exception {
        int callers = 20;
        int each = 250;
        try (ThreadStore store = Backend.embedded(folder).open();
             ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            Talk ann = new Talk(store, "ann");
            List<Future<Boolean>> ended = IntStream.range(0, callers).mapToObj(caller -> executor.submit(() -> {
                boolean kept = true;
                for (int i = 0; i < each; i++) {
                    String answer = caller + "-" + i;
                    Thread.currentThread().interrupt();
                    ann.ask("t" + caller + "-" + i / 10, answer, "question");
                    kept &= Thread.interrupted();
                    Thread.currentThread().interrupt();
                    ann.answer(answer, "answer");
                    kept &= Thread.interrupted();
                }
                return kept;
            })).toList();
            for (Future<Boolean> future : ended) {
                assertTrue(future.get());
            }
            assertEquals(callers * each / 10,
                    store.list("ann", new ThreadStore.ListQuery(1, Optional.empty(), List.of())).total());
        }
        try (ThreadStore store = Backend.embedded(folder).open()) {
            assertEquals(20, new Talk(store, "ann").messages("t7-3").size());
        }
    }

    @Test
    void aQuestionThatWaitsForALockTooLongIsRefusedAndNotTakenLater() throws Exception {
        Backend backend = Backend.embedded(folder);
        try (ThreadStore store = backend.open(Backend.deadline(Duration.ofMillis(300)))) {
            Talk ann = new Talk(store, "ann");
            ann.ask("t1", "a1", "one");
            try (Connection other = DriverManager.getConnection(backend.kind().pool().getJdbcUrl(), "rill", "");
                 Statement statement = other.createStatement()) {
                other.setAutoCommit(false);
                statement.execute("select * from thread for update");
                assertThrows(StoreUnavailableException.class, () -> ann.ask("t1", "a2", "two"));
                assertThrows(StoreUnavailableException.class, () -> ann.answer("a1", "eins"));
            }

            Eventually.is("eins", () -> ann.messages("t1").getLast().content());
            ann.ask("t1", "a3", "three");
            assertEquals(List.of("one", "eins", "three", ""),
                    ann.messages("t1").stream().map(ThreadMessage::content).toList());
        }
    }

    @Test
    void aFullDiskRefusesQuestionsAndLosesNothingAndIsForgottenOnceThereIsSpace() throws Exception {
        FaultyFiles.register();
        Backend backend = Backend.embedded(folder, "retry:faulty:");
        try (ThreadStore store = backend.open(Backend.deadline(Duration.ofSeconds(2)))) {
            Talk ann = new Talk(store, "ann");
            ann.ask("t1", "a1", "one");
            ann.ask("t2", "b1", "running");
            FaultyFiles.fill(folder.toString());
            assertThrows(StoreUnavailableException.class, () -> ann.ask("t1", "a2", "two"));
            assertThrows(StoreUnavailableException.class, () -> ann.answer("b1", "ended meanwhile"));
            assertThrows(StoreUnavailableException.class, () -> ann.ask("t3", "a3", "three"));
            FaultyFiles.empty(folder.toString());

            Eventually.is("ended meanwhile", () -> ann.messages("t2").getLast().content());
            Eventually.works(() -> ann.ask("t1", "a4", "four"));
            assertEquals(List.of("one", "", "four", ""),
                    ann.messages("t1").stream().map(ThreadMessage::content).toList());
            assertEquals(Optional.empty(), store.find("ann", "t3"));
        } finally {
            FaultyFiles.empty(folder.toString());
        }
    }

    @Test
    void whatWasTakenIsThereWhenTheDatabaseFileFailedBeforeItWasStored() throws Exception {
        FaultyFiles.register();
        String databaseFile = folder.resolve("threads.mv.db").toString();
        Backend backend = Backend.embedded(folder, "retry:faulty:");
        try (ThreadStore store = backend.open(Backend.seldomSettled())) {
            Talk ann = new Talk(store, "ann");
            ann.ask("t0", "a0", "stored before");
            store.create("ann", "stored", Optional.empty(), Optional.empty(), Talk.START);
            FaultyFiles.fill(databaseFile);
            ann.ask("t1", "a1", "one");
            ann.answer("a1", "eins");
            ann.ask("t1", "a2", "two");
            Eventually.is(true, () -> isRefused(() -> store.create("ann", "not stored", Optional.empty(),
                    Optional.empty(), Talk.START)));
            FaultyFiles.empty(databaseFile);

            Eventually.is(List.of("one", "eins", "two", ""), () -> ann.messages("t1").stream()
                    .map(ThreadMessage::content).toList());
            Eventually.works(() -> ann.answer("a2", "zwei"));
            assertEquals("zwei", ann.messages("t1").getLast().content());
            assertEquals(List.of("stored before", ""), ann.messages("t0").stream().map(ThreadMessage::content).toList());
        } finally {
            FaultyFiles.empty(databaseFile);
        }
    }

    private static boolean isRefused(Runnable action) {
        try {
            action.run();
            return false;
        } catch (StoreUnavailableException e) {
            return true;
        }
    }
}
