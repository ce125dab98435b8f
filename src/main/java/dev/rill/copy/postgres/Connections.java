package dev.rill.copy.postgres;

import java.sql.Connection;
import java.sql.SQLException;

/** Opens a connection of its own each time. Any thread; whoever asks closes it. */
public interface Connections {
    Connection open() throws SQLException;
}
