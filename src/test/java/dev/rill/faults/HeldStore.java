package dev.rill.faults;

import dev.rill.server.TestServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/** Has the embedded database of a server in this process to itself: whoever else calls it waits until it is closed. */
final class HeldStore implements AutoCloseable {
    private final Connection connection;

    private HeldStore(Connection connection) {
        this.connection = connection;
    }

    static HeldStore of(TestServer server) throws SQLException {
        Connection connection = DriverManager.getConnection(
                "jdbc:h2:retry:" + server.folder().resolve("data").resolve("threads"), "rill", "");
        HeldStore held = new HeldStore(connection);
        held.exclusive(true);
        return held;
    }

    private void exclusive(boolean on) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("set exclusive " + (on ? 1 : 0));
        }
    }

    @Override
    public void close() throws SQLException {
        if (!connection.isClosed()) {
            try (connection) {
                exclusive(false);
            }
        }
    }
}
