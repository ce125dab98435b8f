package dev.rill.copy.postgres;

import dev.rill.copy.CopyUnavailableException;
import dev.rill.copy.StreamCopy;
import dev.rill.storage.DatabaseConnections;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Copies in tables of PostgreSQL that are not written to its log: after a crash of the database they are empty, and
 * every server writes its own anew. A connection of its own; what one call does is a transaction.
 */
public final class PostgresCopy implements StreamCopy {
    private final DatabaseConnections connections;
    private Optional<Connection> connected = Optional.empty();

    public PostgresCopy(DatabaseConnections connections) {
        this.connections = connections;
    }

    @Override
    public List<Written> write(List<News> news) {
        return transaction(connection -> CopyWrites.write(connection, news));
    }

    @Override
    public Map<String, Standing> standings(Collection<String> messageIds) {
        return transaction(connection -> CopyReads.standings(connection, messageIds));
    }

    @Override
    public Map<String, Part> read(Map<String, Long> after) {
        return transaction(connection -> CopyReads.read(connection, after));
    }

    @Override
    public boolean seal(String messageId, long lastId, byte[] terminal, Duration keep) {
        return transaction(connection -> CopyWrites.seal(connection, messageId, lastId, terminal, keep));
    }

    @Override
    public void upkeep() {
        transaction(CopyWrites::deleteExpired);
    }

    /** Work of one transaction. */
    private interface Work<T> {
        T in(Connection connection) throws SQLException;
    }

    private <T> T transaction(Work<T> work) {
        try {
            if (connected.isEmpty()) {
                Connection opened = connections.open();
                connected = Optional.of(opened);
                opened.setAutoCommit(false);
            }
            T result = work.in(connected.get());
            connected.get().commit();
            return result;
        } catch (SQLException e) {
            close();
            throw new CopyUnavailableException("The copies in the database cannot be reached", e);
        }
    }

    @Override
    public void close() {
        Optional<Connection> open = connected;
        connected = Optional.empty();
        if (open.isPresent()) {
            try {
                open.get().close();
            } catch (SQLException e) {
                System.getLogger(PostgresCopy.class.getName()).log(System.Logger.Level.DEBUG,
                        "A connection does not close", e);
            }
        }
    }
}
