package dev.rill.threads.jdbc;

import dev.rill.storage.StorageThreads;
import dev.rill.storage.StorageTimeoutException;
import dev.rill.threads.ThreadStore.StoreUnavailableException;
import java.sql.SQLException;
import java.time.Duration;
import org.jdbi.v3.core.JdbiException;

/**
 * Calls of the database on storage threads. Those that write, those that only read and the upkeep have threads of their
 * own, so that neither a long search nor a slow disk's sync keeps a question waiting. A deadlock, a conflict or a
 * standstill is tried again; whatever says that the database cannot do it now becomes one exception. Any thread.
 */
public final class StoreCalls implements AutoCloseable {
    private static final int MOST_WRITERS = 4;
    private static final int READERS = 4;
    private static final int UPKEEP = 1;
    /** Upkeep works on many rows, or waits for the disk: it may take so many times a call's deadline. */
    private static final int LONG = 5;
    private static final int ATTEMPTS = 3;
    private static final String STOOD_STILL = "25P03";

    private final StorageThreads writers;
    private final StorageThreads readers = new StorageThreads("store-read", READERS);
    private final StorageThreads upkeep = new StorageThreads("store-upkeep", UPKEEP);
    private final Duration deadline;
    private final Dialect dialect;
    private volatile boolean closed;

    /** @param writers how many the database lets change something at a time */
    public StoreCalls(Duration deadline, int writers, Dialect dialect) {
        this.deadline = deadline;
        this.dialect = dialect;
        this.writers = new StorageThreads("store-write", Math.min(writers, MOST_WRITERS));
    }

    /** As many connections are used at a time. */
    static int threads(int writers) {
        return Math.min(writers, MOST_WRITERS) + READERS + UPKEEP;
    }

    @FunctionalInterface
    public interface Work<T> {
        T run() throws SQLException;
    }

    public <T> T write(Work<T> work) {
        return call(writers, work, deadline);
    }

    /** Work that nobody waits for at a screen: one at a time, and longer. */
    public <T> T upkeep(Work<T> work) {
        return call(upkeep, work, deadline.multipliedBy(LONG));
    }

    public <T> T read(Work<T> work) {
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

    private <T> T retrying(Work<T> work) throws SQLException {
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

    /** The transaction was rolled back, because of another one (class 40) or because this process stood still in it. */
    private boolean isConflict(SQLException e) {
        String state = dialect.state(e);
        return state.startsWith("40") || state.equals(STOOD_STILL);
    }

    /** What the statements themselves are to blame for (data, constraint, syntax, limits) does not pass by waiting. */
    private RuntimeException translate(SQLException cause, Exception thrown) {
        String state = dialect.state(cause);
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
