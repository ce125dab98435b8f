package dev.rill.threads.postgres;

import com.zaxxer.hikari.HikariConfig;
import dev.rill.threads.jdbc.Database;
import dev.rill.threads.jdbc.DatabaseKind;
import dev.rill.threads.jdbc.Dialect;
import dev.rill.threads.jdbc.OpenAnswers;
import dev.rill.threads.jdbc.OpenTexts;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Collectors;
import org.postgresql.PGConnection;

/**
 * PostgreSQL behind a JDBC URL. What the URL sets goes before what is set here. Where a pooler stands between, each
 * transaction may come to another session, so that nothing is kept in one: no prepared statements.
 */
public final class PostgresDatabase implements DatabaseKind {
    private static final System.Logger LOGGER = System.getLogger(PostgresDatabase.class.getName());
    public static final String URL_START = "jdbc:postgresql:";
    private static final String USER = "user=";
    private static final String PASSWORD = "password=";
    private static final String PROTOCOL_VIOLATION = "08P01";
    /** Who stands still in a transaction keeps what it locked, peers' leases with it, until the database ends it. */
    private static final String STANDSTILL = "set idle_in_transaction_session_timeout = 5000";
    private static final Duration RETRY = Duration.ofMillis(500);

    private final String url;
    private final Optional<String> user;
    private final Optional<String> password;
    private final Duration startTimeout;
    private volatile boolean pooled;

    /** @param url from which user and password are taken out at once: libraries log and throw it as it is */
    public PostgresDatabase(String url, Duration startTimeout) {
        int end = url.indexOf('?');
        String base = end < 0 ? url : url.substring(0, end);
        List<String> parameters = end < 0 ? List.of() : List.of(url.substring(end + 1).split("&"));
        this.user = parameter(parameters, USER);
        this.password = parameter(parameters, PASSWORD);
        this.url = base + parameters.stream().filter(p -> !p.startsWith(USER) && !p.startsWith(PASSWORD))
                .collect(Collectors.joining("&", "?", ""));
        this.startTimeout = startTimeout;
    }

    private static Optional<String> parameter(List<String> parameters, String name) {
        return parameters.stream().filter(p -> p.startsWith(name))
                .map(p -> URLDecoder.decode(p.substring(name.length()), StandardCharsets.UTF_8)).findFirst();
    }

    private Properties properties() {
        Properties properties = new Properties();
        user.ifPresent(name -> properties.setProperty("user", name));
        password.ifPresent(secret -> properties.setProperty("password", secret));
        properties.setProperty("ApplicationName", "rill");
        properties.setProperty("connectTimeout", "2");
        // a thread that waits for a server that is gone is given back after so many seconds
        properties.setProperty("socketTimeout", "20");
        properties.setProperty("tcpKeepAlive", "true");
        properties.setProperty("prepareThreshold", pooled ? "0" : "2");
        return properties;
    }

    @Override
    public HikariConfig pool() {
        HikariConfig pool = new HikariConfig();
        pool.setJdbcUrl(url);
        pool.setDataSourceProperties(properties());
        pool.setConnectionInitSql(STANDSTILL);
        return pool;
    }

    /** A database that starts together with this server needs some seconds; a wrong password is said at once. */
    @Override
    public void awaitStart() throws SQLException {
        long end = System.nanoTime() + startTimeout.toNanos();
        while (true) {
            try (Connection connection = DriverManager.getConnection(url, properties())) {
                pooled = isPooled(connection);
                if (pooled) {
                    tellOfPooler();
                }
                return;
            } catch (SQLException e) {
                if (refusesParameter(e)) {
                    throw new SQLException(e.getMessage() + "; take it out of RILL_DATABASE_URL, or name it in the "
                            + "pooler's ignore_startup_parameters", e.getSQLState(), e);
                }
                if (!startsLater(e) || System.nanoTime() - end > 0) {
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

    /** A connection beside the pool's. Any thread; whoever asks closes it. */
    public Connection open() throws SQLException {
        Connection connection = DriverManager.getConnection(url, properties());
        try (Statement statement = connection.createStatement()) {
            statement.execute(STANDSTILL);
            if (isPooled(connection)) {
                connection.unwrap(PGConnection.class).setPrepareThreshold(0);
            }
            return connection;
        } catch (SQLException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    /** Whoever stands between cannot know the session that a statement will come to, and made its number up. */
    private static boolean isPooled(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
             ResultSet session = statement.executeQuery("select pg_backend_pid()")) {
            return session.next() && session.getInt(1) != connection.unwrap(PGConnection.class).getBackendPID();
        }
    }

    private void tellOfPooler() {
        boolean kept = url.contains("prepareThreshold=") && !url.contains("prepareThreshold=0");
        LOGGER.log(kept ? System.Logger.Level.WARNING : System.Logger.Level.INFO, "A pooler stands before the database"
                + (kept
                        ? ": where it gives each transaction another session, prepareThreshold in RILL_DATABASE_URL "
                        + "has to be 0"
                        : "; no statement stays prepared"));
    }

    private static boolean refusesParameter(SQLException e) {
        return PROTOCOL_VIOLATION.equals(e.getSQLState()) && e.getMessage().contains("startup parameter");
    }

    /** 08: no connection; 57P03: it is starting. */
    private static boolean startsLater(SQLException e) {
        String state = e.getSQLState();
        return state != null && (state.startsWith("08") && !state.equals(PROTOCOL_VIOLATION) || state.equals("57P03"));
    }

    @Override
    public String migrations() {
        return "db/migration";
    }

    @Override
    public Dialect dialect() {
        return new PostgresDialect();
    }

    @Override
    public OpenTexts openTexts(Database database, String serverId) {
        return new OpenTextRows(database, serverId);
    }

    @Override
    public Optional<OpenAnswers> openAnswers() {
        return Optional.of(new OpenAnswerRows(() ->
                new AnswerNews(() -> DriverManager.getConnection(url, properties()), !pooled)));
    }

    /** As many as there are connections. */
    @Override
    public int writers() {
        return Integer.MAX_VALUE;
    }

    @Override
    public void maintain(Connection connection) {
        // it looks after itself
    }

    @Override
    public String toString() {
        return "The database " + url.substring(0, url.indexOf('?'));
    }
}
