package dev.rill.threads.embedded;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Properties;
import org.sqlite.Function;
import org.sqlite.jdbc4.JDBC4Connection;
import org.sqlite.jdbc4.JDBC4PreparedStatement;

/**
 * A connection that keeps the statements it has prepared, since preparing one takes as long as executing it, and whose
 * {@code lower} knows the letters of every script. One thread at a time; the pool closes it.
 */
final class EmbeddedConnection extends JDBC4Connection {
    private static final int MOST_KEPT = 32;
    /** The pool closes a connection that says so. */
    private static final String BROKEN = "08003";

    /** Those that nobody uses, the longest unused first. */
    private final LinkedHashMap<String, KeptStatement> unused = new LinkedHashMap<>();

    EmbeddedConnection(String url, String file, Properties properties) throws SQLException {
        super(url, file, properties);
        Function.create(this, "lower", new Lower(), 1, Function.FLAG_DETERMINISTIC);
    }

    @Override
    public PreparedStatement prepareStatement(String sql, int type, int concurrency, int holdability)
            throws SQLException {
        checkOpen();
        checkCursor(type, concurrency, holdability);
        KeptStatement kept = unused.remove(sql);
        return kept == null ? new KeptStatement(sql) : kept;
    }

    /** Where a write failed, SQLite has rolled back by itself, and the driver does not know that nothing is begun. */
    @Override
    public void rollback() throws SQLException {
        try {
            super.rollback();
        } catch (SQLException e) {
            try (Statement begin = createStatement()) {
                begin.execute("begin");
            } catch (SQLException stillInOne) {
                throw new SQLException("The transaction does not end: " + e.getMessage(), BROKEN, e);
            }
        }
    }

    /** Its user's close is not its end. */
    private final class KeptStatement extends JDBC4PreparedStatement {
        private final String sql;

        KeptStatement(String sql) throws SQLException {
            super(EmbeddedConnection.this, sql);
            this.sql = sql;
        }

        @Override
        public void close() throws SQLException {
            if (isClosed() || unused.get(sql) == this) {
                return;
            }
            clearParameters();
            clearBatch();
            if (unused.putIfAbsent(sql, this) != null) {
                super.close();
            } else if (unused.size() > MOST_KEPT) {
                unused.pollFirstEntry().getValue().end();
            }
        }

        private void end() throws SQLException {
            super.close();
        }
    }

    private static final class Lower extends Function {
        @Override
        protected void xFunc() throws SQLException {
            String text = value_text(0);
            if (text == null) {
                result();
            } else {
                result(text.toLowerCase(Locale.ROOT));
            }
        }
    }
}
