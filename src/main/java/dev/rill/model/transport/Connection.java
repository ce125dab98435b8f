package dev.rill.model.transport;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;

/**
 * One connection. Used by one thread at a time: that of the exchange, or the pool's. An interrupt inside {@link #read}
 * or {@link #write} closes it.
 */
final class Connection {
    private static final int HEAD_BUFFER = 2048;

    private final Socket plain;
    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;
    private byte[] ahead;
    private int aheadFrom;
    private int aheadTo;
    private long idleSince;
    private int timeout;

    /**
     * @param plain  the TCP socket
     * @param socket what is read and written: the same, or TLS over it
     */
    Connection(Socket plain, Socket socket) throws IOException {
        this.plain = plain;
        this.socket = socket;
        this.in = socket.getInputStream();
        this.out = socket.getOutputStream();
    }

    void write(byte[] bytes) throws IOException {
        out.write(bytes);
        out.flush();
    }

    /** The next byte of the head, or -1. What is read beyond the head is kept for {@link #read}. */
    int headByte() throws IOException {
        if (aheadFrom == aheadTo) {
            if (ahead == null) {
                ahead = new byte[HEAD_BUFFER];
            }
            aheadFrom = 0;
            aheadTo = Math.max(0, in.read(ahead, 0, ahead.length));
            if (aheadTo == 0) {
                return -1;
            }
        }
        return ahead[aheadFrom++] & 0xff;
    }

    /** Reads straight into the caller's array. */
    int read(byte[] to, int from, int length) throws IOException {
        if (aheadFrom < aheadTo) {
            int count = Math.min(length, aheadTo - aheadFrom);
            System.arraycopy(ahead, aheadFrom, to, from, count);
            aheadFrom += count;
            return count;
        }
        ahead = null;
        return in.read(to, from, length);
    }

    /** Milliseconds that one read may take, or 0. */
    void readTimeout(int millis) throws IOException {
        if (millis != timeout) {
            socket.setSoTimeout(millis);
            timeout = millis;
        }
    }

    /** Whether bytes are there that nobody asked for, or the end is known; not every end is. */
    boolean disturbed() {
        try {
            return aheadFrom < aheadTo || in.available() > 0;
        } catch (IOException e) {
            return true;
        }
    }

    void idleSince(long nanoTime) {
        idleSince = nanoTime;
    }

    long idleSince() {
        return idleSince;
    }

    /** Closes at once; with TLS without a goodbye, which could block. */
    void close() {
        closeQuietly(plain);
    }

    static void closeQuietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // it is gone either way
        }
    }
}
