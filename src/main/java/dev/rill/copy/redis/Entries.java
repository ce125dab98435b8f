package dev.rill.copy.redis;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rill.copy.StreamCopy;
import dev.rill.copy.StreamCopy.Origin;
import dev.rill.copy.StreamCopy.Part;
import dev.rill.copy.StreamCopy.Piece;
import dev.rill.copy.StreamCopy.Standing;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How a copy stands in a stream of Redis: its key, and its entries' numbers and fields. Stateless. */
final class Entries {
    static final byte[] NO_NEW = ascii("NOMKSTREAM");
    static final byte[] STREAMS = ascii("STREAMS");
    static final byte[] COUNT = ascii("COUNT");
    static final byte[] TWO = ascii("2");
    static final byte[] PLUS = ascii("+");
    static final byte[] MINUS = ascii("-");
    static final byte[] FRAMES = ascii("frames");
    /** Nothing can follow it. */
    static final byte[] LAST = ascii("18446744073709551615-18446744073709551615");
    private static final String LARGEST = new String(LAST, US_ASCII);
    private static final byte[] HEAD = ascii("0-1");
    private static final byte[] BEFORE_HEAD = ascii("0-0");
    private static final String PREFIX = "rill:";
    private static final String END = "-0";
    private static final int HEAD_VALUES = 8;

    private Entries() {
    }

    private static byte[] ascii(String text) {
        return text.getBytes(US_ASCII);
    }

    static byte[] key(String messageId) {
        return (PREFIX + messageId).getBytes(UTF_8);
    }

    static String messageId(byte[] key) {
        return new String(key, UTF_8).substring(PREFIX.length());
    }

    static byte[] id(long lastId) {
        return ascii(lastId + END);
    }

    static byte[] position(long after) {
        return after == StreamCopy.FROM_THE_BEGINNING ? BEFORE_HEAD : after == 0 ? HEAD : id(after);
    }

    static byte[][] head(byte[] key, Origin origin) {
        return new byte[][] {key, HEAD, ascii("owner"), origin.owner().getBytes(UTF_8), ascii("thread"),
            origin.threadId().getBytes(UTF_8), ascii("protocol"), origin.protocol().getBytes(UTF_8), ascii("started"),
            ascii(origin.startTime().toString())};
    }

    /** @param newestFirst the last two entries */
    static Optional<Standing> standing(List<?> newestFirst) {
        if (newestFirst.isEmpty()) {
            return Optional.empty();
        }
        boolean sealed = id(newestFirst.getFirst()).equals(LARGEST);
        return Optional.of(new Standing(sealed && newestFirst.size() == 1 ? 0
                : number(id(newestFirst.get(sealed ? 1 : 0))), sealed));
    }

    static Part part(List<?> entries, long after) {
        Optional<Origin> origin = Optional.empty();
        List<Piece> pieces = new ArrayList<>(entries.size());
        boolean sealed = false;
        long last = Math.max(0, after);
        for (Object entry : entries) {
            List<?> values = (List<?>) ((List<?>) entry).getLast();
            String id = id(entry);
            if (values.size() == HEAD_VALUES) {
                origin = Optional.of(new Origin(text(values.get(1)), text(values.get(3)), text(values.get(5)),
                        Instant.parse(text(values.get(7)))));
            } else {
                byte[] frames = (byte[]) values.get(1);
                sealed = id.equals(LARGEST);
                last = sealed ? last + 1 : number(id);
                if (!sealed || frames.length > 0) {
                    pieces.add(new Piece(frames, last));
                }
            }
        }
        return new Part(origin, pieces, sealed);
    }

    private static String id(Object entry) {
        return text(((List<?>) entry).getFirst());
    }

    /** The head's is zero. */
    private static long number(String id) {
        return Long.parseLong(id.substring(0, id.indexOf('-')));
    }

    private static String text(Object value) {
        return new String((byte[]) value, UTF_8);
    }
}
