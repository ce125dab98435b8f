package dev.rill.threads.jdbc.statement;

import dev.rill.threads.ThreadMessage;
import dev.rill.threads.jdbc.Dialect;
import dev.rill.threads.jdbc.OpenAnswers;
import dev.rill.threads.jdbc.StoredText;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Statements on messages that are no question with its answer. Each method is part of its caller's transaction. */
public final class SingleMessages {
    /** Locks the thread's row before its messages are written. */
    static final String TOUCH = """
            update thread set message_count = message_count + ?,
                updated_at = case when updated_at < ? then ? else updated_at end,
                name = case when named or message_count > 0 then name else ? end
            where owner = ? and thread_id = ?""";
    private static final String DELETE_EMPTY =
            "delete from thread where owner = ? and thread_id = ? and message_count = 0 and not named";

    private final Rows rows;
    private final SaidMessages insert;
    private final Optional<OpenAnswers> open;

    /** @param open where others may answer beside this server */
    public SingleMessages(Dialect dialect, Optional<OpenAnswers> open) {
        this.open = open;
        rows = new Rows(dialect);
        insert = new SaidMessages(dialect);
    }

    public static Optional<String> threadOf(Handle handle, String owner, String messageId) {
        return handle.createQuery("select thread_id from message where message_id = :message and owner = :owner")
                .bind("message", StoredText.clean(messageId)).bind("owner", owner).mapTo(String.class).findOne();
    }

    public boolean append(Connection connection, String owner, String threadId, List<ThreadMessage> messages,
                          Instant now)
            throws SQLException {
        try (PreparedStatement touch = connection.prepareStatement(TOUCH)) {
            touch.setInt(1, messages.size());
            touch.setObject(2, rows.column(now));
            touch.setObject(3, rows.column(now));
            touch.setString(4, SaidMessages.firstQuestion(messages).map(ThreadName::from).orElse(""));
            touch.setString(5, owner);
            touch.setString(6, StoredText.clean(threadId));
            if (touch.executeUpdate() == 0) {
                return false;
            }
        }
        insert.into(connection, owner, threadId, messages);
        return true;
    }

    public int delete(Connection connection, String owner, String threadId, List<String> messageIds, boolean withThread)
            throws SQLException {
        int gone = delete(connection, owner, threadId, messageIds);
        if (open.isPresent()) {
            open.get().forget(connection, owner, messageIds);
        }
        if (withThread && gone > 0) {
            try (PreparedStatement delete = connection.prepareStatement(DELETE_EMPTY)) {
                delete.setString(1, owner);
                delete.setString(2, threadId);
                delete.executeUpdate();
            }
        }
        return gone;
    }

    /** Keeps the count of the thread, whose row it locks before its messages. */
    public static int delete(Connection connection, String owner, String threadId, List<String> messageIds)
            throws SQLException {
        if (count(connection, owner, StoredText.clean(threadId), 0) == 0) {
            return 0;
        }
        int gone = 0;
        try (PreparedStatement delete = connection.prepareStatement(
                "delete from message where message_id = ? and owner = ? and thread_id = ?")) {
            for (String messageId : messageIds) {
                delete.setString(1, StoredText.clean(messageId));
                delete.setString(2, owner);
                delete.setString(3, threadId);
                gone += delete.executeUpdate();
            }
        }
        if (gone > 0) {
            count(connection, owner, threadId, -gone);
        }
        return gone;
    }

    /** @return how many threads there were */
    static int count(Connection connection, String owner, String threadId, int more) throws SQLException {
        try (PreparedStatement count = connection.prepareStatement(
                "update thread set message_count = message_count + ? where owner = ? and thread_id = ?")) {
            count.setInt(1, more);
            count.setString(2, owner);
            count.setString(3, threadId);
            return count.executeUpdate();
        }
    }
}
