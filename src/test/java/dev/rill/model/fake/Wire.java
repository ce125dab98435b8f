package dev.rill.model.fake;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/** Writes one response: head, framed body, events. Used by one thread. */
final class Wire {
    private static final byte[] LAST_CHUNK = "0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private final OutputStream out;
    private final Answer.Format format;

    Wire(OutputStream out, Answer.Format format) {
        this.out = out;
        this.format = format;
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static void whole(OutputStream out, int status, Map<String, String> headers, byte[] body) throws IOException {
        StringBuilder head = new StringBuilder("HTTP/1.1 " + status + " Fake\r\n");
        headers.forEach((name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        if (headers.keySet().stream().noneMatch("content-type"::equalsIgnoreCase)) {
            head.append("Content-Type: application/json\r\n");
        }
        byte[] start = utf8(head.append("Content-Length: ").append(body.length).append("\r\n\r\n").toString());
        byte[] all = Arrays.copyOf(start, start.length + body.length);
        System.arraycopy(body, 0, all, start.length, body.length);
        out.write(all);
        out.flush();
    }

    /** @param length of the body, where the framing tells it */
    void head(long length) throws IOException {
        String framing = switch (format.framing()) {
            case CHUNKED -> "Transfer-Encoding: chunked\r\n";
            case LENGTH -> "Content-Length: " + length + "\r\n";
            case UNTIL_CLOSE -> "Connection: close\r\n";
        };
        out.write(utf8("HTTP/1.1 200 OK\r\nContent-Type: " + format.contentType() + "\r\n" + framing + "\r\n"));
        out.flush();
    }

    byte[] event(String data) {
        String comment = format.comment().isEmpty() ? "" : ": " + format.comment() + format.lineEnd();
        return utf8(comment + format.prefix() + data + format.lineEnd() + format.lineEnd());
    }

    /** A part of the body, in the framing that the head told. */
    void body(byte[] bytes) throws IOException {
        int size = format.writeSize() > 0 ? format.writeSize() : bytes.length;
        for (int at = 0; at < bytes.length; at += size) {
            frame(bytes, at, Math.min(size, bytes.length - at));
        }
    }

    void endBody() throws IOException {
        if (format.framing() == Answer.Framing.CHUNKED) {
            out.write(LAST_CHUNK);
            out.flush();
        }
    }

    /** Bytes over and over, one at a time; ends by an interrupt or a failed write. */
    void drip(byte[] bytes, Duration every) throws IOException, InterruptedException {
        for (int at = 0; ; at = (at + 1) % bytes.length) {
            LockSupport.parkNanos(every.toNanos());
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            frame(bytes, at, 1);
        }
    }

    void flood(byte[] prefix, long size) throws IOException {
        body(prefix);
        byte[] piece = new byte[64 * 1024];
        Arrays.fill(piece, (byte) 'x');
        for (long left = size; left > 0; left -= piece.length) {
            frame(piece, 0, (int) Math.min(left, piece.length));
        }
    }

    private void frame(byte[] bytes, int from, int length) throws IOException {
        if (format.framing() == Answer.Framing.CHUNKED) {
            byte[] size = utf8(Integer.toHexString(length) + "\r\n");
            byte[] all = Arrays.copyOf(size, size.length + length + 2);
            System.arraycopy(bytes, from, all, size.length, length);
            all[all.length - 2] = '\r';
            all[all.length - 1] = '\n';
            out.write(all);
        } else {
            out.write(bytes, from, length);
        }
        out.flush();
    }
}
