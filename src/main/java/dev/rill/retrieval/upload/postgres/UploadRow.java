package dev.rill.retrieval.upload.postgres;

import dev.rill.retrieval.upload.Upload;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Optional;

/** An upload as a row of its table. Stateless. */
final class UploadRow {
    static final String SELECT = """
            select id, owner, thread_id, name, bytes, hash, received_at, scanned, refused from upload""";

    private UploadRow() {
    }

    static Upload read(ResultSet row) throws SQLException {
        return new Upload(row.getString(1), row.getString(2), Optional.ofNullable(row.getString(3)), row.getString(4),
                row.getLong(5), row.getString(6), row.getObject(7, OffsetDateTime.class).toInstant(),
                row.getBoolean(8), Optional.ofNullable(row.getString(9)));
    }
}
