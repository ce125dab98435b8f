package dev.rill.threads.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/** The tables, as the files in {@code db/migration} make them. */
final class Schema {
    /** The version of the newest of those files. */
    static final String NEWEST = "6";

    private static final String STATE = """
            select count(*) filter (where "success" and "version" = ?), count(*) filter (where not "success")
            from "flyway_schema_history\"""";

    private Schema() {
    }

    /**
     * Brings the tables up to date. Flyway takes a tenth of a start to find that nothing is to be done, so that it is
     * asked only where its own table does not say so.
     *
     * @throws org.flywaydb.core.api.FlywayException if they cannot be
     */
    static void bringUpToDate(DataSource database, String migrations) {
        if (!upToDate(database)) {
            Flyway.configure(Schema.class.getClassLoader()).dataSource(database).locations("classpath:" + migrations)
                    .load().migrate();
        }
    }

    /** Whether the tables are those of this version. */
    static boolean upToDate(DataSource database) {
        try (Connection connection = database.getConnection();
             PreparedStatement select = connection.prepareStatement(STATE)) {
            select.setString(1, NEWEST);
            try (ResultSet state = select.executeQuery()) {
                return state.next() && state.getInt(1) == 1 && state.getInt(2) == 0;
            }
        } catch (SQLException e) {
            // an empty database has no such table; Flyway tells what else it is
            return false;
        }
    }
}
