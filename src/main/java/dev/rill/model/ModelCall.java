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

    /**
     * The text of a whole answer, for what Rill itself asks; empty where the model fails or writes more.
     *
     * @param mostChars it is not read further
     */
    default String text(int mostChars) {
        StringBuilder text = new StringBuilder();
        while (text.length() < mostChars) {
            switch (next()) {
                case ModelEvent.Text more -> text.append(more.content());
                case ModelEvent.Thinking _, ModelEvent.ToolCall _ -> { }
                case ModelEvent.Finished _ -> {
                    return text.toString();
                }
                case ModelEvent.Failed _ -> {
                    return "";
                }
            }
        }
        return "";
    }

    /** Does not throw. */
    @Override
    void close();
}
