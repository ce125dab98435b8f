package dev.rill.http.connection;

import io.helidon.common.buffers.DataReader;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.ServerConnectionException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/**
 * What comes over a connection's socket, read by the connection's own thread, or by another one for it while that one
 * has to know of the client's end, or what comes next, and cannot wait for it. Nothing has to be closed: the other
 * thread ends with the socket.
 */
final class ReadAhead {
    private static final int MAX_HELD_BYTES = 64 * 1024;

    private final ConnectionContext context;
    private final BooleanSupplier goesOn;
    private final Runnable onEnd;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition read = lock.newCondition();
    private final ArrayDeque<byte[]> held = new ArrayDeque<>(1);
    private int heldBytes;
    private boolean reading;
    private boolean ended;
    private RuntimeException failure;

    /**
     * @param goesOn whether the other thread reads on when something has come
     * @param onEnd  called when it finds the client gone
     */
    ReadAhead(ConnectionContext context, BooleanSupplier goesOn, Runnable onEnd) {
        this.context = context;
        this.goesOn = goesOn;
        this.onEnd = onEnd;
    }

    /** Lets another thread read from now on, if there is none. */
    void begin() {
        boolean over;
        lock.lock();
        try {
            over = ended || failure != null;
            start();
        } finally {
            lock.unlock();
        }
        if (over) {
            onEnd.run();
        }
    }

    /** Lets another thread read, and waits for it. @return whether {@link #next} does not have to wait */
    boolean await(Duration atMost) throws InterruptedException {
        if (context.dataReader().available() > 0) {
            return true;
        }
        lock.lock();
        try {
            if (held.isEmpty()) {
                start();
            }
            long left = atMost.toNanos();
            while (reading && held.isEmpty() && left > 0) {
                left = read.awaitNanos(left);
            }
            return !reading || !held.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    /** Waits for more. For the connection's thread. @return null at the end */
    byte[] next() {
        DataReader original = context.dataReader();
        int there = original.available();
        if (there > 0) {
            return original.readBytes(there);
        }
        lock.lock();
        try {
            while (reading && held.isEmpty()) {
                read.await();
            }
            if (!held.isEmpty()) {
                byte[] bytes = held.poll();
                heldBytes -= bytes.length;
                return bytes;
            }
            if (failure != null) {
                throw failure;
            }
            if (ended) {
                return null;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CloseConnectionException("interrupted while idle", e);
        } finally {
            lock.unlock();
        }
        return socket();
    }

    /** With the lock. */
    private void start() {
        if (reading || ended || failure != null || heldBytes > MAX_HELD_BYTES) {
            return;
        }
        reading = true;
        Thread.ofVirtual().name("connection-watch").start(() -> {
            while (once()) {
                // what came was a pipelined request; the client is still to be watched
            }
        });
    }

    private boolean once() {
        byte[] bytes = null;
        RuntimeException thrown = null;
        boolean goOn;
        try {
            bytes = socket();
        } catch (RuntimeException e) {
            thrown = e;
        }
        lock.lock();
        try {
            if (thrown != null) {
                failure = thrown;
            } else if (bytes == null) {
                ended = true;
            } else {
                held.add(bytes);
                heldBytes += bytes.length;
            }
            goOn = bytes != null && goesOn.getAsBoolean() && heldBytes <= MAX_HELD_BYTES;
            reading = goOn;
            read.signalAll();
        } finally {
            lock.unlock();
        }
        if (bytes == null) {
            onEnd.run();
        }
        return goOn;
    }

    private byte[] socket() {
        try {
            return context.serverSocket().get();
        } catch (UncheckedIOException e) {
            throw new ServerConnectionException("Failed to read from the client's socket", e);
        }
    }
}
