package dev.rill.faults;

import dev.rill.server.TestServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/** Is the one who writes in the embedded database of a server: whoever else would waits until it is closed. */
public final class HeldStore implements AutoCloseable {
    private final Connection connection;

    private HeldStore(Connection connection) {
        this.connection = connection;
    }

    public static HeldStore of(TestServer server) throws SQLException {
        HeldStore held = new HeldStore(DriverManager.getConnection(
                "jdbc:sqlite:" + server.folder().resolve("data").resolve("threads.db")));
        held.execute("begin immediate");
        return held;
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public void close() throws SQLException {
        if (!connection.isClosed()) {
            try (connection) {
                execute("rollback");
            }
        }
    }
}
