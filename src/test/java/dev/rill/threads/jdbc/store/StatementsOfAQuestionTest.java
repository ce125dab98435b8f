package dev.rill.threads.jdbc.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.rill.stream.FinishReason;
import dev.rill.threads.Acceptance;
import dev.rill.threads.Backend;
import dev.rill.threads.Finished;
import dev.rill.threads.FinishedAnswer;
import dev.rill.threads.MessageStatus;
import dev.rill.threads.Talk;
import dev.rill.threads.ThreadStore;
import dev.rill.threads.jdbc.OpenAnswers;
import dev.rill.threads.jdbc.statement.ExchangeStatements;
import dev.rill.threads.jdbc.statement.TokenUse;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a question and its answer cost the database, in a thread that is there. */
class StatementsOfAQuestionTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    @TempDir
    private Path folder;

    @Test
    void oneServerAloneAsksTheEmbeddedDatabaseFiveTimes() throws Exception {
        assertEquals(5, statements(Backend.embedded(folder), Optional.empty(), 0));
    }

    @Test
    void oneServerAloneAsksPostgresFiveTimes() throws Exception {
        assertEquals(5, statements(Backend.postgres(folder), Optional.empty(), 0));
    }

    @Test
    void serversThatShareADatabaseAskItTwiceMoreAndTwiceMoreWhereTheyCount() throws Exception {
        Backend shared = Backend.postgres(folder).replica("here");
        assertEquals(7, statements(shared, shared.kind().openAnswers(), 0));
        assertEquals(9, statements(shared, shared.kind().openAnswers(), 4));
    }

    private static int statements(Backend backend, Optional<OpenAnswers> open, int atOnce) throws SQLException {
        try (ThreadStore _ = backend.open(); Connection connection = backend.connect()) {
            connection.setAutoCommit(false);
            ExchangeStatements exchanges =
                    new ExchangeStatements(backend.kind().dialect(), new TokenUse(), "me", open, atOnce);
            exchange(exchanges, connection, "first" + atOnce);
            AtomicInteger count = new AtomicInteger();
            exchange(exchanges, counting(connection, count), "second" + atOnce);
            connection.commit();
            return count.get();
        }
    }

    private static void exchange(ExchangeStatements exchanges, Connection connection, String id) throws SQLException {
        assertInstanceOf(Acceptance.Taken.class, exchanges.accept(connection,
                Talk.asked("ann", "t1", "q" + id, "a" + id, "Why?", NOW), 20));
        assertEquals(Finished.STORED, exchanges.finish(connection, "ann", new FinishedAnswer("a" + id, "So.",
                MessageStatus.COMPLETE, "", List.of(), Optional.empty(), NOW, 1, 1, Optional.of(FinishReason.STOP))));
    }

    private static Connection counting(Connection connection, AtomicInteger count) {
        return (Connection) Proxy.newProxyInstance(Connection.class.getClassLoader(), new Class<?>[] {Connection.class},
                (_, method, arguments) -> {
                    if (method.getName().equals("prepareStatement")) {
                        count.incrementAndGet();
                    }
                    try {
                        return method.invoke(connection, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
