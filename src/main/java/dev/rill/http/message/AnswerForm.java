package dev.rill.http.message;

import io.helidon.common.buffers.BufferData;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * One answer in a form that the server beneath does not send of itself: without content for HEAD (RFC 9110, 9.3.2),
 * whose client would take it for the next answer; without chunks for HTTP/1.0, where it ends with the connection (RFC
 * 9112, 6.3). The server beneath writes a head in one piece. For one thread at a time.
 */
final class AnswerForm {
    private static final String CODING = "\r\ntransfer-encoding: chunked\r\n";
    private static final String INTERIM = "HTTP/1.1 1";

    private enum At { HEAD, PLAIN, SIZE, DATA, DATA_END, END }

    private final boolean headOnly;
    private final boolean withoutChunks;
    private At at = At.HEAD;
    private long left;

    AnswerForm(boolean headOnly, boolean withoutChunks) {
        this.headOnly = headOnly;
        this.withoutChunks = withoutChunks;
    }

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
        if (text.startsWith(INTERIM)) {
            return bytes;
        }
        int end = text.indexOf("\r\n\r\n") + 4;
        String head = text.substring(0, end);
        int coding = head.toLowerCase(Locale.ROOT).indexOf(CODING);
        boolean cut = withoutChunks && coding >= 0;
        at = headOnly ? At.END : cut ? At.SIZE : At.PLAIN;
        ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length);
        out.writeBytes((cut ? head.substring(0, coding) + head.substring(coding + CODING.length() - 2) : head)
                .getBytes(StandardCharsets.ISO_8859_1));
        if (at == At.PLAIN) {
            out.write(bytes, end, bytes.length - end);
        } else {
            out.writeBytes(data(bytes, end));
        }
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
