package dev.rill.threads.jdbc.store;

import dev.rill.threads.SharedSessions;
import dev.rill.threads.jdbc.Database;
import dev.rill.threads.jdbc.Dialect;
import dev.rill.threads.jdbc.StoreCalls;
import dev.rill.threads.jdbc.StoredText;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/** Rows of {@code page_session}. */
final class JdbcSharedSessions implements SharedSessions {
    private static final String OLDEST_OF_ONE = "delete from page_session where hash in"
            + " (select hash from page_session where whose = ? order by expires_at desc, hash offset ?)";
    private static final String OLDEST = "delete from page_session where hash in"
            + " (select hash from page_session order by expires_at desc, hash offset ?)";

    private final Database database;
    private final StoreCalls calls;
    private final Dialect dialect;

    JdbcSharedSessions(Database database, StoreCalls calls) {
        this.database = database;
        this.calls = calls;
        this.dialect = database.dialect();
    }

    @Override
    public void keep(Kept session, Instant now, int mostOfOne, int most) {
        calls.write(() -> database.transaction(connection -> {
            execute(connection, "delete from page_session where expires_at <= ?", dialect.column(now));
            execute(connection, OLDEST_OF_ONE, StoredText.clean(session.whose()), mostOfOne - 1);
            execute(connection, OLDEST, most - 1);
            execute(connection, "insert into page_session (hash, whose, credential, expires_at) values (?, ?, ?, ?)",
                    session.hash(), StoredText.clean(session.whose()), StoredText.clean(session.credential()),
                    dialect.column(session.expires()));
            return null;
        }));
    }

    @Override
    public Optional<Kept> find(String hash) {
        return calls.read(() -> database.reading(connection -> {
            try (PreparedStatement select = connection.prepareStatement(
                    "select hash, whose, credential, expires_at from page_session where hash = ?")) {
                select.setString(1, hash);
                try (ResultSet found = select.executeQuery()) {
                    return found.next() ? Optional.of(new Kept(found.getString(1), found.getString(2),
                            found.getString(3), dialect.instant(found, 4))) : Optional.empty();
                }
            }
        }));
    }

    @Override
    public void end(String hash) {
        calls.write(() -> database.transaction(connection -> {
            execute(connection, "delete from page_session where hash = ?", hash);
            return null;
        }));
    }

    private static void execute(Connection connection, String sql, Object... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            statement.executeUpdate();
        }
    }
}
