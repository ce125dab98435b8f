package dev.rill.http.message;

import io.helidon.http.RequestException;

/**
 * Reads the head of one request, as much of it as has come, and no laxer than RFC 9112 asks a server to be: what
 * another server on the way might understand in another way is refused. For the connection's own thread.
 */
public final class RequestHead {
    private static final int MAX_EMPTY_LINES = 4;

    /** @param line bytes of the first line; {@code fields}: of all the others */
    public record Limits(int line, int fields) { }

    private final Limits limits;
    private final RequestFields fields = new RequestFields();
    private RequestLine line;
    private String method = "";
    private int emptyLines;
    private int begin;
    private int lineBegin;
    private int scanned;
    private int fieldsBegin;

    RequestHead(Limits limits) {
        this.limits = limits;
    }

    /**
     * Looks at what has come since it was called before.
     *
     * @param from the head's first byte
     * @return whether the head is complete
     * @throws RequestException why this is no head
     */
    boolean complete(byte[] bytes, int from, int to) {
        for (int i = from + scanned; i < to; i++) {
            if (bytes[i] != '\n') {
                continue;
            }
            int lineFrom = from + lineBegin;
            if (i == lineFrom || bytes[i - 1] != '\r') {
                throw refused(MessageFault.LINE_END);
            }
            lineBegin = i + 1 - from;
            checkSize(lineFrom - from, i - from);
            if (takeLine(bytes, lineFrom, i - 1)) {
                scanned = lineBegin;
                return true;
            }
        }
        scanned = to - from;
        checkSize(lineBegin, scanned);
        return false;
    }

    private boolean takeLine(byte[] bytes, int from, int to) {
        if (line == null) {
            if (from == to) {
                emptyLine();
            } else {
                takeRequestLine(bytes, from, to);
            }
            return false;
        }
        if (from == to) {
            MessageFault fault = fields.fault(line.minor());
            if (fault != null) {
                throw refused(fault);
            }
            return true;
        }
        MessageFault fault = fields.add(bytes, from, to);
        if (fault != null) {
            throw refused(fault);
        }
        return false;
    }

    /** RFC 9112, 2.2: an empty line before a request is skipped. */
    private void emptyLine() {
        if (++emptyLines > MAX_EMPTY_LINES) {
            throw refused(MessageFault.REQUEST_LINE);
        }
        begin = lineBegin;
    }

    private void takeRequestLine(byte[] bytes, int from, int to) {
        switch (RequestLine.parse(bytes, from, to)) {
            case RequestLine.Parsed.Line parsed -> {
                line = parsed.line();
                method = line.method();
            }
            case RequestLine.Parsed.Refused refused -> {
                method = refused.method();
                throw refused.why().exception(method, refused.target());
            }
        }
        fieldsBegin = lineBegin;
    }

    private void checkSize(int lineFrom, int end) {
        if (line == null && end - lineFrom > limits.line()) {
            throw refused(MessageFault.TARGET_TOO_LONG);
        }
        if (line != null && end - fieldsBegin > limits.fields()) {
            throw refused(MessageFault.FIELDS_TOO_LARGE);
        }
    }

    /** Of the complete head: bytes of empty lines before it. */
    int begin() {
        return begin;
    }

    /** Of the complete head: where it ends, from its first byte. */
    int end() {
        return scanned;
    }

    /** Where the header lines begin, from the first byte. */
    int fieldsBegin() {
        return fieldsBegin;
    }

    /** As far as it is known, also of a head that is refused. */
    String method() {
        return method;
    }

    RequestLine line() {
        return line;
    }

    RequestFields fields() {
        return fields;
    }

    RequestException refused(MessageFault why) {
        return line == null ? why.exception("", "") : why.exception(line.method(), line.path());
    }
}
