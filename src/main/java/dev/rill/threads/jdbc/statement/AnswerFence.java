package dev.rill.threads.jdbc.statement;

import dev.rill.threads.AskedQuestion;
import dev.rill.threads.Finished;
import dev.rill.threads.MessageStatus;
import dev.rill.threads.jdbc.Dialect;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Whose an answer is. Each method is part of its caller's transaction. */
final class AnswerFence {
    private final Rows rows;
    private final String serverId;
    private final String forUpdate;

    AnswerFence(Dialect dialect, String serverId) {
        this.rows = new Rows(dialect);
        this.serverId = serverId;
        this.forUpdate = dialect.forUpdate();
    }

    /**
     * Whether this server writes a question's answer, whose row is locked where others could take it now. A question
     * that was asked at another time under the same ids is another.
     *
     * @param abandoned whether it may also be one that others took for abandoned
     */
    Finished written(Connection connection, AskedQuestion question, boolean abandoned) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("""
                select server_id = ?, status from message
                where message_id = ? and owner = ? and created_at = ?""" + forUpdate)) {
            select.setString(1, serverId);
            select.setString(2, question.answerId());
            select.setString(3, question.owner());
            select.setObject(4, rows.column(question.askedAt()));
            try (ResultSet found = select.executeQuery()) {
                if (!found.next()) {
                    return Finished.GONE;
                }
                boolean mine = found.getBoolean(1) || abandoned
                        && Rows.column(MessageStatus.INTERRUPTED).equals(found.getString(2));
                return mine ? Finished.STORED : Finished.LOST;
            }
        }
    }
}
