package dev.rill;

import dev.rill.config.RillConfig;
import dev.rill.threads.ThreadStore.CannotOpenException;
import dev.rill.threads.ThreadStore;
import dev.rill.threads.embedded.EmbeddedDatabase;
import dev.rill.threads.jdbc.DataFolder;
import dev.rill.threads.jdbc.Database;
import dev.rill.threads.jdbc.DatabaseKind;
import dev.rill.threads.jdbc.StoreTimes;
import dev.rill.threads.jdbc.lease.ReplicaSettings;
import dev.rill.threads.jdbc.store.JdbcThreadStore;
import dev.rill.threads.postgres.PostgresDatabase;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.function.Supplier;
import org.flywaydb.core.api.FlywayException;

/** Opens the store of conversations. Stateless; whoever opens a store closes it. */
public final class ThreadStores {

    private ThreadStores() {
    }

    /**
     * Takes the data folder for this process, connects to the database and brings its tables up to date: PostgreSQL
     * where a URL is configured, which is waited for some seconds, and else the embedded database in the data folder.
     * Blocks; not for an interrupted or virtual thread. The caller closes the store.
     *
     * @throws CannotOpenException where the folder is in use or cannot be written, or the database cannot be used, or
     *                             is in use by a server that does not share it
     */
    public static ThreadStore open(RillConfig config) {
        return holding(config).get();
    }

    /**
     * Takes the data folder. What is returned opens the store, once, and closes the folder where it cannot.
     *
     * @throws CannotOpenException as {@link #open(RillConfig)}
     */
    static Supplier<ThreadStore> holding(RillConfig config) {
        ReplicaSettings settings = new ReplicaSettings(config.replicas().enabled(),
                config.replicas().name().orElseGet(ThreadStores::hostName),
                config.replicas().enabled() && config.auth().required() ? config.streams().maxStreamsPerUser() : 0);
        DatabaseKind kind = kind(config);
        DataFolder folder = DataFolder.hold(dataFolder(config));
        return () -> openIn(folder, kind, settings, StoreTimes.DEFAULT);
    }

    static Path dataFolder(RillConfig config) {
        return config.storage().data().toAbsolutePath().normalize();
    }

    /** The database that is configured. */
    static DatabaseKind kind(RillConfig config) {
        if (config.storage().databaseUrl().isEmpty()) {
            return new EmbeddedDatabase(dataFolder(config));
        }
        String url = config.storage().databaseUrl().get();
        if (!url.startsWith(PostgresDatabase.URL_START)) {
            throw new CannotOpenException("The database URL must start with " + PostgresDatabase.URL_START + ".", null);
        }
        return new PostgresDatabase(url, StoreTimes.DEFAULT.start());
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "";
        }
    }

    public static ThreadStore open(Path data, DatabaseKind kind, ReplicaSettings settings, StoreTimes times) {
        return openIn(DataFolder.hold(data), kind, settings, times);
    }

    private static ThreadStore openIn(DataFolder folder, DatabaseKind kind, ReplicaSettings settings,
                                      StoreTimes times) {
        try {
            return open(folder, kind, settings, times);
        } catch (RuntimeException | Error e) {
            folder.close();
            throw e;
        }
    }

    private static ThreadStore open(DataFolder folder, DatabaseKind kind, ReplicaSettings settings, StoreTimes times) {
        Database database = connect(kind, times);
        try {
            return new JdbcThreadStore(folder, database, settings, times);
        } catch (ThreadStore.StoreUnavailableException e) {
            database.close();
            throw new CannotOpenException(kind + " cannot be written: " + firstLine(e), e);
        } catch (RuntimeException | Error e) {
            database.close();
            throw e;
        }
    }

    /** With tables that are up to date. The caller closes it. */
    static Database connect(DatabaseKind kind, StoreTimes times) {
        return connect(kind, times, Database::open);
    }

    /** To a database that servers may be using, whose tables stay as they are. The caller closes it. */
    static Database connectToRead(DatabaseKind kind, StoreTimes times) {
        return connect(kind, times, Database::openToRead);
    }

    @FunctionalInterface
    private interface Connecting {
        Database connect(DatabaseKind kind, Duration timeout) throws SQLException;
    }

    private static Database connect(DatabaseKind kind, StoreTimes times, Connecting connecting) {
        try {
            return connecting.connect(kind, times.connect());
        } catch (SQLException e) {
            throw new CannotOpenException(kind + " cannot be reached: " + firstLine(e), e);
        } catch (FlywayException e) {
            throw new CannotOpenException("The tables of " + kind + " cannot be brought up to date: " + firstLine(e),
                    e);
        } catch (CannotOpenException e) {
            throw e;
        } catch (RuntimeException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new CannotOpenException(kind + " cannot be opened: " + firstLine(cause), e);
        }
    }

    private static String firstLine(Throwable e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("").strip();
    }
}
