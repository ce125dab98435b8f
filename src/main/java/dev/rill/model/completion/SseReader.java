package dev.rill.model.completion;

import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.util.Arrays;

/**
 * Splits a body into server-sent events as the WHATWG text has it (HTML, 9.2.6). Events whose bytes have come are
 * parsed where they lie, without a copy; {@link #fill} alone reads, so that the caller decides when to wait. A line
 * and the data of an event may have up to 1 MiB. Ill-formed UTF-8 becomes U+FFFD. Used by one thread, which closes the
 * body.
 */
public final class SseReader {
    static final int MOST_BYTES = 1024 * 1024;
    /** For a stream whose chunks come one by one; where reads fill it, it grows, and they become fewer. */
    private static final int FIRST_BUFFER = 1024;
    private static final int LARGEST_READ = 8 * 1024;
    /** So many small reads in a row make it small again. */
    private static final int SMALL_READS = 32;
    private static final byte[] DATA = {'d', 'a', 't', 'a'};
    private static final byte[] EVENT = {'e', 'v', 'e', 'n', 't'};
    private static final byte[] ERROR = {'e', 'r', 'r', 'o', 'r'};

    private final InputStream body;
    private byte[] buffer = new byte[FIRST_BUFFER];
    /** What is read and not yet looked at is between these two; the current line began at {@link #line}. */
    private int at;
    private int end;
    private int line;
    /** The data of the event that is being put together, each line with its LF. */
    private int dataFrom;
    private int dataTo;
    private boolean hasData;
    private boolean named;
    private boolean afterCr;
    private boolean bomChecked;
    private boolean dispatched;
    private boolean filled;
    private int smallReads;

    public SseReader(InputStream body) {
        this.body = body;
    }

    /**
     * Goes to the next event whose bytes have come whole.
     *
     * @return false when there is none yet
     */
    public boolean next() throws ProtocolException {
        if (dispatched) {
            clear();
        }
        if (!bomChecked && !skipBom()) {
            return false;
        }
        for (at = ByteScan.lineEnd(buffer, at, end); at < end; at = ByteScan.lineEnd(buffer, at, end)) {
            byte next = buffer[at];
            if (next == '\n' && afterCr && at == line) {
                afterCr = false;
                line = ++at;
                continue;
            }
            afterCr = next == '\r';
            int lineEnd = at++;
            boolean complete = endLine(lineEnd);
            line = at;
            if (complete) {
                dispatched = true;
                return true;
            }
        }
        if (dataTo - dataFrom + end - line > MOST_BYTES) {
            throw new ProtocolException("a line of more than 1 MiB");
        }
        return false;
    }

    /**
     * Reads what has come, and waits only when nothing has.
     *
     * @return false at the end of the body; an event that is not ended by a blank line is dropped
     */
    public boolean fill() throws IOException {
        if (dispatched) {
            clear();
        }
        makeRoom();
        int count = body.read(buffer, end, buffer.length - end);
        if (count < 0) {
            return false;
        }
        end += count;
        filled = end > buffer.length / 2; // its framing may have taken some of what was read
        smallReads = end < FIRST_BUFFER / 2 ? smallReads + 1 : 0;
        return true;
    }

    /** The array that holds the data of the event; valid until the next call of {@link #next} or {@link #fill}. */
    public byte[] bytes() {
        return buffer;
    }

    public int dataFrom() {
        return dataFrom;
    }

    public int dataLength() {
        return dataTo - dataFrom;
    }

    /** Whether the event's name is {@code error}. */
    public boolean named() {
        return named;
    }

    private boolean skipBom() {
        byte[] bom = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};
        int have = Math.min(3, end);
        if (Arrays.equals(buffer, 0, have, bom, 0, have)) {
            if (have < 3) {
                return false;
            }
            at = 3;
            line = 3;
        }
        bomChecked = true;
        return true;
    }

    /** Takes in the line that ends here; true if it is the blank line that ends an event with data. */
    private boolean endLine(int lineEnd) throws ProtocolException {
        if (lineEnd - line > MOST_BYTES) {
            throw new ProtocolException("a line of more than 1 MiB");
        }
        if (lineEnd == line) {
            if (!hasData) {
                clear();
                return false;
            }
            dataTo--;
            repair();
            return true;
        }
        int colon = line;
        while (colon < lineEnd && buffer[colon] != ':') {
            colon++;
        }
        int value = colon + 1 < lineEnd && buffer[colon + 1] == ' ' ? colon + 2 : Math.min(colon + 1, lineEnd);
        if (Arrays.equals(buffer, line, colon, DATA, 0, DATA.length)) {
            addData(value, lineEnd);
        } else if (Arrays.equals(buffer, line, colon, EVENT, 0, EVENT.length)) {
            named = Arrays.equals(buffer, value, lineEnd, ERROR, 0, ERROR.length);
        }
        return false;
    }

    /** Appends in place: what precedes a value is at least as long as the LF that is put before the next one. */
    private void addData(int value, int lineEnd) throws ProtocolException {
        if (!hasData) {
            hasData = true;
            dataFrom = value;
            dataTo = lineEnd;
        } else {
            System.arraycopy(buffer, value, buffer, dataTo, lineEnd - value);
            dataTo += lineEnd - value;
        }
        buffer[dataTo++] = '\n';
        if (dataTo - dataFrom > MOST_BYTES + 1) {
            throw new ProtocolException("an event of more than 1 MiB");
        }
    }

    private void repair() {
        if (!Utf8.wellFormed(buffer, dataFrom, dataTo)) {
            byte[] repaired = Utf8.repaired(buffer, dataFrom, dataTo);
            int rest = end - at;
            byte[] bytes = new byte[Math.max(buffer.length, repaired.length + rest)];
            System.arraycopy(repaired, 0, bytes, 0, repaired.length);
            System.arraycopy(buffer, at, bytes, repaired.length, rest);
            buffer = bytes;
            dataFrom = 0;
            dataTo = repaired.length;
            at = repaired.length;
            end = at + rest;
        }
    }

    private void clear() {
        dispatched = false;
        hasData = false;
        named = false;
        dataFrom = 0;
        dataTo = 0;
    }

    /** Moves the data so far and the current line to the front, and makes the buffer larger when they fill it. */
    private void makeRoom() {
        int data = hasData ? dataTo - dataFrom : 0;
        int rest = end - line;
        if (data > 0) {
            System.arraycopy(buffer, dataFrom, buffer, 0, data);
        }
        System.arraycopy(buffer, line, buffer, data, rest);
        dataFrom = 0;
        dataTo = data;
        at = data + at - line;
        line = data;
        end = data + rest;
        resize();
        filled = false;
    }

    private void resize() {
        int size = buffer.length;
        if (end > size - 256) {
            buffer = Arrays.copyOf(buffer, size * 2);
        } else if (filled && size < LARGEST_READ) {
            buffer = Arrays.copyOf(buffer, LARGEST_READ);
        } else if (size > LARGEST_READ && end < FIRST_BUFFER) {
            buffer = Arrays.copyOf(buffer, LARGEST_READ);
        } else if (smallReads >= SMALL_READS && size > FIRST_BUFFER && end < FIRST_BUFFER / 2) {
            buffer = Arrays.copyOf(buffer, FIRST_BUFFER);
            smallReads = 0;
        }
    }
}
