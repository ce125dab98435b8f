package dev.rill.model.transport;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/**
 * The body of one response, read from the socket straight into the caller's array. A read returns what has come and
 * waits only when nothing has; it never waits for the frame of the next chunk. Used by one thread; closed by whoever
 * was given the response.
 */
public final class ResponseBody extends InputStream {
    private static final int SETTLE_MILLIS = 100;
    private static final int SETTLE_BYTES = 4096;

    private final Connection connection;
    private final Framing framing;
    private final ConnectionPool pool;
    private final boolean keepAlive;
    private boolean released;
    private boolean closedByPeer;

    ResponseBody(Connection connection, ResponseHead head, ConnectionPool pool) {
        this.connection = connection;
        this.framing = head.framing();
        this.keepAlive = head.keepAlive();
        this.pool = pool;
    }

    /**
     * @throws EOFException                if the connection ended before the body did
     * @throws java.net.ProtocolException if the body is not framed as HTTP has it
     */
    @Override
    public int read(byte[] to, int from, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        while (!framing.ended() && !closedByPeer) {
            int count = connection.read(to, from, length);
            if (count < 0) {
                closedByPeer = true;
                if (!framing.endsAtClose()) {
                    throw new EOFException("the connection ended before the body");
                }
                return -1;
            }
            int body = framing.decode(to, from, count);
            if (body > 0) {
                return body;
            }
        }
        return -1;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    /**
     * The caller has all that it wants. The connection is used again if the body has ended or ends within a moment,
     * which a thread of its own waits for, and else closed. Does not wait.
     */
    public void settle() {
        if (released || framing.ended() || !keepAlive || framing.endsAtClose()) {
            close();
            return;
        }
        released = true;
        Thread.ofVirtual().name("rill-model-settle").start(this::awaitEnd);
    }

    /** Gives the connection back if the body has ended, and else closes it, which the server sees at once. */
    @Override
    public void close() {
        if (!released) {
            released = true;
            release();
        }
    }

    private void awaitEnd() {
        byte[] rest = new byte[512];
        try {
            connection.readTimeout(SETTLE_MILLIS);
            for (int total = 0; total < SETTLE_BYTES && !framing.ended();) {
                int count = read(rest, 0, rest.length);
                total += Math.max(count, 1);
                if (count < 0) {
                    break;
                }
            }
        } catch (IOException e) {
            // closed or silent: not used again
        }
        release();
    }

    private void release() {
        if (framing.ended() && keepAlive && !framing.overrun() && !connection.disturbed()) {
            pool.give(connection);
        } else {
            connection.close();
        }
    }
}
