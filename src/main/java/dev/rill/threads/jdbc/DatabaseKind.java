package dev.rill.threads.jdbc;

import com.zaxxer.hikari.HikariConfig;
import java.io.IOException;
import java.sql.SQLException;

/** In what the two databases differ, apart from SQL. */
public interface DatabaseKind {

    /** How to connect: everything but the size of the pool and its deadlines. */
    HikariConfig pool();

    /** Waits until the database can be connected to, as long as is sensible at the start of a server. */
    void awaitStart() throws SQLException;

    /** Of the database that is now open; whoever asked closes it. */
    Durability durability() throws IOException;

    /** Whether other servers may use it at the same time. */
    boolean shared();
}
