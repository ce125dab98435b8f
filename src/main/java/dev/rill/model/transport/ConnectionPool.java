package dev.rill.model.transport;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Idle connections to one origin, the one used last first. A virtual thread closes those that stay idle; it runs only
 * while there are some. Any thread.
 */
final class ConnectionPool {
    private static final int MOST_IDLE = 128;

    private final long keepNanos;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition closing = lock.newCondition();
    private final Deque<Connection> idle = new ArrayDeque<>();
    private boolean sweeping;
    private boolean closed;

    ConnectionPool(Duration keep) {
        this.keepNanos = keep.toNanos();
    }

    Optional<Connection> take() {
        for (;;) {
            Connection newest;
            lock.lock();
            try {
                newest = idle.pollFirst();
            } finally {
                lock.unlock();
            }
            if (newest == null) {
                return Optional.empty();
            }
            if (System.nanoTime() - newest.idleSince() < keepNanos && !newest.disturbed()) {
                return Optional.of(newest);
            }
            newest.close();
        }
    }

    void give(Connection connection) {
        connection.idleSince(System.nanoTime());
        Connection surplus = connection;
        lock.lock();
        try {
            if (!closed) {
                idle.addFirst(connection);
                surplus = idle.size() > MOST_IDLE ? idle.pollLast() : null;
                if (!sweeping) {
                    sweeping = true;
                    Thread.ofVirtual().name("rill-model-pool").start(this::sweep);
                }
            }
        } finally {
            lock.unlock();
        }
        if (surplus != null) {
            surplus.close();
        }
    }

    int idle() {
        lock.lock();
        try {
            return idle.size();
        } finally {
            lock.unlock();
        }
    }

    void close() {
        List<Connection> all;
        lock.lock();
        try {
            closed = true;
            all = new ArrayList<>(idle);
            idle.clear();
            closing.signalAll();
        } finally {
            lock.unlock();
        }
        all.forEach(Connection::close);
    }

    private void sweep() {
        lock.lock();
        try {
            while (!idle.isEmpty()) {
                long left = keepNanos - (System.nanoTime() - idle.peekLast().idleSince());
                if (left <= 0) {
                    idle.pollLast().close();
                } else {
                    closing.await(left, TimeUnit.NANOSECONDS);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            sweeping = false;
            lock.unlock();
        }
    }
}
