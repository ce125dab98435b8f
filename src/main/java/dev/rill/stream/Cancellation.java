package dev.rill.stream;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * Ends the work of one stream by interrupting the thread that does it, and only where an interrupt is harmless:
 * inside {@link #interruptibly}. Model reads and waits are wrapped in it; the store, the index and writes to the
 * client are not, because an interrupt there closes a database file or a socket.
 *
 * <p>Created by the thread that does the work, which alone calls {@link #check}, {@link #interruptibly} and
 * {@link #beforeWaiting}. {@link #cancel} and {@link #expire} come from any thread. Nothing to close.
 */
public final class Cancellation {

    /** Why a stream's work was ended. */
    public enum Reason { CLIENT_GONE, STOPPED, ROLLED_BACK, STALE, SLOW_READER, TOO_LONG, DRAINING, LOST }

    /** A blocking call that an interrupt ends. */
    @FunctionalInterface
    public interface Wait<T, X extends Exception> {
        T run() throws X;
    }

    /** Thrown by {@link #check} and {@link #interruptibly} once the stream is cancelled. */
    public static final class CancelledException extends RuntimeException {
        private final Reason reason;

        CancelledException(Reason reason) {
            super("cancelled: " + reason, null, false, false);
            this.reason = reason;
        }

        public Reason reason() {
            return reason;
        }
    }

    /** Thrown by {@link #interruptibly(long, Wait)} when its deadline passed before the call returned. */
    public static final class DeadlineException extends RuntimeException {
        DeadlineException() {
            super("deadline passed", null, false, false);
        }
    }

    private static final long NO_DEADLINE = Long.MAX_VALUE;

    private final Thread worker = Thread.currentThread();
    private final ReentrantLock lock = new ReentrantLock();
    private Runnable beforeWaiting = () -> { };
    private volatile Reason reason;
    private boolean waiting;
    private boolean expired;
    private boolean concluded;
    private boolean pressable;
    private final Condition pressing = lock.newCondition();
    private volatile boolean pressed;
    private volatile long deadline = NO_DEADLINE;

    /** What the worker has to do before it waits: send what it holds. */
    public void beforeWaiting(Runnable action) {
        beforeWaiting = action;
    }

    /**
     * Cancels; the first reason stays.
     *
     * @return whether this call was the one that cancelled
     */
    public boolean cancel(Reason why) {
        lock.lock();
        try {
            if (concluded) {
                press(why);
                return false;
            }
            if (reason != null) {
                return false;
            }
            reason = why;
            if (waiting) {
                worker.interrupt();
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    public Optional<Reason> reason() {
        return Optional.ofNullable(reason);
    }

    /**
     * Settles how the work ended: no {@link #cancel} changes that after it.
     *
     * @param pressable whether somebody who does not want to wait still ends what follows: {@link #pressedWithin}
     * @return the reason, if it was cancelled before
     */
    public Optional<Reason> conclude(boolean pressable) {
        lock.lock();
        try {
            concluded = true;
            this.pressable = pressable;
            return Optional.ofNullable(reason);
        } finally {
            lock.unlock();
        }
    }

    private void press(Reason why) {
        if (!pressable) {
            return;
        }
        switch (why) {
            case STOPPED, ROLLED_BACK, DRAINING, LOST -> {
                pressed = true;
                pressing.signalAll();
            }
            case CLIENT_GONE, STALE, SLOW_READER, TOO_LONG -> { }
        }
    }

    /**
     * Waits, after {@link #conclude}, for what has to follow. The worker.
     *
     * @return whether somebody does not want to wait for it: a person, or a server that goes down or lost the stream
     */
    public boolean pressedWithin(Duration atMost) {
        lock.lock();
        try {
            long left = atMost.toNanos();
            while (!pressed && reason != Reason.DRAINING && reason != Reason.LOST && left > 0) {
                left = pressing.awaitNanos(left);
            }
            return left > 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Whether somebody wanted the work to end when that was settled already. */
    public boolean pressed() {
        return pressed;
    }

    /** @throws CancelledException if the stream was cancelled */
    public void check() {
        Reason why = reason;
        if (why != null) {
            throw new CancelledException(why);
        }
    }

    /** As {@link #interruptibly(long, Wait)} without a deadline. */
    public <T, X extends Exception> T interruptibly(Wait<T, X> wait) throws X {
        return interruptibly(NO_DEADLINE, wait);
    }

    /**
     * Runs a blocking call that {@link #cancel} and the deadline end by an interrupt. When it returns, the thread's
     * interrupt flag is clear.
     *
     * @param deadlineNanos {@link System#nanoTime} at which the call is to end
     * @throws CancelledException if the stream is cancelled before or during the call, whatever the call threw
     * @throws DeadlineException  if the deadline passed first
     */
    public <T, X extends Exception> T interruptibly(long deadlineNanos, Wait<T, X> wait) throws X {
        return interruptibly(() -> deadlineNanos, wait);
    }

    /**
     * As {@link #interruptibly(long, Wait)}.
     *
     * @param deadlineNanos asked after {@link #beforeWaiting}'s action has run, so that its time does not count
     */
    public <T, X extends Exception> T interruptibly(LongSupplier deadlineNanos, Wait<T, X> wait) throws X {
        beforeWaiting.run();
        enter(deadlineNanos.getAsLong());
        boolean returned = false;
        try {
            T result = wait.run();
            returned = true;
            return result;
        } finally {
            leave(returned);
        }
    }

    /** Ends the current wait if its deadline has passed. Called by the watchdog, at every tick. */
    public void expire(long nowNanos) {
        if (deadline == NO_DEADLINE || nowNanos - deadline < 0) {
            return;
        }
        lock.lock();
        try {
            if (waiting && deadline != NO_DEADLINE && nowNanos - deadline >= 0 && !expired) {
                expired = true;
                worker.interrupt();
            }
        } finally {
            lock.unlock();
        }
    }

    private void enter(long deadlineNanos) {
        lock.lock();
        try {
            check();
            waiting = true;
            expired = false;
            deadline = deadlineNanos;
        } finally {
            lock.unlock();
        }
    }

    private void leave(boolean returned) {
        lock.lock();
        try {
            waiting = false;
            deadline = NO_DEADLINE;
            Thread.interrupted();
            if (!returned) {
                check();
                if (expired) {
                    throw new DeadlineException();
                }
            }
        } finally {
            lock.unlock();
        }
    }
}
