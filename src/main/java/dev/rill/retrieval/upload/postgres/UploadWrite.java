package dev.rill.retrieval.upload.postgres;

import dev.rill.retrieval.upload.SharedUploads.Kept;
import dev.rill.retrieval.upload.Upload;
import dev.rill.retrieval.upload.UploadLimits;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * One transaction that keeps an upload. Contents come first, which takes their time; from the count on until the commit
 * all other changes of uploads wait, so that what an owner has is counted exactly.
 */
final class UploadWrite {
    private static final int PART_BYTES = 512 * 1024;

    private static final String INSERT = """
            insert into upload (id, owner, thread_id, name, bytes, hash, received_at, scanned, refused, change)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, 0)""";
    private static final String SAME = UploadRow.SELECT
            + " where owner = ? and thread_id is not distinct from ?::text and name = ? and hash = ? and id <> ?";
    private static final String HELD = "select count(*), coalesce(sum(bytes), 0) from upload where owner = ?";

    private final Connection connection;

    UploadWrite(Connection connection) {
        this.connection = connection;
    }

    /** @return what became of it; whoever asks commits, or rolls back where it is not taken */
    Kept keep(Upload upload, Path content, UploadLimits limits) throws SQLException, IOException {
        PostgresUploads.update(connection, INSERT, upload.id(), upload.owner(), upload.threadId().orElse(null),
                upload.name(), upload.bytes(), upload.hash(), upload.received().atOffset(ZoneOffset.UTC),
                upload.scanned(), upload.refused().orElse(null));
        write(upload.id(), content);
        long change = count(connection);
        Optional<Upload> before = same(upload);
        if (before.isPresent()) {
            return new Kept.Repeats(before.get());
        }
        if (!fits(upload.owner(), limits)) {
            return new Kept.Full();
        }
        PostgresUploads.update(connection, "update upload set change = ? where id = ?", change, upload.id());
        return new Kept.Taken(change);
    }

    private void write(String id, Path content) throws SQLException, IOException {
        try (InputStream in = new FileInputStream(content.toFile()); PreparedStatement insert =
                connection.prepareStatement("insert into upload_part (upload_id, number, bytes) values (?, ?, ?)")) {
            int number = 0;
            for (byte[] part = in.readNBytes(PART_BYTES); part.length > 0; part = in.readNBytes(PART_BYTES)) {
                insert.setString(1, id);
                insert.setInt(2, number++);
                insert.setBytes(3, part);
                insert.executeUpdate();
            }
        }
    }

    /** Counts a change; until the commit nobody else does. @return its number */
    static long count(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "update upload_change set number = number + 1 returning number");
             ResultSet row = statement.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }

    private Optional<Upload> same(Upload upload) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(SAME)) {
            statement.setString(1, upload.owner());
            statement.setString(2, upload.threadId().orElse(null));
            statement.setString(3, upload.name());
            statement.setString(4, upload.hash());
            statement.setString(5, upload.id());
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? Optional.of(UploadRow.read(row)) : Optional.empty();
            }
        }
    }

    private boolean fits(String owner, UploadLimits limits) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(HELD)) {
            statement.setString(1, owner);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getLong(1) <= limits.files() && row.getLong(2) <= limits.userBytes();
            }
        }
    }
}
