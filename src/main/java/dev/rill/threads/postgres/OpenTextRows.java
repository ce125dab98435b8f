package dev.rill.threads.postgres;

import dev.rill.threads.ThreadMessage;
import dev.rill.threads.ThreadStore;
import dev.rill.threads.ThreadStore.Checkpoint;
import dev.rill.threads.jdbc.Database;
import dev.rill.threads.jdbc.OpenTexts;
import dev.rill.threads.jdbc.StoredText;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;

/** Open texts in the rows of their messages, where other servers see them. */
record OpenTextRows(Database database, String serverId) implements OpenTexts {
    private static final String GROW = "update message set content = substr(substr(content, 1, ?) || ?, 1, "
            + ThreadStore.MAX_TEXT_CHARS + ") where message_id = ? and server_id = ?";

    @Override
    public void write(List<Checkpoint> grown) throws SQLException {
        database.transaction(connection -> {
            try (PreparedStatement update = connection.prepareStatement(GROW)) {
                for (Checkpoint one : grown) {
                    update.setInt(1, one.from());
                    update.setString(2, StoredText.clean(one.text()));
                    update.setString(3, one.messageId());
                    update.setString(4, serverId);
                    update.addBatch();
                }
                return update.executeBatch();
            }
        });
    }

    @Override
    public List<ThreadMessage> complete(List<ThreadMessage> messages) {
        return messages;
    }

    @Override
    public String text(Connection connection, String messageId, String content) {
        return content;
    }

    @Override
    public void settle() {
        // they are there
    }
}
