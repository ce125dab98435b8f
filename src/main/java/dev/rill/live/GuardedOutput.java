package dev.rill.live;

import dev.rill.stream.Cancellation.Reason;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * A client's output with the two things that a socket lacks: a limit to how long one write may take, and signs of life
 * in silence. The thread that owns the stream writes; the watchdog ticks.
 *
 * <p>A write is not interrupted but aborted: the connection is closed under it, so that no interrupt can reach the
 * thread after the write.
 */
final class GuardedOutput implements Watchdog.Watched {
    private static final byte[] NOTHING = new byte[0];

    private final EventOutput output;
    private final byte[] keepAlive;
    private final long keepAliveNanos;
    private final Consumer<Reason> onLoss;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile long stallNanos;
    private volatile boolean writing;
    private volatile long lastWrite = System.nanoTime();
    private volatile long nanosInWrites;
    private volatile Reason loss;

    /**
     * @param keepAlive what is sent in silence; empty for nothing
     * @param onLoss    told once, by the thread that found out, why the client is no longer written to
     */
    GuardedOutput(EventOutput output, byte[] keepAlive, StreamTimes times, Consumer<Reason> onLoss) {
        this.output = output;
        this.keepAlive = keepAlive;
        this.stallNanos = times.writeStall().toNanos();
        this.keepAliveNanos = keepAlive.length == 0 ? Long.MAX_VALUE : times.keepAlive().toNanos();
        this.onLoss = onLoss;
    }

    /** How long writes have taken so far. */
    long nanosInWrites() {
        return nanosInWrites;
    }

    boolean connected() {
        return loss == null;
    }

    /** Writes, unless the client is gone. Does not throw for a client that leaves. */
    void write(byte[] bytes, int length, long nowNanos) {
        if (loss != null) {
            return;
        }
        lock.lock();
        try {
            writeLocked(bytes, length, nowNanos);
        } finally {
            lock.unlock();
        }
    }

    /** Lets the client see that it is answered, before there is something to write. */
    void begin(long nowNanos) {
        write(NOTHING, 0, nowNanos);
    }

    /** From now on a write may take no longer than that. */
    void hurry(Duration writeStall) {
        stallNanos = Math.min(stallNanos, writeStall.toNanos());
    }

    /** Says that the client is gone, as the connection's watch knows it. */
    void gone() {
        lose(Reason.CLIENT_GONE);
    }

    /** Closes the client's connection. */
    void abort() {
        gone();
        output.abort();
    }

    @Override
    public void tick(long nowNanos) {
        if (loss != null) {
            return;
        }
        long since = nowNanos - lastWrite;
        if (writing) {
            if (since >= stallNanos) {
                lose(Reason.SLOW_READER);
                output.abort();
            }
        } else if (since >= keepAliveNanos) {
            lastWrite = nowNanos;
            Thread.ofVirtual().name("keep-alive").start(this::sendKeepAlive);
        }
    }

    private void sendKeepAlive() {
        if (!lock.tryLock()) {
            return;
        }
        try {
            writeLocked(keepAlive, keepAlive.length, System.nanoTime());
        } finally {
            lock.unlock();
        }
    }

    private void writeLocked(byte[] bytes, int length, long nowNanos) {
        if (loss != null) {
            return;
        }
        lastWrite = nowNanos;
        writing = true;
        try {
            if (length == 0) {
                output.begin();
            } else {
                output.write(bytes, 0, length);
            }
        } catch (IOException | RuntimeException e) {
            lose(System.nanoTime() - nowNanos < stallNanos ? Reason.CLIENT_GONE : Reason.SLOW_READER);
        } finally {
            writing = false;
            nanosInWrites += System.nanoTime() - nowNanos;
        }
    }

    private void lose(Reason why) {
        synchronized (this) {
            if (loss != null) {
                return;
            }
            loss = why;
        }
        onLoss.accept(why);
    }
}
