package dev.rill.threads;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/** Where a test's store keeps its rows; opened as often as the test likes. */
record Backend(Path folder, DatabaseKind kind) {
    static final StoreTimes TIMES = new StoreTimes(Duration.ofSeconds(20), Duration.ofSeconds(2),
            Duration.ofMillis(50), Duration.ofSeconds(10));

    static Backend embedded(Path folder) {
        return new Backend(folder, new EmbeddedDatabase("retry:" + folder.resolve("threads")));
    }

    static Backend postgres(Path folder) {
        return new Backend(folder, new PostgresDatabase(TestPostgres.newDatabase(), TIMES.start()));
    }

    /** The same database, used from another data folder. */
    Backend from(Path otherFolder) {
        return new Backend(otherFolder, kind);
    }

    ThreadStore open() {
        return open(TIMES);
    }

    ThreadStore open(StoreTimes times) {
        return ThreadStores.open(folder, kind, times);
    }

    void execute(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(kind.pool().getJdbcUrl());
             Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    static StoreTimes deadline(Duration deadline) {
        return new StoreTimes(deadline, TIMES.lease(), TIMES.retry(), TIMES.start());
    }
}
