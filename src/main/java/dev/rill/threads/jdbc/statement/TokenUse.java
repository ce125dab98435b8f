package dev.rill.threads.jdbc.statement;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.jdbi.v3.core.Handle;

/**
 * Model tokens that owners used on a day, by all servers of the database. A row holds an owner's latest day, so that
 * none has to be swept out. Each method is part of its caller's transaction.
 */
public final class TokenUse {
    private static final String CHARGE = """
            insert into token_use (owner, day, tokens) values (?, ?, ?) on conflict (owner) do update set
                tokens = case when token_use.day = excluded.day then token_use.tokens + excluded.tokens
                    when token_use.day < excluded.day then excluded.tokens else token_use.tokens end,
                day = case when token_use.day < excluded.day then excluded.day else token_use.day end""";

    private volatile boolean counted;

    /** From now on; where nobody asks what was used, no answer pays for it. */
    public void count() {
        counted = true;
    }

    void charge(Connection connection, String owner, Instant at, long tokens) throws SQLException {
        if (!counts(tokens)) {
            return;
        }
        try (PreparedStatement charge = connection.prepareStatement(CHARGE)) {
            charge.setString(1, owner);
            charge.setString(2, LocalDate.ofInstant(at, ZoneOffset.UTC).toString());
            charge.setLong(3, tokens);
            charge.executeUpdate();
        }
    }

    /** Whether there is anything to be written. */
    public boolean counts(long tokens) {
        return counted && tokens > 0;
    }

    public static long of(Handle handle, String owner, LocalDate day) {
        return handle.createQuery("select tokens from token_use where owner = :owner and day = :day")
                .bind("owner", owner).bind("day", day.toString()).mapTo(Long.class).findOne().orElse(0L);
    }
}
