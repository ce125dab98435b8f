package dev.rill.threads.postgres;

import dev.rill.threads.jdbc.Dialect;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Objects;

/** PostgreSQL's words. */
final class PostgresDialect implements Dialect {

    @Override
    public Object column(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    @Override
    public Instant instant(ResultSet row, int column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    @Override
    public String now() {
        return "current_timestamp";
    }

    @Override
    public String forUpdate() {
        return " for update";
    }

    @Override
    public String state(SQLException failure) {
        return Objects.requireNonNullElse(failure.getSQLState(), "");
    }
}
