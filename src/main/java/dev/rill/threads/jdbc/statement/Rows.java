package dev.rill.threads.jdbc.statement;

import dev.rill.stream.FinishReason;
import dev.rill.stream.Source;
import dev.rill.stream.Usage;
import dev.rill.threads.MessageStatus;
import dev.rill.threads.ThreadMessage;
import dev.rill.threads.ThreadSummary;
import dev.rill.threads.jdbc.Dialect;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/** Rows as records, and values as columns. The column lists are in the order in which they are read. */
public record Rows(Dialect dialect) {
    static final String SUMMARY_COLUMNS = "thread_id, name, created_at, updated_at, message_count, metadata";
    static final String MESSAGE_COLUMNS = "message_id, role, content, created_at, status, error_code";
    /** What a thread shows of a message beside what a model is told of it. */
    static final String SHOWN_COLUMNS = MESSAGE_COLUMNS
            + ", sources, prompt_tokens, completion_tokens, total_tokens, duration_ms, finish_reason, note";

    ThreadSummary summary(ResultSet row) throws SQLException {
        return new ThreadSummary(row.getString(1), row.getString(2), instant(row, 3), instant(row, 4), row.getInt(5),
                Optional.ofNullable(row.getString(6)));
    }

    /** Of {@link #MESSAGE_COLUMNS}. */
    ThreadMessage message(ResultSet row) throws SQLException {
        return message(row, List.of(), Optional.empty(), OptionalLong.empty(), Optional.empty(), Optional.empty());
    }

    /** Of {@link #SHOWN_COLUMNS}. */
    ThreadMessage shown(ResultSet row) throws SQLException {
        return message(row, SourcesJson.read(row.getString(7)), usage(row, 8), number(row, 11),
                Optional.ofNullable(row.getString(12)).map(FinishReason::new),
                Optional.ofNullable(row.getString(13)));
    }

    private ThreadMessage message(ResultSet row, List<Source> sources, Optional<Usage> usage,
                                         OptionalLong durationMillis, Optional<FinishReason> finishReason,
                                         Optional<String> note)
            throws SQLException {
        return new ThreadMessage(row.getString(1), role(row.getString(2)),
                row.getString(3), instant(row, 4), status(row.getString(5)), sources,
                row.getString(6), usage, durationMillis, finishReason, note);
    }

    public static Optional<Usage> usage(ResultSet row, int column) throws SQLException {
        Usage usage = new Usage(row.getLong(column), row.getLong(column + 1), row.getLong(column + 2));
        return row.wasNull() ? Optional.empty() : Optional.of(usage);
    }

    public static OptionalLong number(ResultSet row, int column) throws SQLException {
        long number = row.getLong(column);
        return row.wasNull() ? OptionalLong.empty() : OptionalLong.of(number);
    }

    public static String column(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    /** With microseconds, as PostgreSQL keeps them. */
    public Object column(Instant instant) {
        return dialect.column(instant.truncatedTo(ChronoUnit.MICROS));
    }

    private Instant instant(ResultSet row, int column) throws SQLException {
        return dialect.instant(row, column);
    }

    public static ThreadMessage.Role role(String column) {
        return ThreadMessage.Role.valueOf(column.toUpperCase(Locale.ROOT));
    }

    public static MessageStatus status(String column) {
        return MessageStatus.valueOf(column.toUpperCase(Locale.ROOT));
    }
}
