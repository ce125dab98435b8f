package dev.rill.threads.embedded;

import dev.rill.threads.MessageStatus;
import dev.rill.threads.ThreadMessage;
import dev.rill.threads.ThreadStore.Checkpoint;
import dev.rill.threads.jdbc.Database;
import dev.rill.threads.jdbc.OpenTexts;
import dev.rill.threads.jdbc.StoredText;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How open answers grew, one row after the other: a second's growth of all of them fills a few pages, where the rows of
 * messages would have to be written whole. What ended is swept out now and then. At most one writes at a time.
 */
final class OpenTextTable implements OpenTexts {
    private static final String APPEND = "insert into open_text (message_id, kept, more) values (?, ?, ?)";
    private static final String ALL = "select message_id, kept, more from open_text order by rowid";
    private static final String ONE =
            "select message_id, kept, more from open_text where message_id = ? order by rowid";
    private static final String SWEEP = """
            delete from open_text where message_id not in
                (select message_id from message where server_id is not null)""";
    private static final String LEFT = "select coalesce(sum(octet_length(more)), 0) from open_text";
    private static final String SETTLE = "update message set content = ? where message_id = ?"
            + " and server_id is not null";
    private static final long SMALL_CHARS = 1 << 20;

    private final Database database;
    private long written;
    private long sweepAt = SMALL_CHARS;

    OpenTextTable(Database database) {
        this.database = database;
    }

    @Override
    public void write(List<Checkpoint> grown) throws SQLException {
        written += grown.stream().mapToLong(one -> one.text().length()).sum();
        boolean sweep = written > sweepAt;
        long left = database.transaction(connection -> {
            append(connection, grown);
            return sweep ? sweep(connection) : 0;
        });
        if (sweep) {
            written = 0;
            sweepAt = SMALL_CHARS + 2 * left;
        }
    }

    private static void append(Connection connection, List<Checkpoint> grown) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(APPEND)) {
            for (Checkpoint one : grown) {
                insert.setString(1, one.messageId());
                insert.setInt(2, one.from());
                insert.setString(3, StoredText.clean(one.text()));
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    /** @return how many bytes are left */
    private static long sweep(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate(SWEEP);
            try (ResultSet left = statement.executeQuery(LEFT)) {
                return left.next() ? left.getLong(1) : 0;
            }
        }
    }

    @Override
    public List<ThreadMessage> complete(List<ThreadMessage> messages) throws SQLException {
        List<ThreadMessage> complete = new ArrayList<>(messages);
        for (int i = 0; i < complete.size(); i++) {
            ThreadMessage message = complete.get(i);
            if (message.status() == MessageStatus.STREAMING) {
                complete.set(i, message.withContent(database.reading(connection ->
                        text(connection, message.id(), message.content()))));
            }
        }
        return complete;
    }

    @Override
    public String text(Connection connection, String messageId, String content) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(ONE)) {
            select.setString(1, messageId);
            GrowingText text = texts(select).get(messageId);
            return text == null ? content : StoredText.clean(text.text());
        }
    }

    private static Map<String, GrowingText> texts(PreparedStatement select) throws SQLException {
        Map<String, GrowingText> texts = new HashMap<>();
        try (ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                texts.computeIfAbsent(rows.getString(1), _ -> new GrowingText())
                        .grow(rows.getInt(2), rows.getString(3));
            }
        }
        return texts;
    }

    @Override
    public void settle() throws SQLException {
        database.transaction(connection -> {
            try (PreparedStatement select = connection.prepareStatement(ALL);
                 PreparedStatement settle = connection.prepareStatement(SETTLE);
                 Statement clear = connection.createStatement()) {
                for (Map.Entry<String, GrowingText> text : texts(select).entrySet()) {
                    settle.setString(1, StoredText.clean(text.getValue().text()));
                    settle.setString(2, text.getKey());
                    settle.executeUpdate();
                }
                return clear.executeUpdate("delete from open_text");
            }
        });
    }
}
