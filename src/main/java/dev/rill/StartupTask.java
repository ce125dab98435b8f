package dev.rill;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** A part that is made on a thread of its own while the rest starts. Used by the thread that starts the server. */
final class StartupTask<T> implements AutoCloseable {
    private final FutureTask<T> making;
    private final Consumer<T> end;

    private StartupTask(Supplier<T> make, Consumer<T> end) {
        this.making = new FutureTask<>(make::get);
        this.end = end;
    }

    /** @param end closes what was made */
    static <T> StartupTask<T> start(Supplier<T> make, Consumer<T> end) {
        StartupTask<T> beside = new StartupTask<>(make, end);
        Thread.ofPlatform().daemon().name("rill-start").start(beside.making);
        return beside;
    }

    /** Waits for it; what it threw is thrown as it is. */
    T made() {
        try {
            return making.get();
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case RuntimeException unchecked -> throw unchecked;
                case Error error -> throw error;
                case Throwable impossible -> throw new IllegalStateException(impossible);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartException("Rill was told to end while it started.", e);
        }
    }

    /** Waits until it is made, and closes it. Does nothing where it could not be made. */
    @Override
    public void close() throws InterruptedException {
        try {
            end.accept(making.get());
        } catch (ExecutionException e) {
            // whoever waited for it knows
        }
    }
}
