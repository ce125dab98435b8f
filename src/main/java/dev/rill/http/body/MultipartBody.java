package dev.rill.http.body;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * The parts of a body of {@code multipart/form-data}, one after the other as they come (RFC 7578; RFC 2046, section
 * 5.1.1): of a part no more is held than a few kilobytes. One thread; the body is closed by its owner.
 */
public final class MultipartBody {
    private static final int WINDOW = 32 * 1024;
    private static final int LONGEST_HEAD = 8 * 1024;

    private final InputStream body;
    private final byte[] delimiter;
    private final byte[] window = new byte[WINDOW];
    private int from;
    private int to;
    private boolean ended;
    private boolean last;

    /** @param boundary without hyphens before it, 70 characters at the most */
    public MultipartBody(InputStream body, String boundary) {
        this.body = body;
        this.delimiter = ("\r\n--" + boundary).getBytes(StandardCharsets.ISO_8859_1);
        // the first delimiter may stand at the very beginning
        window[to++] = '\r';
        window[to++] = '\n';
    }

    /**
     * A part.
     *
     * @param name     of the field
     * @param fileName where it is a file, whatever the client calls it
     * @param content  to be read before the next part is asked for
     */
    public record Part(String name, Optional<String> fileName, InputStream content) {
        /** Without the names. */
        @Override
        public String toString() {
            return "Part[file=" + fileName.isPresent() + "]";
        }
    }

    /** The body is not what it says. The message is for the client. */
    public static final class MalformedException extends IOException {
        MalformedException(String message) {
            super(message);
        }
    }

    /** The next part, without what was left of the one before; empty at the end. */
    public Optional<Part> next() throws IOException {
        byte[] skipped = new byte[8192];
        while (!last && read(skipped, 0, skipped.length) >= 0) {
            // nobody wants it
        }
        if (last) {
            return Optional.empty();
        }
        from += delimiter.length;
        String head = head();
        if (last) {
            return Optional.empty();
        }
        ContentDisposition disposition = ContentDisposition.of(disposition(head));
        return Optional.of(new Part(disposition.name().orElse(""), disposition.fileName(), new Content()));
    }

    private static String disposition(String head) {
        for (String line : head.split("\r\n")) {
            if (line.toLowerCase(Locale.ROOT).startsWith("content-disposition:")) {
                return line.substring(line.indexOf(':') + 1);
            }
        }
        return "";
    }

    /** What follows a delimiter, up to the empty line; or says that it was the last one. */
    private String head() throws IOException {
        while (to - from < 2) {
            fill();
        }
        if (window[from] == '-' && window[from + 1] == '-') {
            last = true;
            return "";
        }
        int scanned = from;
        while (true) {
            for (; scanned + 4 <= to; scanned++) {
                if (window[scanned] == '\r' && window[scanned + 1] == '\n' && window[scanned + 2] == '\r'
                        && window[scanned + 3] == '\n') {
                    String head = new String(window, from, scanned - from, StandardCharsets.UTF_8);
                    from = scanned + 4;
                    return head;
                }
            }
            if (to - from > LONGEST_HEAD) {
                throw new MalformedException("A part's headers are longer than " + LONGEST_HEAD + " bytes");
            }
            int behind = scanned - from;
            fill();
            scanned = from + behind;
        }
    }

    private int read(byte[] bytes, int offset, int length) throws IOException {
        while (true) {
            int at = find();
            if (at == from) {
                return -1;
            }
            int available = at >= 0 ? at - from : to - from - (delimiter.length - 1);
            if (available > 0) {
                int count = Math.min(available, length);
                System.arraycopy(window, from, bytes, offset, count);
                from += count;
                return count;
            }
            fill();
        }
    }

    private int find() {
        for (int at = from; at + delimiter.length <= to; at++) {
            if (window[at] == '\r' && Arrays.equals(window, at, at + delimiter.length, delimiter, 0,
                    delimiter.length)) {
                return at;
            }
        }
        return -1;
    }

    /** Waits for more. */
    private void fill() throws IOException {
        if (ended) {
            throw new MalformedException("The body ends before its last boundary");
        }
        System.arraycopy(window, from, window, 0, to - from);
        to -= from;
        from = 0;
        int count = body.read(window, to, window.length - to);
        if (count < 0) {
            ended = true;
        } else {
            to += count;
        }
    }

    private final class Content extends InputStream {
        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            return length == 0 ? 0 : MultipartBody.this.read(bytes, offset, length);
        }
    }
}
