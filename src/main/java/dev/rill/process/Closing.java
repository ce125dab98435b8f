package dev.rill.process;

import java.util.ArrayDeque;

/**
 * What has been opened so far, to be closed in the opposite order; one that fails does not keep the others open. One
 * thread at a time.
 */
public final class Closing implements AutoCloseable {
    private static final System.Logger LOGGER = System.getLogger(Closing.class.getName());

    private final ArrayDeque<AutoCloseable> opened = new ArrayDeque<>();

    public <T extends AutoCloseable> T add(T closeable) {
        opened.push(closeable);
        return closeable;
    }

    @Override
    public void close() {
        while (!opened.isEmpty()) {
            AutoCloseable closeable = opened.pop();
            try {
                closeable.close();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (Exception | Error e) {
                LOGGER.log(System.Logger.Level.WARNING, closeable.getClass().getSimpleName() + " did not close", e);
            }
        }
    }
}
