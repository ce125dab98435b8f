package dev.rill.threads;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.zaxxer.hikari.HikariDataSource;
import dev.rill.launch.Guard;
import dev.rill.stream.FinishReason;
import dev.rill.threads.ThreadStore.StoreUnavailableException;
import dev.rill.threads.jdbc.StoreTimes;
import dev.rill.threads.postgres.PostgresDatabase;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What PostgreSQL behind a network is put through. */
@Timeout(Guard.TEST_SECONDS)
class PostgresFaultsTest {
    private static final Duration DEADLINE = Duration.ofSeconds(1);

    @TempDir
    Path folder;
    private CuttableProxy network;
    private ThreadStore store;
    private Talk ann;

    @BeforeEach
    void open() throws Exception {
        network = new CuttableProxy(TestPostgres.port());
        store = Backend.postgres(folder, distantDatabase()).open(Backend.deadline(DEADLINE));
        ann = new Talk(store, "ann");
    }

    /** A new one, behind the network. */
    private String distantDatabase() {
        return TestPostgres.newDatabase().replace(":" + TestPostgres.port() + "/", ":" + network.port() + "/")
                + "&socketTimeout=3"
                // every statement goes over the wire as text
                + "&prepareThreshold=0";
    }

    @AfterEach
    void close() throws Exception {
        store.close();
        network.close();
    }

    @Test
    void aDatabaseThatIsDownRefusesInTimeAndIsUsedAgainWhenItIsBack() throws Exception {
        ann.ask("t1", "a1", "one");
        network.cut();
        assertThrows(StoreUnavailableException.class, () -> ann.ask("t1", "a2", "two"));
        assertThrows(StoreUnavailableException.class, () -> store.ping());
        assertThrows(StoreUnavailableException.class, () -> store.find("ann", "t1"));
        assertThrows(StoreUnavailableException.class, () -> ann.answer("a1", "ended meanwhile"));
        network.restore();

        Eventually.is("ended meanwhile", () -> ann.messages("t1").getLast().content());
        ann.ask("t1", "a3", "three");
        assertEquals(List.of("one", "ended meanwhile", "three", ""),
                ann.messages("t1").stream().map(ThreadMessage::content).toList());
    }

    @Test
    void aDatabaseThatHangsRefusesInTimeAndIsUsedAgainWhenItIsBack() throws Exception {
        ann.ask("t1", "a1", "one");
        network.mute();
        assertThrows(StoreUnavailableException.class, () -> ann.ask("t1", "a2", "two"));
        network.restore();

        Eventually.works(() -> ann.ask("t1", "a3", "three"));
        assertEquals(List.of("one", "", "three", ""),
                ann.messages("t1").stream().map(ThreadMessage::content).toList());
    }

    @Test
    void aQuestionWhoseCommitIsNotHeardOfIsTakenBack() throws Exception {
        store.ping();
        network.muteAfter("COMMIT");
        assertThrows(StoreUnavailableException.class, () -> ann.ask("t1", "a1", "one"));
        network.restore();

        Eventually.is(Optional.empty(), () -> store.find("ann", "t1"));
        ann.ask("t1", "a2", "two");
        assertEquals(List.of("two", ""), ann.messages("t1").stream().map(ThreadMessage::content).toList());
        assertEquals(2, store.find("ann", "t1").orElseThrow().messageCount());
    }

    @Test
    void aQuestionThatIsAboutToBeTakenBackIsNoneThatWasAskedBefore() throws Exception {
        StoreTimes seldom = new StoreTimes(DEADLINE, Duration.ofSeconds(2), Duration.ofSeconds(5),
                Duration.ofSeconds(10));
        try (ThreadStore slow = Backend.postgres(folder.resolve("slow"), distantDatabase()).open(seldom)) {
            Talk bob = new Talk(slow, "bob");
            bob.ask("t1", "b0", "zero");
            network.muteAfter("COMMIT");
            assertThrows(StoreUnavailableException.class, () -> bob.ask("t1", "b1", "one"));
            network.restore();
            Eventually.works(() -> slow.find("bob", "t1"));
            Eventually.is(Optional.empty(), () -> {
                Optional<ThreadStore.Earlier> earlier = slow.earlier("bob", "t1", Optional.of("q-b1"), "one");
                assertEquals(Optional.empty(), earlier); // what is not known yet is thrown
                return earlier;
            });
            bob.ask("t1", "b1", "one");
            Eventually.is("b1", () -> slow.earlier("bob", "t1", Optional.of("q-b1"), "one").orElseThrow().answerId());
        }
    }

    @Test
    void aQuestionInThePlaceOfAnotherWhoseCommitIsNotHeardOfStaysWithAnAnswerThatFailed() throws Exception {
        ann.ask("t1", "a1", "one");
        ann.answer("a1", "first");
        network.muteAfter("COMMIT");
        assertThrows(StoreUnavailableException.class, () -> again("a2"));
        network.restore();

        Eventually.is("STORE_UNAVAILABLE", () -> ann.messages("t1").getLast().errorCode());
        again("a3");
        assertEquals(List.of("one", ""), ann.messages("t1").stream().map(ThreadMessage::content).toList());
        assertEquals("a3", ann.messages("t1").getLast().id());
        assertEquals(2, store.find("ann", "t1").orElseThrow().messageCount());
    }

    @Test
    void anEndWhoseCommitIsNotHeardOfIsFoundStored() throws Exception {
        try (ThreadStore shared = shared()) {
            Talk bob = new Talk(shared, "bob");
            bob.ask("t1", "b1", "one");
            network.muteAfter("COMMIT");
            assertEquals(Finished.STORED, shared.finish("bob", ended("b1"), () -> {
                network.restore();
                return true;
            }));
            Eventually.is("first", () -> bob.messages("t1").getLast().content());
            assertEquals(MessageStatus.COMPLETE, bob.messages("t1").getLast().status());
        }
    }

    @Test
    void anEndWhoseCommitIsNotHeardOfIsTakenBackWhereItsClientsAreToldThatItIsLost() throws Exception {
        try (ThreadStore shared = shared()) {
            Talk bob = new Talk(shared, "bob");
            bob.ask("t1", "b1", "one");
            network.muteAfter("COMMIT");
            assertEquals(Finished.LOST, shared.finish("bob", ended("b1"), () -> false));
            network.restore();
            Eventually.is("INTERRUPTED", () -> bob.messages("t1").getLast().errorCode());
            assertEquals(MessageStatus.ERROR, bob.messages("t1").getLast().status());
            assertEquals("first", bob.messages("t1").getLast().content());
        }
    }

    /** One of several servers on a database. */
    private ThreadStore shared() {
        StoreTimes times = new StoreTimes(DEADLINE, Duration.ofSeconds(60), Duration.ofMillis(50),
                Duration.ofSeconds(10));
        return Backend.postgres(folder.resolve("shared"), distantDatabase()).replica("red").open(times);
    }

    private static FinishedAnswer ended(String answerId) {
        return new FinishedAnswer(answerId, "first", MessageStatus.COMPLETE, "", List.of(), Optional.empty(),
                Talk.START.plusSeconds(1), 1_000, 100, Optional.of(FinishReason.STOP));
    }

    @Test
    void whoStandsStillInATransactionHoldsNobodyUpForLong() throws Exception {
        String url = TestPostgres.newDatabase();
        try (HikariDataSource pool = new HikariDataSource(new PostgresDatabase(url, Guard.TIME).pool());
                Connection still = pool.getConnection(); Connection other = DriverManager.getConnection(url)) {
            execute(other, "create table lease (server integer)");
            execute(other, "set lock_timeout = '60s'");
            still.setAutoCommit(false);
            execute(still, "lock table lease in exclusive mode");
            execute(other, "insert into lease values (1)");
            SQLException ended = assertThrows(SQLException.class, () -> execute(still, "select 1"));
            assertEquals("25P03", ended.getSQLState());
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private void again(String answerId) {
        store.accept(Talk.asked("ann", "t1", "q-again", answerId, "one", Talk.START, Optional.of("q-a1")), 20);
    }
}
