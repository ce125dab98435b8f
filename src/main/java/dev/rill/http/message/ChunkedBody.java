package dev.rill.http.message;

import io.helidon.http.RequestException;
import java.nio.charset.StandardCharsets;

/**
 * A chunked body (RFC 9112, 7.1), read strictly and handed on in chunks of the plainest form: extensions and trailers
 * are checked and left out. For the connection's own thread.
 */
final class ChunkedBody {
    private static final byte[] LAST = "0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final int MAX_LINE = 4096;
    /** Of extensions and trailers together, as nothing else bounds them. */
    private static final int MAX_ASIDE = 16 * 1024;
    private static final int MAX_SIZE_DIGITS = 15;

    private final RequestHead head;
    private final ReceivedBytes received;
    private final long limit;
    private long total;
    private long left;
    private boolean begun;
    private boolean ended;
    private int aside;

    /**
     * @param head  of the request whose body it is
     * @param limit bytes that all chunks together may hold
     */
    ChunkedBody(RequestHead head, ReceivedBytes received, long limit) {
        this.head = head;
        this.received = received;
        this.limit = limit;
    }

    /** Whether the last chunk was handed on, and the trailers were read. */
    boolean ended() {
        return ended;
    }

    /**
     * Waits for the next chunk or a part of one.
     *
     * @throws RequestException why this is no chunked body
     */
    byte[] next() {
        if (left > 0) {
            return data();
        }
        if (begun) {
            endOfChunk();
        }
        begun = true;
        left = size();
        if (left > 0) {
            return data();
        }
        trailers();
        ended = true;
        return LAST;
    }

    private byte[] data() {
        receiveSome();
        int count = (int) Math.min(left, received.to() - received.from());
        left -= count;
        byte[] size = (Integer.toHexString(count) + "\r\n").getBytes(StandardCharsets.US_ASCII);
        byte[] chunk = new byte[size.length + count + 2];
        System.arraycopy(size, 0, chunk, 0, size.length);
        System.arraycopy(received.array(), received.from(), chunk, size.length, count);
        chunk[chunk.length - 2] = '\r';
        chunk[chunk.length - 1] = '\n';
        received.skip(count);
        return chunk;
    }

    private void endOfChunk() {
        for (byte expected : new byte[] {'\r', '\n'}) {
            receiveSome();
            if (received.array()[received.from()] != expected) {
                throw head.refused(MessageFault.CHUNK);
            }
            received.skip(1);
        }
    }

    private void receiveSome() {
        if (received.isEmpty() && !received.receive()) {
            throw head.refused(MessageFault.ENDS_EARLY);
        }
    }

    private long size() {
        int length = line();
        byte[] bytes = received.array();
        int from = received.from();
        int digits = 0;
        long size = 0;
        while (digits < length && hex(bytes[from + digits]) >= 0) {
            size = size << 4 | hex(bytes[from + digits]);
            if (++digits > MAX_SIZE_DIGITS) {
                throw head.refused(MessageFault.CHUNK);
            }
        }
        if (digits == 0 || !ChunkExtensions.valid(bytes, from + digits, from + length)) {
            throw head.refused(MessageFault.CHUNK);
        }
        asideOf(length - digits);
        received.skip(length + 2);
        if (size > limit - total) {
            throw head.refused(MessageFault.BODY_TOO_LARGE);
        }
        total += size;
        return size;
    }

    private void trailers() {
        while (true) {
            int length = line();
            int from = received.from();
            if (length > 0 && new RequestFields().add(received.array(), from, from + length) == MessageFault.FIELD) {
                throw head.refused(MessageFault.FIELD);
            }
            asideOf(length);
            received.skip(length + 2);
            if (length == 0) {
                return;
            }
        }
    }

    private void asideOf(int bytes) {
        aside += bytes;
        if (aside > MAX_ASIDE) {
            throw head.refused(MessageFault.FIELDS_TOO_LARGE);
        }
    }

    /** Waits for a line; its length without CR and LF. It begins where the received bytes do. */
    private int line() {
        int seen = 0;
        while (true) {
            byte[] bytes = received.array();
            for (int i = received.from() + seen; i < received.to(); i++) {
                int length = i - received.from();
                boolean afterReturn = length > 0 && bytes[i - 1] == '\r';
                if ((bytes[i] == '\n') != afterReturn) {
                    throw head.refused(MessageFault.LINE_END);
                }
                if (bytes[i] == '\n') {
                    return length - 1;
                }
                if (length > MAX_LINE) {
                    throw head.refused(MessageFault.FIELDS_TOO_LARGE);
                }
            }
            seen = received.to() - received.from();
            if (!received.receive()) {
                throw head.refused(MessageFault.ENDS_EARLY);
            }
        }
    }

    private static int hex(byte b) {
        return b < 0 ? -1 : Character.digit(b, 16);
    }
}
