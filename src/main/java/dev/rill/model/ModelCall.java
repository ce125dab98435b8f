package dev.rill.model;

/**
 * One answer on its way. Owned by the thread that began it: it alone calls {@link #next} and {@link #close}.
 * Closing before {@link ModelEvent.Finished} closes the connection to the model server, which stops the model.
 */
public interface ModelCall extends AutoCloseable {

    /**
     * Waits for what comes next; never null. After {@link ModelEvent.Finished} or {@link ModelEvent.Failed} it must
     * not be called again.
     *
     * @throws dev.rill.stream.Cancellation.CancelledException when the stream was cancelled
     */
    ModelEvent next();

    /** Does not throw. */
    @Override
    void close();
}
