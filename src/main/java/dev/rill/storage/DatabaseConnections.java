package dev.rill.storage;

import java.sql.Connection;
import java.sql.SQLException;

/** Opens a connection of its own each time. Any thread; whoever asks closes it. */
@FunctionalInterface
public interface DatabaseConnections {
    Connection open() throws SQLException;
}
