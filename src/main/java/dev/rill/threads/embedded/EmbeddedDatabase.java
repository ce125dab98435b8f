package dev.rill.threads.embedded;

import com.zaxxer.hikari.HikariConfig;
import dev.rill.threads.ThreadStore.CannotOpenException;
import dev.rill.threads.jdbc.Database;
import dev.rill.threads.jdbc.DatabaseKind;
import dev.rill.threads.jdbc.Dialect;
import dev.rill.threads.jdbc.OpenAnswers;
import dev.rill.threads.jdbc.OpenTexts;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.JournalMode;
import org.sqlite.SQLiteConfig.Pragma;
import org.sqlite.SQLiteConfig.SynchronousMode;
import org.sqlite.SQLiteConfig.TempStore;

/**
 * SQLite in a file of the data folder. A commit appends its pages to the log beside the file, which the operating
 * system has when it returns: that survives the death of this process. The log is forced to the disk, and brought into
 * the file, by {@link #maintain}, so that no question waits for the disk; the time between two calls is what a power
 * failure may cost.
 */
public final class EmbeddedDatabase implements DatabaseKind {
    private static final String FILE = "threads.db";
    /** Of the database that versions before this one had. */
    private static final String EARLIER_FILE = "threads.mv.db";
    /** How long to wait for another process that holds the file. */
    private static final int BUSY_MILLIS = 1500;
    /** A longer log is brought into the file, and is then written from its beginning. */
    private static final int LOG_BYTES = 16 << 20;
    /** Whoever commits brings the log into the file where it has so many pages, since nobody else does. */
    private static final int LOG_PAGES_AT_MOST = 100_000;

    private final Path file;

    /** @param folder in which nobody else uses it */
    public EmbeddedDatabase(Path folder) {
        this.file = folder.resolve(FILE);
    }

    /** Whether there is one. */
    public boolean exists() {
        return Files.exists(file);
    }

    @Override
    public HikariConfig pool() {
        HikariConfig pool = new HikariConfig();
        pool.setDataSource(connections());
        pool.setMaxLifetime(0);
        pool.setKeepaliveTime(0);
        return pool;
    }

    /** The caller closes it. */
    Connection connect() throws SQLException {
        return connections().getConnection();
    }

    private EmbeddedConnections connections() {
        SqliteLibrary.tellDriver();
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(JournalMode.WAL);
        config.setSynchronous(SynchronousMode.NORMAL);
        config.setBusyTimeout(BUSY_MILLIS);
        config.setJournalSizeLimit(LOG_BYTES);
        config.setPragma(Pragma.WAL_AUTOCHECKPOINT, Integer.toString(LOG_PAGES_AT_MOST));
        config.setTempStore(TempStore.MEMORY);
        config.setGetGeneratedKeys(false);
        return new EmbeddedConnections(file, config);
    }

    /** It starts with the first connection. */
    @Override
    public void awaitStart() {
        Path earlier = file.resolveSibling(EARLIER_FILE);
        if (Files.exists(earlier) && !Files.exists(file)) {
            throw new CannotOpenException("An earlier version kept its threads in " + earlier + ", which this one does "
                    + "not read: export what you want to keep with that version, as the manual's page about threads "
                    + "says, "
                    + "and move the file out of the data folder.", null);
        }
    }

    @Override
    public String migrations() {
        return "db/sqlite";
    }

    @Override
    public Dialect dialect() {
        return new EmbeddedDialect();
    }

    @Override
    public OpenTexts openTexts(Database database, String serverId) {
        return new OpenTextTable(database);
    }

    @Override
    public int writers() {
        return 1;
    }

    @Override
    public void maintain(Connection connection) throws SQLException {
        Path log = file.resolveSibling(FILE + "-wal");
        boolean large;
        try (FileChannel channel = FileChannel.open(log, StandardOpenOption.WRITE)) {
            channel.force(false);
            large = channel.size() > LOG_BYTES;
        } catch (NoSuchFileException e) {
            return;
        } catch (IOException e) {
            throw new SQLException("The database's log cannot be forced to the disk: " + e.getMessage(),
                    EmbeddedDialect.IO_ERROR, e);
        }
        if (large) {
            try (Statement statement = connection.createStatement()) {
                statement.execute("pragma wal_checkpoint(passive)");
            }
        }
    }

    @Override
    public Optional<OpenAnswers> openAnswers() {
        return Optional.empty();
    }

    @Override
    public String toString() {
        return "The embedded database";
    }
}
