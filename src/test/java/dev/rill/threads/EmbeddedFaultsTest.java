package dev.rill.threads;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.rill.launch.Guard;
import dev.rill.threads.ThreadStore.StoreUnavailableException;
import java.nio.file.Path;
import java.sql.Connection;
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
            try (Connection other = backend.connect(); Statement statement = other.createStatement()) {
                statement.execute("begin immediate");
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
        assumeTrue(FullDisk.canBe(), "Linux has prlimit");
        Backend backend = Backend.embedded(folder);
        try (ThreadStore store = backend.open(Backend.deadline(Duration.ofSeconds(2)))) {
            Talk ann = new Talk(store, "ann");
            ann.ask("t1", "a1", "one");
            ann.ask("t2", "b1", "running");
            try (FullDisk _ = FullDisk.begin()) {
                for (int i = 0; i < 20; i++) {
                    String answer = "a2-" + i;
                    assertThrows(StoreUnavailableException.class, () -> ann.ask("t1", answer, "two"));
                    assertThrows(StoreUnavailableException.class, () -> ann.ask("t3", answer, "three"));
                }
                assertThrows(StoreUnavailableException.class, () -> ann.answer("b1", "ended meanwhile"));
                assertEquals(List.of("one", ""), ann.messages("t1").stream().map(ThreadMessage::content).toList());
            }

            store.rehearsal().accept(Talk.asked("ann", "t4", "q5", "a5", "rehearsed", Talk.START), 1);
            assertEquals(Optional.empty(), store.find("ann", "t4"), "a transaction is one again");
            Eventually.is("ended meanwhile", () -> ann.messages("t2").getLast().content());
            Eventually.works(() -> ann.ask("t1", "a4", "four"));
            assertEquals(List.of("one", "", "four", ""),
                    ann.messages("t1").stream().map(ThreadMessage::content).toList());
            assertEquals(Optional.empty(), store.find("ann", "t3"));
        }
        try (ThreadStore store = backend.open()) {
            assertEquals(List.of("one", "", "four", ""), new Talk(store, "ann").messages("t1").stream()
                    .map(ThreadMessage::content).toList());
        }
    }
}
