package dev.rill.threads.embedded;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.SQLExceptionOverride;
import dev.rill.threads.jdbc.DatabaseKind;
import dev.rill.threads.jdbc.Durability;
import java.io.IOException;
import java.sql.SQLException;
import org.h2.store.fs.FilePath;

/** H2 in a file of the data folder. See {@link JournaledDurability} for when it is written. */
public final class EmbeddedDatabase implements DatabaseKind {
    /** How long H2 leaves old data alone, longer than the time between two syncs. */
    private static final String RETENTION_MILLIS = "10000";
    /** Each store writes the pages that were changed: small ones cost half of what H2's own size does. */
    private static final int PAGE_BYTES = 2048;
    /**
     * H2 stores one table's and one index's pages after the other, while others change them; after a kill it takes
     * such a file for whole. So it neither writes nor compacts on its own, and {@link JournaledDurability} does both
     * where nobody changes anything.
     */
    private static final String NOTHING_BESIDE = ";WRITE_DELAY=" + Integer.MAX_VALUE + ";AUTO_COMPACT_FILL_RATE=0";
    private static final String OPTIONS = ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH"
            + ";DB_CLOSE_ON_EXIT=FALSE;LOCK_TIMEOUT=1500;QUERY_CACHE_SIZE=64;PAGE_SIZE=" + PAGE_BYTES
            + ";RETENTION_TIME=" + RETENTION_MILLIS + NOTHING_BESIDE;

    private final String file;
    private final String url;

    /** @param file without H2's suffix, after the name of one of H2's file systems */
    public EmbeddedDatabase(String file) {
        this.file = file;
        this.url = "jdbc:h2:" + file + OPTIONS;
    }

    @Override
    public HikariConfig pool() {
        HikariConfig pool = new HikariConfig();
        pool.setJdbcUrl(url);
        pool.setUsername("rill");
        pool.setPassword("");
        pool.setMaxLifetime(0);
        pool.setKeepaliveTime(0);
        pool.setExceptionOverride(new BrokenSessions());
        return pool;
    }

    @Override
    public void awaitStart() {
        // it starts with the first connection
    }

    @Override
    public Durability durability() throws IOException {
        return new JournaledDurability(new ExchangeJournal(records(".journal-1"), records(".journal-2")));
    }

    private RecordFile records(String suffix) throws IOException {
        return new RecordFile(FilePath.get(file + suffix).open("rw"));
    }

    @Override
    public boolean shared() {
        return false;
    }

    @Override
    public String toString() {
        return "The embedded database";
    }

    /** H2 closes a database whose file failed; the next connection opens it again, which those there never do. */
    private static final class BrokenSessions implements SQLExceptionOverride {
        @java.lang.Override
        public Override adjudicate(SQLException e) {
            String state = e.getSQLState();
            boolean broken = state == null || state.startsWith("90") || state.startsWith("HY000")
                    || state.startsWith("58");
            return broken ? Override.MUST_EVICT : Override.CONTINUE_EVICT;
        }
    }
}
