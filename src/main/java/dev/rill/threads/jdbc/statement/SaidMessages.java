package dev.rill.threads.jdbc.statement;

import dev.rill.stream.FinishReason;
import dev.rill.stream.Usage;
import dev.rill.threads.MessageStatus;
import dev.rill.threads.ThreadMessage;
import dev.rill.threads.jdbc.Dialect;
import dev.rill.threads.jdbc.StoredText;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.List;
import java.util.Optional;

/** Messages that were said elsewhere, as rows of a thread. Part of its caller's transaction. */
public final class SaidMessages {
    private static final String INSERT = """
            insert into message (message_id, owner, thread_id, role, status, content, created_at, finished_at, sources,
                error_code, prompt_tokens, completion_tokens, total_tokens, duration_ms, finish_reason, server_id)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, null)""";

    private final Rows rows;

    SaidMessages(Dialect dialect) {
        rows = new Rows(dialect);
    }

    /** What their thread is called after. */
    static Optional<String> firstQuestion(List<ThreadMessage> messages) {
        return messages.stream().filter(message -> message.role() == ThreadMessage.Role.USER).findFirst()
                .map(ThreadMessage::content);
    }

    /** One that is still written elsewhere stays here as it is now. */
    void into(Connection connection, String owner, String threadId, List<ThreadMessage> messages)
            throws SQLException {
        if (messages.isEmpty()) {
            return;
        }
        try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
            for (ThreadMessage message : messages) {
                Object said = rows.column(message.timestamp());
                Optional<Usage> usage = message.usage();
                insert.setString(1, message.id());
                insert.setString(2, owner);
                insert.setString(3, threadId);
                insert.setString(4, Rows.column(message.role()));
                insert.setString(5, Rows.column(message.status() == MessageStatus.STREAMING
                        ? MessageStatus.INTERRUPTED : message.status()));
                insert.setString(6, StoredText.clean(message.content()));
                insert.setObject(7, said);
                insert.setObject(8, said);
                insert.setString(9, message.sources().isEmpty() ? null : SourcesJson.write(message.sources()));
                insert.setString(10, message.errorCode());
                setLong(insert, 11, usage.map(Usage::promptTokens));
                setLong(insert, 12, usage.map(Usage::completionTokens));
                setLong(insert, 13, usage.map(Usage::totalTokens));
                setLong(insert, 14, message.durationMillis().stream().boxed().findFirst());
                insert.setString(15, message.finishReason().map(FinishReason::word).orElse(null));
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    public static void setLong(PreparedStatement statement, int index, Optional<Long> value) throws SQLException {
        if (value.isPresent()) {
            statement.setLong(index, value.get());
        } else {
            statement.setNull(index, Types.BIGINT);
        }
    }
}
