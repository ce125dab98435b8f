package dev.rill.retrieval.vector.postgres;

import java.sql.Connection;
import java.sql.SQLException;

/** Opens a connection of its own each time. Any thread; whoever asks closes it. */
@FunctionalInterface
public interface Connections {
    Connection open() throws SQLException;
}
