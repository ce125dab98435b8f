package dev.rill.http.message;

import java.util.Arrays;
import java.util.function.Supplier;

/** Bytes that came from a socket and were not handed on yet. For the connection's own thread. */
final class ReceivedBytes {
    private static final byte[] NONE = {};

    private final Supplier<byte[]> source;
    private byte[] bytes = NONE;
    private int from;
    private int to;

    /** @param source waits for bytes; null at the end of the connection */
    ReceivedBytes(Supplier<byte[]> source) {
        this.source = source;
    }

    /** The array that holds them, from {@link #from} to {@link #to}, until more are received. */
    byte[] array() {
        return bytes;
    }

    int from() {
        return from;
    }

    int to() {
        return to;
    }

    boolean isEmpty() {
        return from == to;
    }

    /** Waits for more. @return false at the end of the connection */
    boolean receive() {
        byte[] more = source.get();
        if (more == null) {
            return false;
        }
        if (from == to) {
            bytes = more;
            from = 0;
            to = more.length;
        } else {
            append(more);
        }
        return true;
    }

    private void append(byte[] more) {
        int held = to - from;
        if (to + more.length > bytes.length) {
            byte[] larger = new byte[Math.max(held + more.length, 2 * held)];
            System.arraycopy(bytes, from, larger, 0, held);
            bytes = larger;
            from = 0;
            to = held;
        }
        System.arraycopy(more, 0, bytes, to, more.length);
        to += more.length;
    }

    /** Takes so many of those that are there. */
    byte[] take(int count) {
        byte[] taken = from == 0 && count == bytes.length ? bytes : Arrays.copyOfRange(bytes, from, from + count);
        skip(count);
        return taken;
    }

    void skip(int count) {
        from += count;
        if (from == to) {
            bytes = NONE;
            from = 0;
            to = 0;
        }
    }
}
