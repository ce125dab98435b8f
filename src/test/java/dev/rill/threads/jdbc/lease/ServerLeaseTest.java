package dev.rill.threads.jdbc.lease;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rill.launch.Guard;
import dev.rill.threads.Acceptance;
import dev.rill.threads.Backend;
import dev.rill.threads.CuttableProxy;
import dev.rill.threads.Eventually;
import dev.rill.threads.Finished;
import dev.rill.threads.MessageStatus;
import dev.rill.threads.SharedAnswers.Standing;
import dev.rill.threads.SharedAnswers;
import dev.rill.threads.StoreChild;
import dev.rill.threads.Talk;
import dev.rill.threads.TestPostgres;
import dev.rill.threads.ThreadStore.Checkpoint;
import dev.rill.threads.ThreadStore;
import dev.rill.threads.jdbc.StoreTimes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
    void anAnswerThatWasTakenFromItsServerStaysInterruptedWithAllThatItWrote() throws Exception {
        StoreTimes noSignOfLife = new StoreTimes(Backend.TIMES.deadline(), Duration.ofMinutes(10),
                Backend.TIMES.retry(), Backend.TIMES.start());
        try (ThreadStore first = here.open(noSignOfLife); ThreadStore second = elsewhere.open()) {
            Talk ann = new Talk(first, "ann");
            ann.ask("t1", "a1", "one");
            first.checkpoint(List.of(new Checkpoint("a1", 0, "ei")));
            SharedAnswers answers = first.shared().orElseThrow();
            assertEquals(Map.of("a1", Standing.RUNS), answers.standings(List.of("a1")));
            here.execute("delete from server_lease where expires_at > current_timestamp + interval '1' minute");
            Eventually.is(MessageStatus.INTERRUPTED,
                    () -> new Talk(second, "ann").messages("t1").getLast().status());
            assertEquals(Map.of("a1", Standing.LOST), answers.standings(List.of("a1")));
            first.checkpoint(List.of(new Checkpoint("a1", 2, "ns")));

            assertEquals(Finished.LOST, ann.answer("a1", "eins"));
            assertEquals(MessageStatus.INTERRUPTED, ann.messages("t1").getLast().status());
            assertEquals("eins", ann.messages("t1").getLast().content());
            new Talk(second, "ann").ask("t1", "a2", "two");
            assertEquals(Finished.STORED, new Talk(second, "ann").answer("a2", "zwei"));
        }
    }

    @Test
    void whoeverIsBackFirstAfterTheDatabaseWasAwayTakesNobodyForDead() throws Exception {
        StoreTimes times = new StoreTimes(Duration.ofSeconds(2), Duration.ofSeconds(8), Duration.ofMillis(50),
                Duration.ofSeconds(10));
        try (CuttableProxy firstWay = new CuttableProxy(TestPostgres.port());
                CuttableProxy secondWay = new CuttableProxy(TestPostgres.port());
                ThreadStore first = by(firstWay, here).open(times);
                ThreadStore second = by(secondWay, elsewhere).open(times)) {
            Talk ann = new Talk(first, "ann");
            ann.ask("t1", "a1", "one");
            Eventually.is(2L, () -> leases("judges_from < current_timestamp"));
            firstWay.cut();
            secondWay.cut();
            Eventually.is(0L, () -> leases("expires_at > current_timestamp"));
            secondWay.restore();
            Eventually.is(1L, () -> leases("expires_at > current_timestamp"));
            assertEquals(0, second.interruptAbandoned());
            firstWay.restore();

            Eventually.is(2L, () -> leases("expires_at > current_timestamp"));
            Eventually.is(2L, () -> leases("judges_from < current_timestamp"));
            second.interruptAbandoned();
            assertEquals(Finished.STORED, ann.answer("a1", "eins"));
        }
    }

    private static Backend by(CuttableProxy way, Backend backend) {
        return Backend.postgres(backend.folder(), backend.url().replace(":" + TestPostgres.port() + "/",
                ":" + way.port() + "/")).replica("by");
    }

    private long leases(String which) {
        try (Connection connection = here.connect(); Statement statement = connection.createStatement();
                ResultSet count = statement.executeQuery("select count(*) from server_lease where " + which)) {
            count.next();
            return count.getLong(1);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void anOwnersAnswersAreCountedOverAllServersAndBusyThreadsAreNamed() {
        try (ThreadStore first = here.replica("here", 2).open();
                ThreadStore second = elsewhere.replica("there", 2).open()) {
            Talk ann = new Talk(first, "ann");
            Talk there = new Talk(second, "ann");
            ann.ask("t1", "a1", "one");
            there.ask("t2", "a2", "two");
            assertEquals(new Acceptance.ThreadBusy("a1"), there.accept("t1", "a3", "three"));
            assertEquals(new Acceptance.TooMany(), ann.accept("t3", "a3", "three"));
            assertEquals(Optional.empty(), first.find("ann", "t3"));
            assertEquals(2, first.find("ann", "t1").orElseThrow().messageCount());
            new Talk(first, "bob").ask("t1", "b1", "one");
            assertEquals(Finished.STORED, there.answer("a2", "zwei"));

            ann.ask("t3", "a3", "three");
        }
    }
}
