package dev.rill.model.completion;

import java.io.IOException;
import java.util.Optional;

/**
 * Reads the chunks of one answer. Most are of the shape of the one before them: then all but the text means what it
 * meant, and only the text is taken. Every other chunk is parsed. Used by one thread.
 */
public final class ChunkReader {
    private static final String PROBE = "a text that no model sends";
    /** A server whose chunks are never alike is not asked again and again. */
    private static final int MOST_LEARNED_IN_VAIN = 3;
    /** What is kept of a chunk beside its text. */
    private static final int MOST_AROUND_BYTES = 4 * 1024;

    private final ChunkParser parser;
    /** Null until one has been learned. */
    private ChunkShape shape;
    private int learnedInVain;

    public ChunkReader(ChunkParser parser) {
        this.parser = parser;
    }

    /** As {@link ChunkParser#parse}. */
    public void read(byte[] bytes, int from, int length, CompletionChunk chunk) throws IOException {
        if (take(bytes, from, length, chunk)) {
            return;
        }
        parser.parse(bytes, from, length, chunk);
        if (learnedInVain < MOST_LEARNED_IN_VAIN && chunk.textOnly()) {
            learnedInVain++;
            learn(bytes, from, length, chunk.text);
        }
    }

    /** @return false where it must be parsed */
    boolean take(byte[] bytes, int from, int length, CompletionChunk chunk) {
        String text = shape == null ? null : shape.textOf(bytes, from, from + length);
        if (text == null) {
            return false;
        }
        learnedInVain = 0;
        chunk.clear();
        chunk.append(text);
        return true;
    }

    /** What was learned before stays where this is nothing new: after a text with escapes come others without. */
    private void learn(byte[] bytes, int from, int length, String text) {
        Optional<ChunkShape> found = ChunkShape.around(text, bytes, from, from + length, MOST_AROUND_BYTES);
        if (found.isPresent() && holds(found.get())) {
            shape = found.get();
        }
    }

    /**
     * Has the parser say whether another text in its place would be the text as well. The obfuscation is that text too:
     * were it to mean something, the chunk would say more than that.
     */
    private boolean holds(ChunkShape found) {
        byte[] probe = found.filled(PROBE, PROBE);
        CompletionChunk chunk = new CompletionChunk();
        try {
            parser.parse(probe, 0, probe.length, chunk);
        } catch (IOException e) {
            return false; // what was found stood between two strings
        }
        return chunk.textOnly() && chunk.text.equals(PROBE);
    }
}
