package dev.rill.threads.jdbc;

import com.zaxxer.hikari.HikariConfig;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/** In what the two databases differ, apart from the words of statements. Storage threads only. */
public interface DatabaseKind {

    /** How to connect: everything but the size of the pool and its deadlines. */
    HikariConfig pool();

    /** Waits until the database can be connected to, as long as is sensible at the start of a server. */
    void awaitStart() throws SQLException;

    /** Where on the class path the files are that make the tables. */
    String migrations();

    Dialect dialect();

    /** Of the database that is now open. */
    OpenTexts openTexts(Database database, String serverId);

    /** Where other servers may use it at the same time. */
    Optional<OpenAnswers> openAnswers();

    /** How many may change something at a time; whoever comes beside them waits. */
    int writers();

    /** Called every few seconds if something was changed since, outside of transactions. */
    void maintain(Connection connection) throws SQLException;
}
