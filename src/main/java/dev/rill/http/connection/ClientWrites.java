package dev.rill.http.connection;

import java.io.IOException;

/**
 * Who writes to a client, so that it can be woken when the connection is gone: over HTTP/2 the server beneath would let
 * it wait for the client's window until its own time is over (RFC 9113, section 5.2). For one writing thread at a time;
 * {@link #end} from any. Nothing has to be closed.
 */
public final class ClientWrites {
    private Thread writing;
    private boolean ended;

    ClientWrites() {
    }

    /**
     * Before a write; {@link #leave} must follow.
     *
     * @throws IOException where the connection is gone
     */
    public synchronized void enter() throws IOException {
        if (ended) {
            throw new IOException("The connection is gone");
        }
        writing = Thread.currentThread();
    }

    /** After it; the thread is not interrupted for it any more. */
    public synchronized void leave() {
        if (writing == Thread.currentThread()) {
            writing = null;
        }
        if (ended) {
            Thread.interrupted();
        }
    }

    /** Whether the connection is gone. */
    synchronized boolean ended() {
        return ended;
    }

    synchronized void end() {
        ended = true;
        if (writing != null) {
            writing.interrupt();
        }
    }
}
