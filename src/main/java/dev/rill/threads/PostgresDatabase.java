package dev.rill.threads;

import com.zaxxer.hikari.HikariConfig;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;

/** PostgreSQL behind a JDBC URL. What the URL sets goes before what is set here. */
final class PostgresDatabase implements DatabaseKind {
    static final String URL_START = "jdbc:postgresql:";
    private static final Duration RETRY = Duration.ofMillis(500);

    private final String url;
    private final Duration startTimeout;

    PostgresDatabase(String url, Duration startTimeout) {
        this.url = url;
        this.startTimeout = startTimeout;
    }

    private static Properties properties() {
        Properties properties = new Properties();
        properties.setProperty("ApplicationName", "rill");
        properties.setProperty("connectTimeout", "2");
        // a thread that waits for a server that is gone is given back after so many seconds
        properties.setProperty("socketTimeout", "20");
        properties.setProperty("tcpKeepAlive", "true");
        properties.setProperty("prepareThreshold", "2");
        return properties;
    }

    @Override
    public HikariConfig pool() {
        HikariConfig pool = new HikariConfig();
        pool.setJdbcUrl(url);
        pool.setDataSourceProperties(properties());
        return pool;
    }

    /** A database that starts together with this server needs some seconds; a wrong password is said at once. */
    @Override
    public void awaitStart() throws SQLException {
        long end = System.nanoTime() + startTimeout.toNanos();
        while (true) {
            try {
                DriverManager.getConnection(url, properties()).close();
                return;
            } catch (SQLException e) {
                if (!startsLater(e.getSQLState()) || System.nanoTime() - end > 0) {
                    throw e;
                }
            }
            try {
                Thread.sleep(RETRY);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new SQLException("Interrupted while the database was waited for", "57014", e);
            }
        }
    }

    /** 08: no connection; 57P03: it is starting. */
    private static boolean startsLater(String state) {
        return state != null && (state.startsWith("08") || state.equals("57P03"));
    }

    @Override
    public void afterCommit(Connection connection) {
        // a commit is durable here
    }

    @Override
    public void maintain(Connection connection) {
        // PostgreSQL looks after itself
    }

    @Override
    public boolean shared() {
        return true;
    }

    /** Without what follows the question mark: it may hold a password. */
    @Override
    public String toString() {
        int parameters = url.indexOf('?');
        return "The database " + (parameters < 0 ? url : url.substring(0, parameters));
    }
}
