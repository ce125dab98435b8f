package dev.rill.http.frames.format;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** A frame as it goes over the wire: nine octets of header and the payload (RFC 9113, section 4.1). */
public record Frame(byte[] bytes) {
    public static final int HEADER_BYTES = 9;
    public static final int MAX_PAYLOAD_BYTES = 16_384;
    public static final int MAX_WINDOW = Integer.MAX_VALUE;

    public static final int DATA = 0;
    public static final int HEADERS = 1;
    public static final int PRIORITY = 2;
    public static final int RST_STREAM = 3;
    public static final int SETTINGS = 4;
    public static final int PUSH_PROMISE = 5;
    public static final int PING = 6;
    public static final int GOAWAY = 7;
    public static final int WINDOW_UPDATE = 8;
    public static final int CONTINUATION = 9;

    public static final int ACK = 0x1;
    public static final int END_STREAM = 0x1;
    public static final int END_HEADERS = 0x4;
    public static final int PADDED = 0x8;
    static final int WITH_PRIORITY = 0x20;

    public static Frame of(int type, int flags, int stream, byte[] payload) {
        byte[] bytes = new byte[HEADER_BYTES + payload.length];
        ByteBuffer.wrap(bytes).putInt(payload.length << 8 | type).put((byte) flags).putInt(stream).put(payload);
        return new Frame(bytes);
    }

    public static Frame rstStream(int stream, Http2ErrorCode code) {
        return of(RST_STREAM, 0, stream, ints(code.number()));
    }

    public static Frame windowUpdate(int stream, int increment) {
        return of(WINDOW_UPDATE, 0, stream, ints(increment));
    }

    public static Frame goAway(int lastStream, int code) {
        return of(GOAWAY, 0, 0, ints(lastStream, code));
    }

    private static byte[] ints(int... values) {
        ByteBuffer bytes = ByteBuffer.allocate(4 * values.length);
        for (int value : values) {
            bytes.putInt(value);
        }
        return bytes.array();
    }

    /** As its header says it. */
    public int length() {
        return intAt(0) >>> 8;
    }

    public int type() {
        return bytes[3] & 0xff;
    }

    public boolean has(int flag) {
        return (bytes[4] & flag) != 0;
    }

    /** Without the reserved bit. */
    public int stream() {
        return intAt(5) & 0x7fff_ffff;
    }

    /** @param offset into the payload */
    public int payloadInt(int offset) {
        return intAt(HEADER_BYTES + offset);
    }

    /** All behind the header. */
    public byte[] payload() {
        return Arrays.copyOfRange(bytes, HEADER_BYTES, bytes.length);
    }

    /** @return the payload without padding and priority, or null where they do not fit into it */
    public byte[] content() {
        int from = HEADER_BYTES;
        int to = bytes.length;
        if (has(PADDED)) {
            if (from == to) {
                return null;
            }
            to -= bytes[from++] & 0xff;
        }
        if (type() == HEADERS && has(WITH_PRIORITY)) {
            from += 5;
        }
        return from > to ? null : Arrays.copyOfRange(bytes, from, to);
    }

    private int intAt(int offset) {
        return ByteBuffer.wrap(bytes).getInt(offset);
    }
}
