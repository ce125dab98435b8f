package dev.rill.threads.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;

/** Where the databases have no words in common. Immutable. */
public interface Dialect {

    /** A moment as a parameter of a statement. */
    Object column(Instant instant);

    Instant instant(ResultSet row, int column) throws SQLException;

    /** The database's clock, as an expression. */
    String now();

    /** What ends a select whose rows are to be changed. */
    String forUpdate();

    /** The SQLSTATE of a failure, or an empty text where its kind is not known. */
    String state(SQLException failure);
}
