package dev.rill.model;

import dev.rill.stream.Usage;
import java.util.function.Consumer;

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
     * @param used      is given what it cost, where the server says so
     */
    default String text(int mostChars, Consumer<Usage> used) {
        StringBuilder text = new StringBuilder();
        while (text.length() < mostChars) {
            switch (next()) {
                case ModelEvent.Text more -> text.append(more.content());
                case ModelEvent.Thinking _, ModelEvent.ToolCall _ -> { }
                case ModelEvent.Finished finished -> {
                    finished.usage().ifPresent(used);
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
