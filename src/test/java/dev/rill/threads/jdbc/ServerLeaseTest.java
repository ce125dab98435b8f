package dev.rill.threads.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rill.launch.Guard;
import dev.rill.threads.Backend;
import dev.rill.threads.Eventually;
import dev.rill.threads.MessageStatus;
import dev.rill.threads.StoreChild;
import dev.rill.threads.Talk;
import dev.rill.threads.ThreadStore;
import dev.rill.threads.ThreadStore.Checkpoint;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Servers that share a database, and what becomes of the answers of one that dies. */
@Timeout(Guard.TEST_SECONDS)
class ServerLeaseTest {
    @TempDir
    Path folder;
    private Backend here;
    private Backend elsewhere;

    @BeforeEach
    void makeDatabase() throws Exception {
        here = Backend.postgres(Files.createDirectory(folder.resolve("here"))).replica("here");
        elsewhere = here.from(Files.createDirectory(folder.resolve("elsewhere")));
    }

    @Test
    void aLivingServersAnswersAreNotAbandonedForTheOthers() throws Exception {
        try (ThreadStore first = here.open(); ThreadStore second = elsewhere.open()) {
            Talk ann = new Talk(first, "ann");
            ann.ask("t1", "a1", "one");
            long leases = System.nanoTime() + Backend.TIMES.lease().multipliedBy(2).toNanos();
            while (System.nanoTime() - leases < 0) {
                assertEquals(0, second.interruptAbandoned());
                assertEquals(MessageStatus.STREAMING, ann.messages("t1").getLast().status());
                Thread.sleep(100);
            }
            ann.answer("a1", "eins");

            assertEquals("eins", new Talk(second, "ann").messages("t1").getLast().content());
        }
    }

    @Test
    void aDeadServersAnswersAreInterruptedByTheOthersWhenItsLeaseHasEnded() throws Exception {
        try (ThreadStore second = elsewhere.open()) {
            StoreChild.askAndDie(here, "ann", "t1", "a1", "part");
            assertEquals(MessageStatus.STREAMING, new Talk(second, "ann").messages("t1").getLast().status());

            Eventually.is(MessageStatus.INTERRUPTED,
                    () -> new Talk(second, "ann").messages("t1").getLast().status());
            assertEquals("part", new Talk(second, "ann").messages("t1").getLast().content());
        }
    }

    @Test
    void aServerThatStartsAgainInItsFolderDoesNotWaitForItsOwnLease() throws Exception {
        StoreChild.askAndDie(here, "ann", "t1", "a1", "part");
        StoreTimes longLease = new StoreTimes(Backend.TIMES.deadline(), Duration.ofMinutes(10), Backend.TIMES.retry(),
                Backend.TIMES.start());
        try (ThreadStore again = here.open(longLease)) {
            assertEquals(MessageStatus.INTERRUPTED, new Talk(again, "ann").messages("t1").getLast().status());
        }
    }

    @Test
    void anAnswerThatWasTakenForAbandonedIsStillFinishedByItsServer() throws Exception {
        StoreTimes noSignOfLife = new StoreTimes(Backend.TIMES.deadline(), Duration.ofMinutes(10),
                Backend.TIMES.retry(), Backend.TIMES.start());
        try (ThreadStore first = here.open(noSignOfLife); ThreadStore second = elsewhere.open()) {
            Talk ann = new Talk(first, "ann");
            ann.ask("t1", "a1", "one");
            here.execute("delete from server_lease where expires_at > current_timestamp + interval '1' minute");
            Eventually.is(MessageStatus.INTERRUPTED,
                    () -> new Talk(second, "ann").messages("t1").getLast().status());
            first.checkpoint(List.of(new Checkpoint("a1", "ei")));
            assertEquals("ei", ann.messages("t1").getLast().content());
            ann.answer("a1", "eins");

            assertEquals(MessageStatus.COMPLETE, ann.messages("t1").getLast().status());
            assertEquals("eins", ann.messages("t1").getLast().content());
        }
    }
}
