package dev.rill.threads;

import com.zaxxer.hikari.HikariConfig;
import java.sql.Connection;
import java.sql.SQLException;

/** In what the two databases differ, apart from SQL. */
sealed interface DatabaseKind permits EmbeddedDatabase, PostgresDatabase {

    /** How to connect: everything but the size of the pool and its deadlines. */
    HikariConfig pool();

    /** Waits until the database can be connected to, as long as is sensible at the start of a server. */
    void awaitStart() throws SQLException;

    /** After each commit, on the same connection: returns when what was committed survives the death of this process. */
    void afterCommit(Connection connection) throws SQLException;

    /** Now and then. */
    void maintain(Connection connection) throws SQLException;

    /** Whether other servers may use it at the same time. */
    boolean shared();
}
