package dev.rill.log;

import dev.rill.config.RillConfig;
import io.helidon.common.buffers.DataReader;
import io.helidon.logging.common.LogConfig;
import java.util.List;
import java.util.logging.ConsoleHandler;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Sends what everybody logs to standard error in one format. {@link System.Logger} ends in {@code java.util.logging}
 * here. Made once, after {@link #toTheEnd}.
 */
public final class LogSetup {
    /** Held, because {@code java.util.logging} forgets levels of loggers that nobody holds. */
    private final List<Logger> quiet;
    /**
     * They warn of a faster vector search that nobody needs, of each statement that a database did not take, and of
     * what a name of a server does to its name.
     */
    private final List<Logger> pointless = List.of(
            Logger.getLogger("org.apache.lucene.internal.vectorization.VectorizationProvider"),
            Logger.getLogger("com.zaxxer.hikari.pool.ProxyConnection"),
            Logger.getLogger("io.opentelemetry.sdk.resources.ResourceBuilder"));
    /** Whoever started the listener says in a sentence why it could not be. */
    private final Logger start = Logger.getLogger("io.helidon.webserver.LoomServer");
    private final Logger connections = Logger.getLogger("io.helidon.webserver.ConnectionHandler");

    /** Keeps the log until the process ends. Called first thing, before anything can have a logger. */
    public static void toTheEnd() {
        System.setProperty("java.util.logging.manager", LastingLogManager.class.getName());
    }

    public LogSetup(RillConfig.Log.Format format) {
        // Helidon would set levels and handlers of its own when it starts
        LogConfig.configureRuntime();
        Formatter formatter = switch (format) {
            case TEXT -> new TextFormatter();
            case JSON -> new JsonFormatter();
        };
        Logger root = Logger.getLogger("");
        for (Handler handler : root.getHandlers()) {
            root.removeHandler(handler);
        }
        ConsoleHandler console = new ConsoleHandler();
        console.setFormatter(formatter);
        root.addHandler(console);
        root.setLevel(Level.INFO);
        quiet = List.of(Logger.getLogger("io.helidon"), Logger.getLogger("org.flywaydb"),
                Logger.getLogger("com.zaxxer.hikari"), Logger.getLogger("org.apache.lucene"));
        quiet.forEach(logger -> logger.setLevel(Level.WARNING));
        pointless.forEach(logger -> logger.setLevel(Level.SEVERE));
        start.setLevel(Level.OFF);
        // a client that leaves before its protocol is known: anybody may, as often as they like
        connections.setFilter(line -> !(line.getThrown() instanceof DataReader.InsufficientDataAvailableException));
    }

    /** Leaves out what only tells, for a run whose output is something else. */
    public void warningsOnly() {
        Logger.getLogger("").setLevel(Level.WARNING);
    }
}
