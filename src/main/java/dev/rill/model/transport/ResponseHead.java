package dev.rill.model.transport;

import com.openai.core.http.Headers;
import dev.rill.model.transport.TransportException.Kind;
import java.io.EOFException;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Status and headers of a response, as RFC 9112 has them; no more than 32 KiB. */
record ResponseHead(int status, boolean http11, Headers headers) {
    private static final int MOST_BYTES = 32 * 1024;
    private static final Pattern STATUS_LINE = Pattern.compile("HTTP/1\\.[01] [1-5]\\d\\d( .*)?");

    /**
     * Reads the head of the final response, past the interim ones.
     *
     * @throws IOException        if the connection ended before the first byte
     * @throws TransportException if it ended later, or what came is no head
     */
    static ResponseHead read(Connection connection) throws IOException {
        HeadLines lines = new HeadLines(connection);
        for (;;) {
            ResponseHead head = one(lines);
            if (head.status == 101) {
                throw new TransportException(Kind.NOT_HTTP, "the server switched protocols");
            }
            if (head.status >= 200) {
                return head;
            }
        }
    }

    private static ResponseHead one(HeadLines lines) throws IOException {
        String status = lines.next();
        if (!STATUS_LINE.matcher(status).matches()) {
            throw new TransportException(Kind.NOT_HTTP, "no HTTP/1.1 status line");
        }
        Headers.Builder headers = Headers.builder();
        for (String line = lines.next(); !line.isEmpty(); line = lines.next()) {
            int colon = line.indexOf(':');
            if (colon <= 0 || line.charAt(0) == ' ' || line.charAt(0) == '\t') {
                throw new TransportException(Kind.NOT_HTTP, "a header without a name");
            }
            headers.put(line.substring(0, colon), line.substring(colon + 1).strip());
        }
        return new ResponseHead(Integer.parseInt(status.substring(9, 12)), status.charAt(7) == '1', headers.build());
    }

    /** The last of the values, or an empty text. */
    String header(String name) {
        List<String> values = headers.values(name);
        return values.isEmpty() ? "" : values.getLast();
    }

    /** Type and subtype in lower case, without parameters. */
    String contentType() {
        return header("Content-Type").split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    }

    /** Whether the connection may be used again after the body. */
    boolean keepAlive() {
        String said = String.join(",", headers.values("Connection")).toLowerCase(Locale.ROOT);
        return http11 ? !said.contains("close") : said.contains("keep-alive");
    }

    /** How the body ends. */
    Framing framing() {
        String coding = String.join(",", headers.values("Transfer-Encoding")).strip().toLowerCase(Locale.ROOT);
        if (status == 204 || status == 304) {
            return new Framing.Length(0);
        }
        if (coding.equals("chunked")) {
            return new Framing.Chunked();
        }
        if (!coding.isEmpty()) {
            throw new TransportException(Kind.NOT_HTTP, "a transfer coding that is not known");
        }
        List<String> lengths = headers.values("Content-Length").stream().distinct().toList();
        if (lengths.isEmpty()) {
            return new Framing.UntilClose();
        }
        if (lengths.size() > 1 || !lengths.getFirst().matches("\\d{1,18}")) {
            throw new TransportException(Kind.NOT_HTTP, "a content length that is no number");
        }
        return new Framing.Length(Long.parseLong(lengths.getFirst()));
    }

    /** The lines of heads, bounded together. */
    private static final class HeadLines {
        private final Connection connection;
        private final StringBuilder line = new StringBuilder(64);
        private int read;

        HeadLines(Connection connection) {
            this.connection = connection;
        }

        String next() throws IOException {
            line.setLength(0);
            for (int next = octet(); next != '\n'; next = octet()) {
                line.append((char) next);
            }
            int length = line.length();
            return length > 0 && line.charAt(length - 1) == '\r' ? line.substring(0, length - 1) : line.toString();
        }

        private int octet() throws IOException {
            int next;
            try {
                next = connection.headByte();
            } catch (IOException e) {
                if (read == 0) {
                    throw e;
                }
                throw new TransportException(Kind.CLOSED, "closed within the head", e);
            }
            if (next < 0) {
                if (read == 0) {
                    throw new EOFException("closed before the response");
                }
                throw new TransportException(Kind.CLOSED, "closed within the head");
            }
            if (++read > MOST_BYTES) {
                throw new TransportException(Kind.NOT_HTTP, "a head of more than 32 KiB");
            }
            return next;
        }
    }
}
