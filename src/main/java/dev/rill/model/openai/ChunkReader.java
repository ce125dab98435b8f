package dev.rill.model.openai;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads the chunks of one answer. Most equal the one before them but for their text. Where the bytes before and after
 * the text are the same, and the text is the inside of a JSON string without escapes (RFC 8259, section 7), all else
 * means what it meant; so only the text is taken. Every other chunk is parsed. Used by one thread.
 */
final class ChunkReader {
    private static final String PROBE = "a text that no model sends";
    /** A server whose chunks are never alike is not asked again and again. */
    private static final int MOST_LEARNED_IN_VAIN = 3;
    /** What is kept of a chunk beside its text. */
    private static final int MOST_AROUND_BYTES = 4 * 1024;
    private static final byte[] NOTHING = {};

    private final ChunkParser parser;
    private byte[] before = NOTHING;
    private byte[] after = NOTHING;
    private int learnedInVain;

    ChunkReader(ChunkParser parser) {
        this.parser = parser;
    }

    /** As {@link ChunkParser#parse}. */
    void read(byte[] bytes, int from, int length, Chunk chunk, ToolCalls toolCalls) throws IOException {
        if (takeText(bytes, from, from + length, chunk)) {
            learnedInVain = 0;
            return;
        }
        parser.parse(bytes, from, length, chunk, toolCalls);
        if (learnedInVain < MOST_LEARNED_IN_VAIN && chunk.textOnly()) {
            learnedInVain++;
            learn(bytes, from, from + length, chunk.text);
        }
    }

    private boolean takeText(byte[] bytes, int from, int to, Chunk chunk) {
        int start = from + before.length;
        int end = to - after.length;
        if (before.length == 0 || start > end || !Arrays.equals(bytes, from, start, before, 0, before.length)
                || !Arrays.equals(bytes, end, to, after, 0, after.length)) {
            return false;
        }
        for (int i = start; i < end; i++) {
            byte next = bytes[i];
            if (next == '"' || next == '\\' || next >= 0 && next < ' ') {
                return false;
            }
        }
        chunk.clear();
        chunk.append(new String(bytes, start, end - start, StandardCharsets.UTF_8));
        return true;
    }

    /** Finds the text, and has the parser say whether another one in its place would be the text as well. */
    private void learn(byte[] bytes, int from, int to, String text) {
        before = NOTHING;
        byte[] quoted = ('"' + text + '"').getBytes(StandardCharsets.UTF_8);
        int at = from;
        while (at + quoted.length <= to && !Arrays.equals(bytes, at, at + quoted.length, quoted, 0, quoted.length)) {
            at++;
        }
        if (at + quoted.length > to || to - from - quoted.length > MOST_AROUND_BYTES) {
            return;
        }
        byte[] head = Arrays.copyOfRange(bytes, from, at + 1);
        byte[] tail = Arrays.copyOfRange(bytes, at + quoted.length - 1, to);
        if (isText(head, tail)) {
            before = head;
            after = tail;
        }
    }

    private boolean isText(byte[] head, byte[] tail) {
        byte[] text = PROBE.getBytes(StandardCharsets.US_ASCII);
        byte[] probe = Arrays.copyOf(head, head.length + text.length + tail.length);
        System.arraycopy(text, 0, probe, head.length, text.length);
        System.arraycopy(tail, 0, probe, head.length + text.length, tail.length);
        Chunk chunk = new Chunk();
        ToolCalls toolCalls = new ToolCalls();
        try {
            parser.parse(probe, 0, probe.length, chunk, toolCalls);
        } catch (IOException e) {
            return false; // what was found stood between two strings
        }
        return toolCalls.isEmpty() && chunk.textOnly() && chunk.text.equals(PROBE);
    }
}
