package dev.rill.model.openai;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Stream;

/**
 * Reads the chunks of one answer. Most equal the one before them but for their text, and for the random characters by
 * which OpenAI hides how long the text is (the API reference calls them {@code obfuscation}). Where all other bytes are
 * the same, and these two are the inside of a JSON string without escapes (RFC 8259, section 7), all else means what it
 * meant; so only the text is taken. Every other chunk is parsed. Used by one thread.
 */
final class ChunkReader {
    private static final String PROBE = "a text that no model sends";
    private static final byte[] OBFUSCATION = "\"obfuscation\":\"".getBytes(StandardCharsets.US_ASCII);
    /** A server whose chunks are never alike is not asked again and again. */
    private static final int MOST_LEARNED_IN_VAIN = 3;
    /** What is kept of a chunk beside its text. */
    private static final int MOST_AROUND_BYTES = 4 * 1024;
    private static final byte[] NOTHING = {};
    private static final int NONE = -1;

    private final ChunkParser parser;
    /** Ends with the quote before the text; empty where nothing has been learned. */
    private byte[] before = NOTHING;
    /** From the quote behind the text to the quote before the obfuscation, or to the end where there is none. */
    private byte[] between = NOTHING;
    /** From the quote behind the obfuscation; empty where there is none. */
    private byte[] after = NOTHING;
    private int learnedInVain;

    ChunkReader(ChunkParser parser) {
        this.parser = parser;
    }

    /** As {@link ChunkParser#parse}. */
    void read(byte[] bytes, int from, int length, Chunk chunk, ToolCalls toolCalls) throws IOException {
        if (take(bytes, from, length, chunk)) {
            return;
        }
        parser.parse(bytes, from, length, chunk, toolCalls);
        if (learnedInVain < MOST_LEARNED_IN_VAIN && chunk.textOnly()) {
            learnedInVain++;
            learn(bytes, from, from + length, chunk.text);
        }
    }

    /** @return false where it must be parsed */
    boolean take(byte[] bytes, int from, int length, Chunk chunk) {
        int to = from + length;
        if (before.length == 0 || !isAt(from, before, bytes, to)) {
            return false;
        }
        int start = from + before.length;
        int end = stringEnd(bytes, start, to);
        if (end == NONE || !isAt(end, between, bytes, to)) {
            return false;
        }
        int rest = end + between.length;
        if (after.length > 0) {
            rest = stringEnd(bytes, rest, to);
            if (rest == NONE || !isAt(rest, after, bytes, to)) {
                return false;
            }
            rest += after.length;
        }
        if (rest != to) {
            return false;
        }
        learnedInVain = 0;
        chunk.clear();
        chunk.append(new String(bytes, start, end - start, StandardCharsets.UTF_8));
        return true;
    }

    private static boolean isAt(int at, byte[] what, byte[] bytes, int to) {
        return what.length <= to - at && Arrays.equals(bytes, at, at + what.length, what, 0, what.length);
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

    /**
     * Finds the text, and has the parser say whether another one in its place would be the text as well. What was
     * learned before holds until then: a text with escapes is not found, and those after it are like those before.
     */
    private void learn(byte[] bytes, int from, int to, String text) {
        byte[] quoted = ('"' + text + '"').getBytes(StandardCharsets.UTF_8);
        int at = indexOf(quoted, bytes, from, to);
        if (at == NONE || to - from - quoted.length > MOST_AROUND_BYTES) {
            return;
        }
        byte[] head = Arrays.copyOfRange(bytes, from, at + 1);
        int behind = at + quoted.length - 1;
        int obfuscation = indexOf(OBFUSCATION, bytes, behind, to);
        int middle = obfuscation == NONE ? NONE : obfuscation + OBFUSCATION.length;
        int obfuscationEnd = middle == NONE ? NONE : stringEnd(bytes, middle, to);
        if (obfuscationEnd == NONE) {
            learn(head, Arrays.copyOfRange(bytes, behind, to), NOTHING);
        } else {
            learn(head, Arrays.copyOfRange(bytes, behind, middle), Arrays.copyOfRange(bytes, obfuscationEnd, to));
        }
    }

    private void learn(byte[] head, byte[] middle, byte[] tail) {
        if (isText(head, middle, tail)) {
            before = head;
            between = middle;
            after = tail;
        }
    }

    private static int indexOf(byte[] what, byte[] bytes, int from, int to) {
        for (int at = from; at + what.length <= to; at++) {
            if (isAt(at, what, bytes, to)) {
                return at;
            }
        }
        return NONE;
    }

    /** The obfuscation is the probe as well: were it to mean something, the chunk would not be the text alone. */
    private boolean isText(byte[] head, byte[] middle, byte[] tail) {
        byte[] text = PROBE.getBytes(StandardCharsets.US_ASCII);
        byte[] probe = tail.length == 0 ? joined(head, text, middle) : joined(head, text, middle, text, tail);
        Chunk chunk = new Chunk();
        ToolCalls toolCalls = new ToolCalls();
        try {
            parser.parse(probe, 0, probe.length, chunk, toolCalls);
        } catch (IOException e) {
            return false; // what was found stood between two strings
        }
        return toolCalls.isEmpty() && chunk.textOnly() && chunk.text.equals(PROBE);
    }

    private static byte[] joined(byte[]... parts) {
        ByteBuffer all = ByteBuffer.allocate(Stream.of(parts).mapToInt(part -> part.length).sum());
        Stream.of(parts).forEach(all::put);
        return all.array();
    }
}
