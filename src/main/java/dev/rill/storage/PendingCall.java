package dev.rill.storage;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/** One piece of work between the thread that waits for it and the one that does it. */
final class PendingCall<T, X extends Exception> implements Runnable {
    private enum State { WAITING, RUNNING, GIVEN_UP }

    private final StorageThreads.Work<T, X> work;
    private final AtomicReference<State> state = new AtomicReference<>(State.WAITING);
    private final CountDownLatch done = new CountDownLatch(1);
    /** Both are written before {@code done} and read after it. */
    private T value;
    private Throwable thrown;

    PendingCall(StorageThreads.Work<T, X> work) {
        this.work = work;
    }

    @Override
    public void run() {
        if (!state.compareAndSet(State.WAITING, State.RUNNING)) {
            return;
        }
        try {
            value = work.call();
        } catch (Throwable t) {
            thrown = t;
        }
        done.countDown();
    }

    /** @return false when the time has passed; work that had not begun will then never begin */
    boolean await(long nanos) {
        long end = System.nanoTime() + nanos;
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    boolean ended = done.await(end - System.nanoTime(), TimeUnit.NANOSECONDS);
                    if (!ended) {
                        state.compareAndSet(State.WAITING, State.GIVEN_UP);
                    }
                    return ended;
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @SuppressWarnings("unchecked") // the work declares X; all else that it can throw is unchecked
    T result() throws X {
        switch (thrown) {
            case null -> {
                return value;
            }
            case Error error -> throw error;
            case RuntimeException unchecked -> throw unchecked;
            case Throwable checked -> throw (X) checked;
        }
    }
}
