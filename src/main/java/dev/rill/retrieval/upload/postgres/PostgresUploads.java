package dev.rill.retrieval.upload.postgres;

import dev.rill.retrieval.upload.SharedUploads;
import dev.rill.retrieval.upload.Upload;
import dev.rill.retrieval.upload.UploadLimits;
import dev.rill.storage.DatabaseConnections;
import dev.rill.storage.KeptConnection;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Shared uploads in tables of PostgreSQL, by whose clock claims end. What is short goes over one connection that stays
 * open, contents over one of their own.
 */
public final class PostgresUploads implements SharedUploads {
    private static final System.Logger LOGGER = System.getLogger(PostgresUploads.class.getName());

    /** Who looks for what has changed is not to be held up by a database that says nothing. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

    private static final String SCANNED = """
            update upload set scanned = true, refused = ?, bytes = ?, note = null,
                change = (select number from upload_change) where id = ?""";
    private static final String NOTE =
            "update upload set note = ?, change = (select number from upload_change) where id = ?";
    private static final String CLAIM = """
            update upload set scan_by = ?, scan_until = current_timestamp + ? * interval '1 millisecond'
            where id = ? and not scanned and (scan_by = ? or scan_until <= current_timestamp)""";
    private static final String TELL = """
            insert into upload_server (server, change, seen_at) values (?, ?, current_timestamp)
            on conflict (server) do update set change = excluded.change, seen_at = excluded.seen_at""";
    private static final String FORGET_SILENT =
            "delete from upload_server where seen_at < current_timestamp - interval '1 hour'";
    private static final String FOUND_BY_ALL = """
            select min(change) from upload_server where seen_at > current_timestamp - interval '15 seconds'""";

    private final DatabaseConnections connections;
    private final String server = UUID.randomUUID().toString();
    private final KeptConnection kept;

    public PostgresUploads(DatabaseConnections connections) {
        this.connections = connections;
        this.kept = new KeptConnection(connections, LONGEST_WAIT);
    }

    @Override
    public Kept keep(Upload upload, Path content, UploadLimits limits) throws IOException {
        try (Connection connection = connections.open()) {
            connection.setAutoCommit(false);
            Kept outcome = new UploadWrite(connection).keep(upload, content, limits);
            switch (outcome) {
                case Kept.Taken _ -> connection.commit();
                case Kept.Repeats _, Kept.Full _ -> connection.rollback();
            }
            return outcome;
        } catch (SQLException e) {
            throw unreachable(e);
        }
    }

    @Override
    public void scanned(Upload upload) throws IOException {
        try (Connection connection = connections.open()) {
            connection.setAutoCommit(false);
            UploadWrite.count(connection);
            update(connection, SCANNED, upload.refused().orElse(null), upload.bytes(), upload.id());
            if (upload.refused().isPresent()) {
                update(connection, "delete from upload_part where upload_id = ?", upload.id());
            }
            connection.commit();
        } catch (SQLException e) {
            throw unreachable(e);
        }
    }

    @Override
    public void note(String id, String why) throws IOException {
        try (Connection connection = connections.open()) {
            connection.setAutoCommit(false);
            UploadWrite.count(connection);
            update(connection, NOTE, why, id);
            connection.commit();
        } catch (SQLException e) {
            throw unreachable(e);
        }
    }

    @Override
    public Map<String, String> notes(Collection<String> ids) throws IOException {
        return on(connection -> {
            Map<String, String> found = new HashMap<>();
            try (PreparedStatement statement = connection.prepareStatement(
                    "select id, note from upload where id = any (?) and note is not null")) {
                statement.setArray(1, connection.createArrayOf("varchar", ids.toArray()));
                try (ResultSet rows = statement.executeQuery()) {
                    while (rows.next()) {
                        found.put(rows.getString(1), rows.getString(2));
                    }
                }
            }
            return found;
        });
    }

    @Override
    public boolean delete(String id) throws IOException {
        try (Connection connection = connections.open()) {
            connection.setAutoCommit(false);
            UploadWrite.count(connection);
            boolean there = update(connection, "delete from upload where id = ?", id) > 0;
            connection.commit();
            return there;
        } catch (SQLException e) {
            throw unreachable(e);
        }
    }

    @Override
    public long lastChange() throws IOException {
        return on(connection -> {
            try (PreparedStatement statement = connection.prepareStatement("select number from upload_change");
                 ResultSet row = statement.executeQuery()) {
                return row.next() ? row.getLong(1) : 0;
            }
        });
    }

    @Override
    public Map<String, Long> changes() throws IOException {
        return on(connection -> {
            Map<String, Long> all = new HashMap<>();
            try (PreparedStatement statement = connection.prepareStatement("select id, change from upload");
                 ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    all.put(rows.getString(1), rows.getLong(2));
                }
            }
            return all;
        });
    }

    @Override
    public List<Upload> read(Collection<String> ids) throws IOException {
        return on(connection -> {
            List<Upload> found = new ArrayList<>();
            try (PreparedStatement statement = connection.prepareStatement(
                    UploadRow.SELECT + " where id = any (?)")) {
                statement.setArray(1, connection.createArrayOf("varchar", ids.toArray()));
                try (ResultSet rows = statement.executeQuery()) {
                    while (rows.next()) {
                        found.add(UploadRow.read(rows));
                    }
                }
            }
            return found;
        });
    }

    @Override
    public void content(String id, OutputStream to) throws IOException {
        try (Connection connection = connections.open(); PreparedStatement statement = connection.prepareStatement(
                "select bytes from upload_part where upload_id = ? and number = ?")) {
            boolean more = true;
            for (int number = 0; more; number++) {
                statement.setString(1, id);
                statement.setInt(2, number);
                try (ResultSet row = statement.executeQuery()) {
                    more = row.next();
                    if (more) {
                        to.write(row.getBytes(1));
                    }
                }
            }
        } catch (SQLException e) {
            throw unreachable(e);
        }
    }

    @Override
    public boolean claimScan(String id, Duration time) throws IOException {
        return on(connection -> update(connection, CLAIM, server, time.toMillis(), id, server) > 0);
    }

    @Override
    public void tell(long change) throws IOException {
        on(connection -> {
            update(connection, FORGET_SILENT);
            return update(connection, TELL, server, change);
        });
    }

    @Override
    public Optional<Long> foundByAll() throws IOException {
        return on(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(FOUND_BY_ALL);
                 ResultSet row = statement.executeQuery()) {
                return row.next() ? Optional.ofNullable(row.getObject(1, Long.class)) : Optional.empty();
            }
        });
    }

    static int update(Connection connection, String sql, Object... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            return statement.executeUpdate();
        }
    }

    private <T> T on(KeptConnection.Work<T> work) throws IOException {
        try {
            return kept.on(work);
        } catch (SQLException e) {
            throw unreachable(e);
        }
    }

    private static IOException unreachable(SQLException e) {
        return new IOException("The database does not do it: " + e.getMessage(), e);
    }

    @Override
    public void close() {
        try {
            on(connection -> update(connection, "delete from upload_server where server = ?", server));
        } catch (IOException e) {
            LOGGER.log(System.Logger.Level.DEBUG, "Others find out by themselves that this server is gone", e);
        }
        kept.close();
    }
}
