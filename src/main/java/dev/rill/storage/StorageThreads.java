package dev.rill.storage;

import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * A few platform threads for work that writes files. An interrupt closes a {@link java.nio.channels.FileChannel} for
 * everybody who uses it, and a blocking write to one pins the carrier of a virtual thread: work that is done here meets
 * neither, because nobody interrupts these threads.
 *
 * <p>Any thread may call, virtual or not, interrupted or not; not from within such work. Whoever made it closes it,
 * after what uses it.
 */
public final class StorageThreads implements AutoCloseable {
    private final String name;
    private final ThreadPoolExecutor workers;

    /** @param name of the threads, followed by a number; they are daemons, started as they are needed */
    public StorageThreads(String name, int size) {
        this.name = name;
        ThreadFactory factory = Thread.ofPlatform().daemon().name(name + "-", 1).factory();
        workers = new ThreadPoolExecutor(size, size, 1, TimeUnit.MINUTES, new LinkedBlockingQueue<>(), factory);
        workers.allowCoreThreadTimeOut(true);
    }

    /** Work with a result, or an exception of its own kind. */
    @FunctionalInterface
    public interface Work<T, X extends Exception> {
        T call() throws X;
    }

    /**
     * Does the work on one of the threads and waits for it. An interrupt does not end the wait; the caller's flag is
     * set again when this returns.
     *
     * @param deadline counted from this call, waiting for a free thread included
     * @return what the work returned; what it threw is thrown as it is
     * @throws IllegalStateException   after {@link #close}
     * @throws StorageTimeoutException when the deadline has passed. Work that had not begun is never done; work that
     *                                 had goes on, and its result is dropped
     */
    public <T, X extends Exception> T call(Work<T, X> work, Duration deadline) throws X {
        PendingCall<T, X> call = new PendingCall<>(work);
        try {
            workers.execute(call);
        } catch (RejectedExecutionException e) {
            throw new IllegalStateException(name + " is closed", e);
        }
        if (!call.await(deadline.toNanos())) {
            workers.remove(call);
            throw new StorageTimeoutException(name + " did not answer within " + deadline.toMillis() + " ms");
        }
        return call.result();
    }

    /** Takes no further work and waits up to ten seconds for what was taken. */
    @Override
    public void close() {
        close(Duration.ofSeconds(10));
    }

    /** Takes no further work and waits for what was taken, which goes on where that takes longer. */
    public void close(Duration patience) {
        workers.shutdown();
        boolean interrupted = false;
        long end = System.nanoTime() + patience.toNanos();
        while (true) {
            try {
                workers.awaitTermination(end - System.nanoTime(), TimeUnit.NANOSECONDS);
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
