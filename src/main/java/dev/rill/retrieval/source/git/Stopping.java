package dev.rill.retrieval.source.git;

import java.util.function.BooleanSupplier;
import org.eclipse.jgit.lib.ProgressMonitor;

/** Ends a fetch that is under way when the server stops. */
record Stopping(BooleanSupplier stopped) implements ProgressMonitor {
    @Override
    public void start(int tasks) {
        // nobody looks
    }

    @Override
    public void beginTask(String title, int work) {
        // nobody looks
    }

    @Override
    public void update(int completed) {
        // nobody looks
    }

    @Override
    public void endTask() {
        // nobody looks
    }

    @Override
    public boolean isCancelled() {
        return stopped.getAsBoolean();
    }

    @Override
    public void showDuration(boolean enabled) {
        // nobody looks
    }
}
