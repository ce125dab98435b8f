package dev.rill.model.completion;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What chunks that differ in their text alone have in common: all bytes but the inside of one JSON string, the text,
 * and of another, the random characters by which OpenAI hides how long the text is (its API reference calls them
 * {@code obfuscation}). Immutable.
 *
 * @param before  ends with the quote before the text
 * @param between from the quote behind the text to the quote before the obfuscation, or to the end where there is none
 * @param after   from the quote behind the obfuscation; empty where there is none
 */
record ChunkShape(byte[] before, byte[] between, byte[] after) {
    private static final byte[] OBFUSCATION = "\"obfuscation\":\"".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] NOTHING = {};
    private static final int NONE = -1;

    /** The shape of a chunk, if the text stands there as it is and the rest is no longer than {@code most} bytes. */
    static Optional<ChunkShape> around(String text, byte[] bytes, int from, int to, int most) {
        byte[] quoted = ('"' + text + '"').getBytes(StandardCharsets.UTF_8);
        int at = indexOf(quoted, bytes, from, to);
        if (at == NONE || to - from - quoted.length > most) {
            return Optional.empty();
        }
        byte[] before = Arrays.copyOfRange(bytes, from, at + 1);
        int textEnd = at + quoted.length - 1;
        int key = indexOf(OBFUSCATION, bytes, textEnd, to);
        int obfuscation = key == NONE ? NONE : key + OBFUSCATION.length;
        int obfuscationEnd = key == NONE ? NONE : stringEnd(bytes, obfuscation, to);
        return Optional.of(obfuscationEnd == NONE
                ? new ChunkShape(before, Arrays.copyOfRange(bytes, textEnd, to), NOTHING)
                : new ChunkShape(before, Arrays.copyOfRange(bytes, textEnd, obfuscation),
                        Arrays.copyOfRange(bytes, obfuscationEnd, to)));
    }

    /** A chunk of this shape. */
    byte[] filled(String text, String obfuscation) {
        byte[] inside = text.getBytes(StandardCharsets.UTF_8);
        return after.length == 0 ? joined(before, inside, between)
                : joined(before, inside, between, obfuscation.getBytes(StandardCharsets.UTF_8), after);
    }

    /** @return the text of a chunk, or null where it is not of this shape or has escapes (RFC 8259, section 7) */
    String textOf(byte[] bytes, int from, int to) {
        if (!isAt(from, before, bytes, to)) {
            return null;
        }
        int text = from + before.length;
        int textEnd = stringEnd(bytes, text, to);
        if (textEnd == NONE || !isAt(textEnd, between, bytes, to)) {
            return null;
        }
        int end = textEnd + between.length;
        if (after.length > 0) {
            end = stringEnd(bytes, end, to);
            if (end == NONE || !isAt(end, after, bytes, to)) {
                return null;
            }
            end += after.length;
        }
        return end == to ? new String(bytes, text, textEnd - text, StandardCharsets.UTF_8) : null;
    }

    /** @return where the quote is that ends a string without escapes, or {@link #NONE} */
    private static int stringEnd(byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            byte next = bytes[i];
            if (next == '"') {
                return i;
            }
            if (next == '\\' || next >= 0 && next < ' ') {
                return NONE;
            }
        }
        return NONE;
    }

    private static int indexOf(byte[] what, byte[] bytes, int from, int to) {
        for (int at = from; at + what.length <= to; at++) {
            if (isAt(at, what, bytes, to)) {
                return at;
            }
        }
        return NONE;
    }

    private static boolean isAt(int at, byte[] what, byte[] bytes, int to) {
        return what.length <= to - at && Arrays.equals(bytes, at, at + what.length, what, 0, what.length);
    }

    private static byte[] joined(byte[]... parts) {
        ByteBuffer all = ByteBuffer.allocate(Stream.of(parts).mapToInt(part -> part.length).sum());
        Stream.of(parts).forEach(all::put);
        return all.array();
    }
}
