package dev.rill.stream;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.function.Function;

/**
 * Work for a stream beside what its thread does, on another thread and under a cancellation of its own. Made, awaited
 * and closed by the stream's thread; closing ends what still runs, and waits for nothing.
 */
public final class Forked<T> implements AutoCloseable {
    private final CountDownLatch done = new CountDownLatch(1);
    private volatile Cancellation own;
    private volatile boolean closed;
    private T result;
    private RuntimeException thrown;

    /** @param thread runs what it is given on a thread that does nothing else meanwhile */
    public Forked(Executor thread, Function<Cancellation, T> work) {
        thread.execute(() -> run(work));
    }

    private void run(Function<Cancellation, T> work) {
        Cancellation cancellation = new Cancellation();
        own = cancellation;
        if (closed) {
            end(cancellation);
        }
        try {
            result = work.apply(cancellation);
        } catch (RuntimeException e) {
            thrown = e;
        } finally {
            done.countDown();
        }
    }

    /**
     * What came of it, or what it threw. Blocks until it is there, also where somebody else interrupts the thread,
     * which then is interrupted when this returns.
     *
     * @throws Cancellation.CancelledException when the stream was cancelled
     */
    public T await(Cancellation stream) {
        boolean interrupted = false;
        try {
            do {
                interrupted |= awaitOnce(stream);
            } while (done.getCount() > 0);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
        if (thrown != null) {
            throw thrown;
        }
        return result;
    }

    /** @return whether somebody else interrupted */
    private boolean awaitOnce(Cancellation stream) {
        try {
            stream.interruptibly(() -> {
                done.await();
                return done;
            });
            return false;
        } catch (InterruptedException e) {
            return true;
        }
    }

    @Override
    public void close() {
        closed = true;
        Cancellation running = own;
        if (running != null) {
            end(running);
        }
    }

    private static void end(Cancellation cancellation) {
        cancellation.cancel(Cancellation.Reason.STOPPED);
    }
}
