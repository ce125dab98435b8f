package dev.rill.threads.jdbc.transfer;

import dev.rill.stream.Usage;
import dev.rill.threads.MessageStatus;
import dev.rill.threads.archive.ArchiveFormatException;
import dev.rill.threads.archive.ArchiveReader;
import dev.rill.threads.archive.ArchivedMessage;
import dev.rill.threads.archive.ArchivedThread;
import dev.rill.threads.jdbc.Database;
import dev.rill.threads.jdbc.Dialect;
import dev.rill.threads.jdbc.StoredText;
import dev.rill.threads.jdbc.statement.Rows;
import dev.rill.threads.jdbc.statement.SaidMessages;
import dev.rill.threads.jdbc.statement.SourcesJson;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Puts threads into the database, each in a transaction of its own, so that one that was cut short is begun again. A
 * thread that is there is never made older, and no message that only it has is lost unless that is asked for. One
 * thread, which is not interrupted.
 */
public final class ThreadImport {
    private static final String MAKE = """
            insert into thread (owner, thread_id, name, named, metadata, created_at, updated_at, message_count)
            values (?, ?, ?, ?, ?, ?, ?, 0) on conflict do nothing""";
    private static final String SETTLE = """
            update thread set name = ?, named = ?, metadata = ?, created_at = ?, updated_at = ?, message_count = ?
            where owner = ? and thread_id = ?""";
    private static final String INSERT = """
            insert into message (message_id, owner, thread_id, role, status, content, created_at, finished_at, sources,
                error_code, prompt_tokens, completion_tokens, total_tokens, duration_ms, first_token_ms, finish_reason,
                note)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""";
    private static final String CONSTRAINT = "23";

    private final Database database;
    private final Dialect dialect;
    private final Rows rows;
    private final boolean replace;

    /** @param replace whether messages go that only the older thread has */
    public ThreadImport(Database database, boolean replace) {
        this.database = database;
        this.dialect = database.dialect();
        this.rows = new Rows(dialect);
        this.replace = replace;
    }

    /** What became of a thread. */
    public enum Outcome {
        /** It was not there. */
        MADE,
        /** It was there, and older. */
        UPDATED,
        /** It was there, with the same last activity. */
        SAME,
        /** It was there, and newer. */
        NEWER,
        /** It was there and older, but has messages that the export does not have. */
        DIVERGED,
        /** An answer is being written in it. */
        BUSY,
        /** Another thread has a message with the id of one of its messages. */
        TAKEN;

        private boolean written() {
            return this == MADE || this == UPDATED;
        }
    }

    private sealed interface Place {
        record Free() implements Place { }

        record Used(Instant updatedAt) implements Place { }
    }

    /** @param messages where those of the thread come next; some may be left */
    public Outcome put(ArchivedThread thread, ArchiveReader messages)
            throws SQLException, IOException, ArchiveFormatException {
        try {
            return database.transaction(connection -> put(connection, thread, messages));
        } catch (UnreadException e) {
            switch (e.getCause()) {
                case IOException cause -> throw cause;
                case ArchiveFormatException cause -> throw cause;
                default -> throw e;
            }
        }
    }

    /** The export cannot be read on; what was begun is taken back. */
    private static final class UnreadException extends RuntimeException {
        UnreadException(Exception cause) {
            super(cause);
        }
    }

    private Outcome put(Connection connection, ArchivedThread thread, ArchiveReader messages) throws SQLException {
        Savepoint before = connection.setSavepoint();
        Outcome outcome = switch (take(connection, thread)) {
            case Place.Free _ -> fill(connection, thread, messages, Set.of(), Outcome.MADE);
            case Place.Used(Instant at) when at.equals(thread.updatedAt()) -> Outcome.SAME;
            case Place.Used(Instant at) when at.isAfter(thread.updatedAt()) -> Outcome.NEWER;
            case Place.Used _ when busy(connection, thread) -> Outcome.BUSY;
            case Place.Used _ -> fill(connection, thread, messages, empty(connection, thread), Outcome.UPDATED);
        };
        if (!outcome.written()) {
            connection.rollback(before);
        }
        return outcome;
    }

    /** Locks the thread's row, which is made where there is none. */
    private Place take(Connection connection, ArchivedThread thread) throws SQLException {
        while (true) {
            try (PreparedStatement select = prepare(connection, "select updated_at from thread where owner = ? and"
                    + " thread_id = ?" + dialect.forUpdate(), thread.owner(), thread.threadId());
                 ResultSet found = select.executeQuery()) {
                if (found.next()) {
                    return new Place.Used(dialect.instant(found, 1));
                }
            }
            try (PreparedStatement make = prepare(connection, MAKE, thread.owner(), thread.threadId(),
                    StoredText.clean(thread.name()), thread.named(), thread.metadata().orElse(null),
                    rows.column(thread.createdAt()), rows.column(thread.updatedAt()))) {
                if (make.executeUpdate() > 0) {
                    return new Place.Free();
                }
            }
            // somebody else made it meanwhile
        }
    }

    private static boolean busy(Connection connection, ArchivedThread thread) throws SQLException {
        try (PreparedStatement select = prepare(connection, "select 1 from message where owner = ? and thread_id = ?"
                + " and status = 'streaming' limit 1", thread.owner(), thread.threadId());
             ResultSet found = select.executeQuery()) {
            return found.next();
        }
    }

    /** @return the ids of the messages that went */
    private static Set<String> empty(Connection connection, ArchivedThread thread) throws SQLException {
        Set<String> ids = new HashSet<>();
        try (PreparedStatement select = prepare(connection, "select message_id from message where owner = ? and"
                + " thread_id = ?", thread.owner(), thread.threadId());
             ResultSet found = select.executeQuery()) {
            while (found.next()) {
                ids.add(found.getString(1));
            }
        }
        try (PreparedStatement delete = prepare(connection, "delete from message where owner = ? and thread_id = ?",
                thread.owner(), thread.threadId())) {
            delete.executeUpdate();
        }
        return ids;
    }

    private Outcome fill(Connection connection, ArchivedThread thread, ArchiveReader messages, Set<String> gone,
                         Outcome done) throws SQLException {
        Set<String> missing = new HashSet<>(gone);
        int count = 0;
        try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
            for (Optional<ArchivedMessage> next = next(messages); next.isPresent(); next = next(messages)) {
                bind(insert, thread, next.get());
                insert.executeUpdate();
                missing.remove(next.get().id());
                count++;
            }
        } catch (SQLException e) {
            if (dialect.state(e).startsWith(CONSTRAINT)) {
                return Outcome.TAKEN;
            }
            throw e;
        }
        if (!missing.isEmpty() && !replace) {
            return Outcome.DIVERGED;
        }
        try (PreparedStatement settle = prepare(connection, SETTLE, StoredText.clean(thread.name()), thread.named(),
                thread.metadata().orElse(null), rows.column(thread.createdAt()), rows.column(thread.updatedAt()), count,
                thread.owner(), thread.threadId())) {
            settle.executeUpdate();
        }
        return done;
    }

    private static Optional<ArchivedMessage> next(ArchiveReader messages) {
        try {
            int line = messages.line();
            Optional<ArchivedMessage> next = messages.nextMessage();
            if (next.isPresent() && next.get().sources().isPresent()
                    && !SourcesJson.isReadable(next.get().sources().get())) {
                throw new ArchiveFormatException(line, "sources are not as Rill writes them.");
            }
            return next;
        } catch (IOException | ArchiveFormatException e) {
            throw new UnreadException(e);
        }
    }

    /** Nobody goes on with an answer that was being written when it was exported. */
    private void bind(PreparedStatement insert, ArchivedThread thread, ArchivedMessage message) throws SQLException {
        Optional<Usage> usage = message.usage();
        insert.setString(1, message.id());
        insert.setString(2, thread.owner());
        insert.setString(3, thread.threadId());
        insert.setString(4, Rows.column(message.role()));
        insert.setString(5, Rows.column(message.status() == MessageStatus.STREAMING ? MessageStatus.INTERRUPTED
                : message.status()));
        insert.setString(6, StoredText.clean(message.content()));
        insert.setObject(7, rows.column(message.timestamp()));
        insert.setObject(8, rows.column(message.finishedAt().orElse(message.timestamp())));
        insert.setString(9, message.sources().map(StoredText::clean).orElse(null));
        insert.setString(10, message.errorCode());
        SaidMessages.setLong(insert, 11, usage.map(Usage::promptTokens));
        SaidMessages.setLong(insert, 12, usage.map(Usage::completionTokens));
        SaidMessages.setLong(insert, 13, usage.map(Usage::totalTokens));
        SaidMessages.setLong(insert, 14, message.durationMillis().stream().boxed().findFirst());
        SaidMessages.setLong(insert, 15, message.firstTokenMillis().stream().boxed().findFirst());
        insert.setString(16, message.finishReason().orElse(null));
        insert.setString(17, message.note().map(StoredText::clean).orElse(null));
    }

    private static PreparedStatement prepare(Connection connection, String sql, Object... values) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        try {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            return statement;
        } catch (SQLException e) {
            statement.close();
            throw e;
        }
    }
}
