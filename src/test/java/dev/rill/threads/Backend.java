package dev.rill.threads;

import dev.rill.ThreadStores;
import dev.rill.threads.embedded.EmbeddedDatabase;
import dev.rill.threads.jdbc.DatabaseKind;
import dev.rill.threads.jdbc.StoreTimes;
import dev.rill.threads.jdbc.lease.ReplicaSettings;
import dev.rill.threads.postgres.PostgresDatabase;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/** Where a test's store keeps its rows; opened as often as the test likes. */
public record Backend(Path folder, DatabaseKind kind, String url, ReplicaSettings settings) {
    public static final StoreTimes TIMES = new StoreTimes(Duration.ofSeconds(20), Duration.ofSeconds(2),
            Duration.ofMillis(50), Duration.ofSeconds(10));

    public static Backend embedded(Path folder) {
        return new Backend(folder, new EmbeddedDatabase(folder), "", ReplicaSettings.ALONE);
    }

    public static Backend postgres(Path folder) {
        return postgres(folder, TestPostgres.newDatabase());
    }

    public static Backend postgres(Path folder, String url) {
        return new Backend(folder, new PostgresDatabase(url, TIMES.start()), url, ReplicaSettings.ALONE);
    }

    /** The same database, used from another data folder. */
    public Backend from(Path otherFolder) {
        return new Backend(otherFolder, kind, url, settings);
    }

    /** The same database, which the servers of these names share. */
    public Backend replica(String name) {
        return replica(name, 0);
    }

    /** @param atOnce how many answers of an owner may be open; zero: any number */
    public Backend replica(String name, int atOnce) {
        return new Backend(folder, kind, url, new ReplicaSettings(true, name, atOnce));
    }

    public ThreadStore open() {
        return open(TIMES);
    }

    public ThreadStore open(StoreTimes times) {
        return ThreadStores.open(folder, kind, settings, times);
    }

    /** Beside the stores that are open. */
    public void execute(String sql) throws SQLException {
        try (Connection connection = connect(); Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Another connection to what has been opened before. */
    public Connection connect() throws SQLException {
        return DriverManager.getConnection(url.isEmpty() ? "jdbc:sqlite:" + folder.resolve("threads.db") : url);
    }

    static StoreTimes deadline(Duration deadline) {
        return new StoreTimes(deadline, TIMES.lease(), TIMES.retry(), TIMES.start());
    }
}
