package dev.rill.model.transport;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;

/**
 * The thread that reads for all who wait, straight into what each of them gave. A virtual thread that waits in a read
 * of its own costs a read that finds nothing and a registration for every piece that comes; here a socket stays
 * registered.
 *
 * <p>{@link #register} and {@link #close} may be called from any thread. Whoever made it closes it.
 */
final class ReadLoop implements AutoCloseable {
    private static final int LARGEST_READ = 16 * 1024;

    private final Selector selector;
    private volatile boolean closed;

    ReadLoop() {
        try {
            selector = Selector.open();
        } catch (IOException e) {
            throw new UncheckedIOException("no selector", e);
        }
        Thread.ofPlatform().daemon().name("rill-model-reads").start(this::run);
    }

    /**
     * Tells a socket when the operation is possible, as long as its key says so.
     *
     * @throws IOException if the loop or the socket is closed
     */
    SelectionKey register(SelectedChannel socket, int operation) throws IOException {
        SelectionKey key;
        try {
            key = socket.channel().register(selector, operation, socket);
        } catch (ClosedSelectorException e) {
            throw new IOException("the client is closed", e);
        }
        wakeUp();
        if (closed) {
            throw new IOException("the client is closed");
        }
        return key;
    }

    /** Takes notice of what changed in a key. Any thread. */
    void wakeUp() {
        selector.wakeup();
    }

    private void run() {
        ByteBuffer shared = ByteBuffer.allocateDirect(LARGEST_READ);
        try {
            while (!closed) {
                selector.select(key -> ((SelectedChannel) key.attachment()).ready(key, shared));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the selector fails", e);
        } finally {
            end();
        }
    }

    /** However it ends, nobody is left waiting. */
    private void end() {
        closed = true;
        try {
            for (SelectionKey key : selector.keys()) {
                ((SelectedChannel) key.attachment()).close();
            }
            selector.close();
        } catch (IOException e) {
            throw new UncheckedIOException("the selector does not close", e);
        }
    }

    /** Closes the sockets as well: none would be read any more. */
    @Override
    public void close() {
        closed = true;
        wakeUp();
    }
}
