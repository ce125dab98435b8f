package dev.rill.threads.embedded;

import dev.rill.threads.jdbc.Dialect;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** SQLite's words. A moment is the number of microseconds since 1970; failures have codes of their own. */
final class EmbeddedDialect implements Dialect {
    static final String IO_ERROR = "58030";
    private static final String DATA = "22000";
    private static final String CONSTRAINT = "23000";
    private static final String STATEMENT = "42000";
    private static final String LIMIT = "54000";
    private static final String BUSY = "55006";

    @Override
    public Object column(Instant instant) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
    }

    @Override
    public Instant instant(ResultSet row, int column) throws SQLException {
        return Instant.EPOCH.plus(row.getLong(column), ChronoUnit.MICROS);
    }

    @Override
    public String now() {
        return "cast(unixepoch('subsec') * 1000000 as integer)";
    }

    /** There is one writer. */
    @Override
    public String forUpdate() {
        return "";
    }

    @Override
    public String state(SQLException failure) {
        if (failure.getSQLState() != null) {
            return failure.getSQLState();
        }
        return failure instanceof SQLiteException own ? state(own.getResultCode()) : "";
    }

    /** The lowest byte is the kind; what stands above it says more. */
    private static String state(SQLiteErrorCode code) {
        int kind = code.code & 0xff;
        if (kind == SQLiteErrorCode.SQLITE_ERROR.code) {
            return STATEMENT;
        } else if (kind == SQLiteErrorCode.SQLITE_CONSTRAINT.code) {
            return CONSTRAINT;
        } else if (kind == SQLiteErrorCode.SQLITE_TOOBIG.code) {
            return LIMIT;
        } else if (kind == SQLiteErrorCode.SQLITE_MISMATCH.code || kind == SQLiteErrorCode.SQLITE_RANGE.code) {
            return DATA;
        } else if (kind == SQLiteErrorCode.SQLITE_BUSY.code || kind == SQLiteErrorCode.SQLITE_LOCKED.code) {
            return BUSY;
        }
        return IO_ERROR;
    }
}
