package dev.rill.http.message;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;

/**
 * A head in the form that the server beneath knows: HTTP/1.1 with a path. What is of HTTP/1.0, or a URL, is said so
 * that it means the same there.
 */
final class PlainHead {
    /** What HTTP/1.0 has not or means otherwise: its connections end after one answer (RFC 9110, 10.1.1 and 7.8). */
    private static final Set<String> NOT_OF_HTTP10 = Set.of("connection", "keep-alive", "expect", "upgrade", "te");

    private PlainHead() {
    }

    /**
     * @param bytes a complete head, from its first byte to its empty line
     * @param host  what is taken for the Host of a request of HTTP/1.0 that has none
     */
    static byte[] of(RequestHead head, byte[] bytes, String host) {
        RequestLine line = head.line();
        ByteArrayOutputStream plain = new ByteArrayOutputStream(bytes.length + 64);
        write(plain, line.method() + " " + line.path() + " HTTP/1.1\r\n");
        if (line.authority() != null) {
            write(plain, "Host: " + line.authority() + "\r\n"); // RFC 9112, 3.2.2
        } else if (!head.fields().host()) {
            write(plain, "Host: " + host + "\r\n");
        }
        if (line.minor() == 0) {
            write(plain, "Connection: close\r\n");
        }
        int from = head.fieldsBegin();
        while (from < bytes.length) {
            int to = from;
            while (bytes[to] != '\n') {
                to++;
            }
            if (!leftOut(line, bytes, from)) {
                plain.write(bytes, from, to + 1 - from);
            }
            from = to + 1;
        }
        return plain.toByteArray();
    }

    private static boolean leftOut(RequestLine line, byte[] bytes, int from) {
        int colon = from;
        while (bytes[colon] != ':' && bytes[colon] != '\r') {
            colon++;
        }
        String name = new String(bytes, from, colon - from, StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);
        return line.authority() != null && name.equals("host")
                || line.minor() == 0 && NOT_OF_HTTP10.contains(name);
    }

    private static void write(ByteArrayOutputStream out, String text) {
        out.writeBytes(text.getBytes(StandardCharsets.ISO_8859_1));
    }
}
