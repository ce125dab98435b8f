package dev.rill.threads.jdbc.statement;

import dev.rill.threads.Finished;
import dev.rill.threads.FinishedAnswer;
import dev.rill.threads.MessageStatus;
import dev.rill.threads.jdbc.OpenAnswers;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/** Ends of answers that find them ended, or gone. Each method is part of its caller's transaction. */
final class EndedAnswers {
    private static final String END = """
            select status, finished_at = ?, coalesce(error_code, '') = ? from message
            where message_id = ? and owner = ?""";
    private static final String TELL = """
            update message set status = ?, error_code = ?, finish_reason = null
            where message_id = ? and owner = ? and finished_at = ?""";

    private final Rows rows;
    private final TokenUse tokenUse;
    private final Optional<OpenAnswers> open;

    EndedAnswers(Rows rows, TokenUse tokenUse, Optional<OpenAnswers> open) {
        this.rows = rows;
        this.tokenUse = tokenUse;
        this.open = open;
    }

    /** @param own whether an attempt before, whose outcome was not heard of, wrote it */
    private record End(String status, boolean own, boolean sameCode) {
        @Override
        public String toString() {
            return "End[own=" + own + "]";
        }
    }

    /** One that had ended was charged then; one that others took, or whose thread is gone, was not. */
    Finished elsewhere(Connection connection, String owner, FinishedAnswer answer) throws SQLException {
        Optional<End> found = end(connection, owner, answer);
        if (found.isEmpty()) {
            tokenUse.charge(connection, owner, answer.finishedAt(), answer.tokens());
            return Finished.GONE;
        }
        End end = found.get();
        if (end.own()) {
            if (!end.status().equals(Rows.column(answer.status())) || !end.sameCode()) {
                tell(connection, owner, answer);
            }
            return Finished.STORED;
        }
        if (end.status().equals(Rows.column(MessageStatus.INTERRUPTED))) {
            tokenUse.charge(connection, owner, answer.finishedAt(), answer.tokens());
            if (open.isPresent()) {
                open.get().recover(connection, answer.messageId(), answer.text());
            }
        }
        return Finished.LOST;
    }

    private Optional<End> end(Connection connection, String owner, FinishedAnswer answer) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(END)) {
            select.setObject(1, rows.column(answer.finishedAt()));
            select.setString(2, answer.errorCode());
            select.setString(3, answer.messageId());
            select.setString(4, owner);
            try (ResultSet found = select.executeQuery()) {
                return found.next() ? Optional.of(new End(found.getString(1), found.getBoolean(2),
                        found.getBoolean(3))) : Optional.empty();
            }
        }
    }

    /** What its clients are told, and not what was committed without anybody knowing. */
    private void tell(Connection connection, String owner, FinishedAnswer answer) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(TELL)) {
            update.setString(1, Rows.column(answer.status()));
            update.setString(2, answer.errorCode());
            update.setString(3, answer.messageId());
            update.setString(4, owner);
            update.setObject(5, rows.column(answer.finishedAt()));
            update.executeUpdate();
        }
    }
}
