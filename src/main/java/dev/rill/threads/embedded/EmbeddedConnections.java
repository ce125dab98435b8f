package dev.rill.threads.embedded;

import java.nio.file.Path;
import java.sql.SQLException;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConnection;
import org.sqlite.SQLiteDataSource;

/** Opens connections to a file, which the pool keeps. */
final class EmbeddedConnections extends SQLiteDataSource {
    private final Path file;

    EmbeddedConnections(Path file, SQLiteConfig config) {
        super(config);
        this.file = file;
        setUrl("jdbc:sqlite:" + file);
    }

    @Override
    public SQLiteConnection getConnection(String user, String password) throws SQLException {
        return new EmbeddedConnection(getUrl(), file.toString(), getConfig().toProperties());
    }
}
