package dev.rill.model.transport;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

/**
 * Blocking reads and writes of a channel whose waits a {@link ReadLoop} ends. What has come already is read by who
 * asks; only a read that would wait is the loop's. Reads and writes are for one thread at a time, whose interrupt
 * closes the channel; {@link #close} is for any.
 */
final class SelectedChannel {
    private static final int LARGEST_WRITE = 64 * 1024;

    private enum State {
        /** The loop does not look: it found what nobody waited for, or was never asked. */
        UNWATCHED,
        /** The loop looks, and has found nothing. */
        WATCHED,
        READER_WAITS,
        /** The loop reads for the waiting reader. */
        READING,
        WRITER_WAITS,
        CLOSED
    }

    private final SocketChannel channel;
    private final ReadLoop loop;
    private final AtomicReference<State> state = new AtomicReference<>(State.UNWATCHED);
    private SelectionKey key;
    // what a waiting reader gives to the loop and gets from it, published by the state
    private Thread waiter;
    private byte[] to;
    private int from;
    private int length;
    private int count;
    private IOException failure;

    /** @param channel connected */
    SelectedChannel(SocketChannel channel, ReadLoop loop) throws IOException {
        this.channel = channel;
        this.loop = loop;
        channel.configureBlocking(false);
    }

    SocketChannel channel() {
        return channel;
    }

    /**
     * @param timeoutMillis how long to wait, or 0 for no limit
     * @return how many bytes came, or -1 at the end
     * @throws SocketTimeoutException if none came in time
     */
    int read(byte[] bytes, int offset, int most, int timeoutMillis) throws IOException {
        to = bytes;
        from = offset;
        length = most;
        failure = null;
        waiter = Thread.currentThread();
        if (!state.compareAndSet(State.WATCHED, State.READER_WAITS)) {
            int come = channel.read(ByteBuffer.wrap(bytes, offset, most));
            if (come != 0) {
                return come;
            }
            watch(State.READER_WAITS, SelectionKey.OP_READ);
        }
        await(State.READER_WAITS, timeoutMillis);
        // a connection that waits for its next use holds nothing of the last
        to = null;
        waiter = null;
        if (failure != null) {
            throw failure;
        }
        return count;
    }

    void write(byte[] bytes, int offset, int most) throws IOException {
        ByteBuffer left = ByteBuffer.wrap(bytes);
        for (int at = offset; at < offset + most; at = left.position()) {
            left.limit(Math.min(offset + most, at + LARGEST_WRITE)).position(at);
            if (channel.write(left) == 0) {
                waiter = Thread.currentThread();
                watch(State.WRITER_WAITS, SelectionKey.OP_WRITE);
                await(State.WRITER_WAITS, 0);
            }
        }
    }

    private void watch(State waiting, int operation) throws IOException {
        State now;
        do {
            now = state.get();
            if (now == State.CLOSED) {
                throw closed();
            }
        } while (!state.compareAndSet(now, waiting));
        if (key == null) {
            key = loop.register(this, operation);
            return;
        }
        try {
            key.interestOps(operation);
        } catch (CancelledKeyException e) {
            throw closed();
        }
        loop.wakeUp();
    }

    private void await(State waiting, int millis) throws IOException {
        long end = millis == 0 ? 0 : System.nanoTime() + millis * 1_000_000L;
        for (State now = state.get(); now == waiting || now == State.READING; now = state.get()) {
            if (millis == 0) {
                LockSupport.park(this);
            } else {
                LockSupport.parkNanos(this, end - System.nanoTime());
                if (System.nanoTime() - end >= 0 && state.compareAndSet(waiting, State.WATCHED)) {
                    throw new SocketTimeoutException("nothing came in time");
                }
            }
            // not while the loop reads: its result is a moment away, and the array in use
            if (Thread.currentThread().isInterrupted() && state.compareAndSet(waiting, State.CLOSED)) {
                close();
            }
        }
        if (state.get() == State.CLOSED) {
            throw closed();
        }
    }

    /** Does what the socket is ready for. The loop's thread. */
    void ready(SelectionKey key, ByteBuffer shared) {
        try {
            if (state.compareAndSet(State.READER_WAITS, State.READING)) {
                boolean waits = !fill(shared);
                Thread reader = waiter;
                state.compareAndSet(State.READING, waits ? State.READER_WAITS : State.WATCHED);
                if (!waits) {
                    LockSupport.unpark(reader);
                }
            } else if (state.get() == State.WATCHED) {
                unwatch(key);
            } else if (state.get() == State.WRITER_WAITS) {
                Thread writer = waiter;
                key.interestOps(0);
                state.compareAndSet(State.WRITER_WAITS, State.UNWATCHED);
                LockSupport.unpark(writer);
            }
        } catch (CancelledKeyException e) {
            // closed, and who waited knows
        }
    }

    /** Something came that nobody waits for: not looked at again before somebody does. */
    private void unwatch(SelectionKey key) {
        // before the state, so that nobody can have asked for an operation in between and lose it
        key.interestOps(0);
        if (!state.compareAndSet(State.WATCHED, State.UNWATCHED)) {
            key.interestOps(state.get() == State.WRITER_WAITS ? SelectionKey.OP_WRITE : SelectionKey.OP_READ);
        }
    }

    private boolean fill(ByteBuffer shared) {
        shared.clear().limit(Math.min(length, shared.capacity()));
        try {
            count = channel.read(shared);
            if (count > 0) {
                shared.flip().get(to, from, count);
            }
            return count != 0;
        } catch (IOException e) {
            failure = e;
            return true;
        }
    }

    /** Whether nothing has come, as far as the loop has looked. */
    boolean silent() {
        return state.get() == State.WATCHED;
    }

    boolean isClosed() {
        return state.get() == State.CLOSED;
    }

    void close() throws IOException {
        state.set(State.CLOSED);
        channel.close();
        loop.wakeUp();
        LockSupport.unpark(waiter);
    }

    private static IOException closed() {
        return new IOException("the connection is closed");
    }
}
