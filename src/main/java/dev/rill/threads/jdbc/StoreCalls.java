package dev.rill.threads.jdbc;

import dev.rill.storage.StorageThreads;
import dev.rill.storage.StorageTimeoutException;
import dev.rill.threads.ThreadStore.StoreUnavailableException;
import java.sql.SQLException;
import java.time.Duration;
import org.jdbi.v3.core.JdbiException;

/**
 * Calls of the database on storage threads. Those that write, those that only read and the upkeep have threads of their
 * own, so that neither a long search nor a slow disk's sync keeps a question waiting. A deadlock or a conflict is tried
 * again; whatever says that the database cannot do it now becomes one exception. Any thread.
 */
public final class StoreCalls implements AutoCloseable {
    private static final int WRITERS = 4;
    private static final int READERS = 4;
    private static final int UPKEEP = 1;
    /** As many connections are used at a time. */
    public static final int THREADS = WRITERS + READERS + UPKEEP;
    /** Upkeep works on many rows, or waits for the disk: it may take so many times a call's deadline. */
    private static final int LONG = 5;
    private static final int ATTEMPTS = 3;

    private final StorageThreads writers = new StorageThreads("store-write", WRITERS);
    private final StorageThreads readers = new StorageThreads("store-read", READERS);
    private final StorageThreads upkeep = new StorageThreads("store-upkeep", UPKEEP);
    private final Duration deadline;
    private volatile boolean closed;

    StoreCalls(Duration deadline) {
        this.deadline = deadline;
    }

    @FunctionalInterface
    interface Work<T> {
        T run() throws SQLException;
    }

    <T> T write(Work<T> work) {
        return call(writers, work, deadline);
    }

    /** Work that nobody waits for at a screen: one at a time, and longer. */
    <T> T upkeep(Work<T> work) {
        return call(upkeep, work, deadline.multipliedBy(LONG));
    }

    <T> T read(Work<T> work) {
        return call(readers, work, deadline);
    }

    private <T> T call(StorageThreads threads, Work<T> work, Duration deadline) {
        if (closed) {
            throw new StoreUnavailableException("The store is closed", null);
        }
        try {
            return threads.call(() -> retrying(work), deadline);
        } catch (SQLException e) {
            throw translate(e, e);
        } catch (JdbiException e) {
            throw e.getCause() instanceof SQLException cause ? translate(cause, e) : e;
        } catch (StorageTimeoutException e) {
            throw new StoreUnavailableException("The database did not answer within " + deadline.toMillis() + " ms", e);
        }
    }

    private static <T> T retrying(Work<T> work) throws SQLException {
        for (int attempt = 1; ; attempt++) {
            try {
                return work.run();
            } catch (SQLException e) {
                if (attempt == ATTEMPTS || !isConflict(e)) {
                    throw e;
                }
            } catch (JdbiException e) {
                if (attempt == ATTEMPTS || !(e.getCause() instanceof SQLException cause) || !isConflict(cause)) {
                    throw e;
                }
            }
        }
    }

    /** Class 40: the transaction was rolled back because of another one. */
    private static boolean isConflict(SQLException e) {
        return e.getSQLState() != null && e.getSQLState().startsWith("40");
    }

    /** What the statements themselves are to blame for (data, constraint, syntax, limits) does not pass by waiting. */
    private static RuntimeException translate(SQLException cause, Exception thrown) {
        String state = cause.getSQLState() == null ? "" : cause.getSQLState();
        String kind = state.length() >= 2 ? state.substring(0, 2) : "";
        return switch (kind) {
            case "0A", "21", "22", "23", "42", "54" -> new IllegalStateException("The database refused a statement ("
                    + state + ")", thrown);
            default -> new StoreUnavailableException("The database cannot do it now: " + firstLine(cause), thrown);
        };
    }

    private static String firstLine(SQLException e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("").strip();
    }

    @Override
    public void close() {
        closed = true;
        writers.close(deadline);
        readers.close(deadline);
        upkeep.close(deadline);
    }
}
