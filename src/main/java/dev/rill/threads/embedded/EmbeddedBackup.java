package dev.rill.threads.embedded;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Copies the embedded database as it stands at one moment, while its server writes on: SQLite's {@code VACUUM INTO}.
 * The copy is one file without a log, and as small as it can be. One thread.
 */
public record EmbeddedBackup(EmbeddedDatabase database) {
    private static final String MIGRATIONS = "select count(*) from \"flyway_schema_history\"";

    /** @param to an empty file, or none */
    public void into(Path to) throws SQLException {
        try (Connection connection = database.connect(); Statement look = connection.createStatement();
             PreparedStatement copy = connection.prepareStatement("vacuum into ?")) {
            // what is no database of Rill fails here
            look.executeQuery(MIGRATIONS).close();
            copy.setString(1, to.toString());
            copy.execute();
        }
    }
}
