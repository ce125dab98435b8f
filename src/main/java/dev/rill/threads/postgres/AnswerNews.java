package dev.rill.threads.postgres;

import dev.rill.storage.DatabaseConnections;
import dev.rill.threads.jdbc.OpenAnswers;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.postgresql.PGConnection;

/**
 * Hears what is notified on a connection of its own. Behind a pooler, which gives no session to listen in, and while
 * the database is away it only waits: whoever awaits news looks by himself then.
 */
final class AnswerNews implements OpenAnswers.News {
    private final DatabaseConnections connections;
    private final boolean heard;
    private Connection connection;

    /** @param heard whether a connection is a session of the database's own */
    AnswerNews(DatabaseConnections connections, boolean heard) {
        this.connections = connections;
        this.heard = heard;
    }

    @Override
    public void await(Duration atMost) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException(); // which a read of the connection does not see
        }
        if (heard) {
            try {
                if (connection == null) {
                    connection = listening();
                    return; // what was notified before
                }
                connection.unwrap(PGConnection.class).getNotifications((int) atMost.toMillis());
                return;
            } catch (SQLException e) {
                close();
            }
        }
        TimeUnit.MILLISECONDS.sleep(atMost.toMillis());
    }

    private Connection listening() throws SQLException {
        Connection opened = connections.open();
        try (Statement statement = opened.createStatement()) {
            statement.execute("listen " + OpenAnswerRows.CHANNEL);
            return opened;
        } catch (SQLException e) {
            opened.close();
            throw e;
        }
    }

    @Override
    public void close() {
        if (connection != null) {
            try {
                connection.close();
            } catch (SQLException e) {
                // it is gone
            }
            connection = null;
        }
    }
}
