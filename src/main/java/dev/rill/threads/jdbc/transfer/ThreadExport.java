package dev.rill.threads.jdbc.transfer;

import dev.rill.threads.MessageStatus;
import dev.rill.threads.archive.ArchiveWriter;
import dev.rill.threads.archive.ArchivedMessage;
import dev.rill.threads.archive.ArchivedThread;
import dev.rill.threads.jdbc.Database;
import dev.rill.threads.jdbc.Dialect;
import dev.rill.threads.jdbc.OpenTexts;
import dev.rill.threads.jdbc.statement.Rows;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Writes all threads, or those of some owners, as they stood at one moment, while servers go on. A few rows are in
 * memory at a time. One thread, which is not interrupted.
 */
public final class ThreadExport {
    private static final String THREADS = "select owner, thread_id, name, named, metadata, created_at, updated_at"
            + " from thread%s order by owner, thread_id";
    private static final String MESSAGES = """
            select message_id, role, status, content, sources, error_code, prompt_tokens, completion_tokens,
                total_tokens, duration_ms, first_token_ms, created_at, finished_at, finish_reason, note
            from message where owner = ? and thread_id = ? order by owner, thread_id, seq""";
    /** A message may be a megabyte. */
    private static final int ROWS_AT_ONCE = 20;
    /** It writes on no answer. */
    private static final String NOBODY = "";

    private final Database database;
    private final Dialect dialect;
    private final OpenTexts openTexts;

    public ThreadExport(Database database) {
        this.database = database;
        this.dialect = database.dialect();
        this.openTexts = database.openTexts(NOBODY);
    }

    /** @param owners empty: everybody */
    public void write(List<String> owners, ArchiveWriter out) throws SQLException, IOException {
        try (Connection connection = database.snapshot();
             PreparedStatement select = connection.prepareStatement(THREADS.formatted(owners.isEmpty() ? ""
                     : " where owner in (" + String.join(", ", owners.stream().map(_ -> "?").toList()) + ")"));
             PreparedStatement messages = connection.prepareStatement(MESSAGES)) {
            select.setFetchSize(ROWS_AT_ONCE);
            messages.setFetchSize(ROWS_AT_ONCE);
            for (int i = 0; i < owners.size(); i++) {
                select.setString(i + 1, owners.get(i));
            }
            try (ResultSet threads = select.executeQuery()) {
                while (threads.next()) {
                    ArchivedThread thread = thread(threads);
                    out.thread(thread);
                    write(connection, messages, thread, out);
                }
            }
            connection.rollback();
        }
        out.end();
    }

    private void write(Connection connection, PreparedStatement select, ArchivedThread thread, ArchiveWriter out)
            throws SQLException, IOException {
        select.setString(1, thread.owner());
        select.setString(2, thread.threadId());
        try (ResultSet messages = select.executeQuery()) {
            while (messages.next()) {
                out.message(message(connection, messages));
            }
        }
    }

    private ArchivedThread thread(ResultSet row) throws SQLException {
        return new ArchivedThread(row.getString(1), row.getString(2), row.getString(3), row.getBoolean(4),
                Optional.ofNullable(row.getString(5)), dialect.instant(row, 6), dialect.instant(row, 7));
    }

    private ArchivedMessage message(Connection connection, ResultSet row) throws SQLException {
        String id = row.getString(1);
        MessageStatus status = Rows.status(row.getString(3));
        String content = status == MessageStatus.STREAMING ? openTexts.text(connection, id, row.getString(4))
                : row.getString(4);
        return new ArchivedMessage(id, Rows.role(row.getString(2)), status,
                content, dialect.instant(row, 12), finished(row), Optional.ofNullable(row.getString(5)),
                row.getString(6), Rows.usage(row, 7), Rows.number(row, 10), Rows.number(row, 11),
                Optional.ofNullable(row.getString(14)), Optional.ofNullable(row.getString(15)));
    }

    private Optional<Instant> finished(ResultSet row) throws SQLException {
        return row.getObject(13) == null ? Optional.empty() : Optional.of(dialect.instant(row, 13));
    }
}
