package dev.rill.threads;

import com.zaxxer.hikari.HikariConfig;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Collectors;

/** PostgreSQL behind a JDBC URL. What the URL sets goes before what is set here. */
final class PostgresDatabase implements DatabaseKind {
    static final String URL_START = "jdbc:postgresql:";
    private static final String USER = "user=";
    private static final String PASSWORD = "password=";
    private static final Duration RETRY = Duration.ofMillis(500);

    private final String url;
    private final Optional<String> user;
    private final Optional<String> password;
    private final Duration startTimeout;

    /** @param url from which user and password are taken out at once: libraries log and throw it as it is */
    PostgresDatabase(String url, Duration startTimeout) {
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
    public Durability durability() {
        return Durability.OF_COMMIT;
    }

    @Override
    public boolean shared() {
        return true;
    }

    @Override
    public String toString() {
        return "The database " + url.substring(0, url.indexOf('?'));
    }
}
