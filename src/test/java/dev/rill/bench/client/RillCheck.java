package dev.rill.bench.client;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Rill's own events: {@code start} first, numbers without a gap, {@code complete} last. */
final class RillCheck implements StreamCheck {
    private static final byte[] ID = ascii("id: ");
    private static final byte[] EVENT = ascii("event: ");
    private static final byte[] TOKEN = ascii("event: token");
    private static final byte[] START = ascii("event: start");
    private static final byte[] COMPLETE = ascii("event: complete");

    private enum Kind { NONE, START, TOKEN, COMPLETE, OTHER }

    private long lastId;
    private Kind kind;
    private boolean ended;
    private String fault;

    @Override
    public void begin() {
        lastId = 0;
        kind = Kind.NONE;
        ended = false;
        fault = "";
    }

    @Override
    public Seen line(byte[] line, int length) {
        if (length == 0) {
            return dispatch();
        }
        if (startsWith(line, length, ID)) {
            number(line, length);
        } else if (startsWith(line, length, EVENT)) {
            kind = startsWith(line, length, TOKEN) ? Kind.TOKEN : startsWith(line, length, START) ? Kind.START
                    : startsWith(line, length, COMPLETE) ? Kind.COMPLETE : Kind.OTHER;
        }
        return Seen.NOTHING;
    }

    @Override
    public String fault(boolean atEnd) {
        return fault.isEmpty() && atEnd && !ended ? "no complete" : fault;
    }

    private Seen dispatch() {
        Kind seen = kind;
        kind = Kind.NONE;
        if (ended && seen != Kind.NONE) {
            fault = "an event after the end";
        }
        if (seen != Kind.NONE && (seen == Kind.START) != (lastId == 1)) {
            fault = "event " + lastId + " is of the kind " + seen;
        }
        return switch (seen) {
            case TOKEN -> Seen.TOKEN;
            case COMPLETE -> {
                ended = true;
                yield Seen.END;
            }
            case NONE, START, OTHER -> Seen.NOTHING;
        };
    }

    private void number(byte[] line, int length) {
        long id = 0;
        for (int i = ID.length; i < length; i++) {
            id = id * 10 + line[i] - '0';
        }
        if (id != lastId + 1) {
            fault = "event " + id + " after " + lastId;
        }
        lastId = id;
    }

    static boolean startsWith(byte[] line, int length, byte[] prefix) {
        return length >= prefix.length && Arrays.equals(line, 0, prefix.length, prefix, 0, prefix.length);
    }

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
