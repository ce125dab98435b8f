package dev.rill.http.message;

import io.helidon.common.buffers.BufferData;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * An answer as a client of HTTP/1.0 understands it: of a chunked one the frame is taken off (RFC 9112, 6.3: then it ends
 * with the connection). The server beneath writes a head in one piece. For one thread at a time.
 */
final class CloseDelimited {
    private static final String CODING = "\r\ntransfer-encoding: chunked\r\n";

    private enum At { HEAD, PLAIN, SIZE, DATA, DATA_END, END }

    private At at = At.HEAD;
    private long left;

    /** What is to be sent for it, perhaps nothing. */
    BufferData of(BufferData buffer) {
        byte[] bytes = buffer.readBytes();
        return switch (at) {
            case HEAD -> BufferData.create(head(bytes));
            case PLAIN -> BufferData.create(bytes);
            case SIZE, DATA, DATA_END, END -> BufferData.create(data(bytes, 0));
        };
    }

    private byte[] head(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        int end = text.indexOf("\r\n\r\n") + 4;
        String head = text.substring(0, end);
        int coding = head.toLowerCase(Locale.ROOT).indexOf(CODING);
        if (coding < 0) {
            at = At.PLAIN;
            return bytes;
        }
        at = At.SIZE;
        String plain = head.substring(0, coding) + head.substring(coding + CODING.length() - 2);
        ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length);
        out.writeBytes(plain.getBytes(StandardCharsets.ISO_8859_1));
        out.writeBytes(data(bytes, end));
        return out.toByteArray();
    }

    private byte[] data(byte[] bytes, int from) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length - from);
        int i = from;
        while (i < bytes.length) {
            switch (at) {
                case SIZE -> size(bytes[i++]);
                case DATA -> {
                    int count = (int) Math.min(left, bytes.length - i);
                    out.write(bytes, i, count);
                    i += count;
                    left -= count;
                    at = left == 0 ? At.DATA_END : At.DATA;
                }
                case DATA_END -> {
                    if (bytes[i++] == '\n') {
                        at = At.SIZE;
                    }
                }
                case END -> i = bytes.length;
                case HEAD, PLAIN -> throw new IllegalStateException("no chunk is read in " + at);
            }
        }
        return out.toByteArray();
    }

    private void size(byte b) {
        if (b == '\n') {
            at = left == 0 ? At.END : At.DATA;
        } else if (b != '\r') {
            left = left << 4 | Character.digit(b, 16);
        }
    }
}
