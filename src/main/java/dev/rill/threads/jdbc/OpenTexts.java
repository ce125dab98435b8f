package dev.rill.threads.jdbc;

import dev.rill.threads.ThreadMessage;
import dev.rill.threads.ThreadStore.Checkpoint;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** Where the texts of answers stand until they end. Storage threads only. */
public interface OpenTexts {
    /** Adds what has grown; it survives the death of this process when this returns. */
    void write(List<Checkpoint> grown) throws SQLException;

    /** The messages with the texts of those that are open. */
    List<ThreadMessage> complete(List<ThreadMessage> messages) throws SQLException;

    /**
     * How the text of an open answer stands for this connection.
     *
     * @param content of its row
     */
    String text(Connection connection, String messageId, String content) throws SQLException;

    /** Brings what it holds into the rows of messages: before answers are taken for abandoned. */
    void settle() throws SQLException;
}
