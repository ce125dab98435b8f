package dev.rill.threads.embedded;

import dev.rill.threads.MessageStatus;
import dev.rill.threads.ThreadMessage;
import dev.rill.threads.ThreadStore.Checkpoint;
import dev.rill.threads.jdbc.Database;
import dev.rill.threads.jdbc.DatabaseFile;
import dev.rill.threads.jdbc.OpenTextRows;
import dev.rill.threads.jdbc.OpenTexts;
import dev.rill.threads.jdbc.StoredText;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Open texts in a journal beside the database of one server, which brings them into the rows when it starts and ends. */
public final class OpenTextJournal implements OpenTexts {
    private static final String OPEN_IDS = "select message_id from message where server_id > ''";

    private final Database database;
    private final OpenTextFile file;

    private OpenTextJournal(Database database, OpenTextFile file) {
        this.database = database;
        this.file = file;
    }

    public static OpenTextJournal open(Database database, Path path) throws SQLException {
        try {
            return new OpenTextJournal(database, OpenTextFile.open(path));
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    @Override
    public void write(List<Checkpoint> grown) throws SQLException {
        try {
            file.append(grown);
            if (file.large()) {
                Set<String> open = database.transaction(OpenTextJournal::openIds);
                file.compact(open::contains);
            }
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    private static Set<String> openIds(Connection connection) throws SQLException {
        Set<String> ids = new HashSet<>();
        try (PreparedStatement select = connection.prepareStatement(OPEN_IDS); ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                ids.add(rows.getString(1));
            }
        }
        return ids;
    }

    @Override
    public List<ThreadMessage> complete(List<ThreadMessage> messages) throws SQLException {
        if (messages.stream().noneMatch(message -> message.status() == MessageStatus.STREAMING)) {
            return messages;
        }
        Map<String, String> texts = texts();
        return messages.stream().map(message -> message.status() == MessageStatus.STREAMING
                && texts.containsKey(message.id())
                ? message.withContent(StoredText.clean(texts.get(message.id()))) : message).toList();
    }

    @Override
    public void settle() throws SQLException {
        Map<String, String> texts = texts();
        if (texts.isEmpty()) {
            return;
        }
        new OpenTextRows(database).write(texts.entrySet().stream()
                .map(text -> new Checkpoint(text.getKey(), text.getValue())).toList());
        try {
            file.clear();
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    private Map<String, String> texts() throws SQLException {
        try {
            return file.texts();
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    private static SQLException unusable(IOException e) {
        return new SQLException("The journal of open answers cannot be used: " + e.getMessage(),
                DatabaseFile.IO_ERROR, e);
    }

    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException e) {
            // what was written is with the system
        }
    }
}
