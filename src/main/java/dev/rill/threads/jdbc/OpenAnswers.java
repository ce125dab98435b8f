package dev.rill.threads.jdbc;

import dev.rill.threads.Acceptance;
import dev.rill.threads.AskedQuestion;
import dev.rill.threads.SharedAnswers.Said;
import dev.rill.threads.SharedAnswers.Standing;
import dev.rill.threads.SharedAnswers.Writer;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The answers that are being written in a database that servers can share. Each method is part of its caller's
 * transaction, but for {@link #news}. Storage threads only.
 */
public interface OpenAnswers {

    /**
     * Takes a thread for an answer, or a place behind those who are there; the thread's row is locked.
     *
     * @param atOnce how many an owner may have; zero: any number
     */
    Opening open(Connection connection, String serverId, AskedQuestion question, int atOnce) throws SQLException;

    /** What became of it. */
    sealed interface Opening {

        /** @param waits whether others are before it in its thread */
        record Opened(boolean waits) implements Opening {
        }

        record Refused(Acceptance why) implements Opening {
        }
    }

    /**
     * Lets an answer that waits into its thread.
     *
     * @param byForce whether other servers' answers that were to give way to it are ended
     * @return false where it is not its turn
     */
    boolean takeTurn(Connection connection, String serverId, String answerId, boolean byForce) throws SQLException;

    /** Lets the next answer into the thread, where this server writes it. */
    void close(Connection connection, String serverId, String answerId) throws SQLException;

    /** The same where the thread is deleted; whoever writes in it is told. */
    void forget(Connection connection, String owner, String threadId) throws SQLException;

    /** The same of answers that are deleted. */
    void forget(Connection connection, String owner, List<String> answerIds) throws SQLException;

    /**
     * The same of all that are no longer written by the server that began them.
     *
     * @return which these were
     */
    List<String> sweep(Connection connection) throws SQLException;

    /** Gives an answer that is interrupted more of its text, where it was known to have less. */
    void recover(Connection connection, String answerId, String text) throws SQLException;

    Optional<Writer> writer(Connection connection, String owner, String answerId) throws SQLException;

    /** By their threads. */
    Map<String, String> running(Connection connection, String owner) throws SQLException;

    /** @return false where nobody writes it */
    boolean stop(Connection connection, String owner, String answerId, boolean rollBack) throws SQLException;

    Map<String, Standing> standings(Connection connection, String serverId, Collection<String> answerIds)
            throws SQLException;

    void tell(Connection connection, String serverId, String streams) throws SQLException;

    List<Said> told(Connection connection, String serverId) throws SQLException;

    /** A way to hear soon that {@link #stop} or {@link #forget} was called elsewhere. */
    News news();

    /** One thread; closed by it. */
    interface News extends AutoCloseable {

        /** Returns after this time at the latest; soon when there is something to look for. */
        void await(Duration atMost) throws InterruptedException;

        @Override
        void close();
    }
}
