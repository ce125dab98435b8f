package dev.rill.threads.jdbc;

import dev.rill.threads.ThreadStore.CannotOpenException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/** The tables, as the files in {@code db/migration} make them. */
final class Schema {
    /** The version of the newest of those files. */
    static final int NEWEST = 11;

    private static final String STATE = """
            select "version", "success" from "flyway_schema_history" where "version" is not null""";

    /** @param made the versions whose files have been run */
    private record State(TreeSet<Integer> made, boolean failed) {
        static final State EMPTY = new State(new TreeSet<>(), false);

        /** What came later was run, and this was not. */
        List<Integer> lacking() {
            return made.isEmpty() ? List.of()
                    : IntStream.range(made.first(), made.last()).filter(v -> !made.contains(v)).boxed().toList();
        }

        boolean upToDate() {
            return made.contains(NEWEST) && !failed && lacking().isEmpty();
        }
    }

    private Schema() {
    }

    /**
     * Brings the tables up to date. Flyway takes a tenth of a start to find that nothing is to be done, so that it is
     * asked only where its own table does not say so.
     *
     * @throws org.flywaydb.core.api.FlywayException if they cannot be
     * @throws CannotOpenException                   if they are those of no version that was released
     */
    static void bringUpToDate(DataSource database, DatabaseKind kind) {
        State state = state(database);
        if (!state.lacking().isEmpty()) {
            throw new CannotOpenException("The tables of " + kind + " are at version " + state.made().last()
                    + " without version " + state.lacking().stream().map(String::valueOf)
                            .collect(Collectors.joining(", "))
                    + ": a version of Rill under development made them. Give this one another database; export with"
                    + " that version and import with this take the threads along.", null);
        }
        if (!state.upToDate()) {
            Flyway.configure(Schema.class.getClassLoader()).dataSource(database)
                    .locations("classpath:" + kind.migrations()).load().migrate();
        }
    }

    /** Whether the tables are those of this version. */
    static boolean upToDate(DataSource database) {
        return state(database).upToDate();
    }

    private static State state(DataSource database) {
        try (Connection connection = database.getConnection();
             PreparedStatement select = connection.prepareStatement(STATE);
             ResultSet rows = select.executeQuery()) {
            TreeSet<Integer> made = new TreeSet<>();
            boolean failed = false;
            while (rows.next()) {
                made.add(rows.getInt(1));
                failed |= !rows.getBoolean(2);
            }
            return new State(made, failed);
        } catch (SQLException e) {
            // an empty database has no such table; Flyway tells what else it is
            return State.EMPTY;
        }
    }
}
