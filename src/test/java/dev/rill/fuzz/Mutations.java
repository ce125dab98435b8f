package dev.rill.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Inputs made of broken pieces of others; the same for the same seed. Used by one thread. */
final class Mutations {
    private static final int MOST_CHANGES = 6;
    private static final int LONGEST_CUT = 16;
    private static final List<byte[]> PIECES = pieces("{", "}", "[", "]", "\"", "\\", ",", ":", ": ", " ", "\n", "\r",
            "\r\n", "\t", "\0", "0", "9", "-1", "1e400", "null", "true", "\\u0000", "\\ud83d", "\u00e9", "\u20ac",
            "\ud83d\ude00", "\ufeff", "data", "event: error", "%", "%00", "/", "..", "?", "&", "=", ";", "<", ">",
            "&#0;",
            "<!--", "```", "#", "|", "- ", "> ", "---", "HTTP/1.1", "Content-Length: 5", "Transfer-Encoding: chunked");

    private final List<byte[]> seeds;
    private final Random random;

    Mutations(List<byte[]> seeds, long seed) {
        this.seeds = seeds;
        this.random = new Random(seed);
    }

    byte[] next() {
        byte[] input = any(seeds);
        for (int changes = 1 + random.nextInt(MOST_CHANGES); changes > 0; changes--) {
            int from = random.nextInt(input.length + 1);
            int to = Math.min(input.length, from + 1 + random.nextInt(LONGEST_CUT));
            input = switch (random.nextInt(6)) {
                case 0 -> spliced(input, from, to, new byte[0]);
                case 1 -> spliced(input, from, Math.min(from + 1, input.length), new byte[] {(byte) random.nextInt()});
                case 2 -> spliced(input, from, from, any(PIECES));
                case 3 -> spliced(input, from, to, any(PIECES));
                case 4 -> spliced(input, from, from, Arrays.copyOfRange(input, from, to));
                default -> spliced(input, from, to, part(any(seeds)));
            };
        }
        return input;
    }

    private byte[] part(byte[] of) {
        int from = random.nextInt(of.length + 1);
        return Arrays.copyOfRange(of, from, from + random.nextInt(of.length - from + 1));
    }

    private byte[] any(List<byte[]> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    private static byte[] spliced(byte[] input, int from, int to, byte[] with) {
        byte[] result = new byte[input.length - (to - from) + with.length];
        System.arraycopy(input, 0, result, 0, from);
        System.arraycopy(with, 0, result, from, with.length);
        System.arraycopy(input, to, result, from + with.length, input.length - to);
        return result;
    }

    private static List<byte[]> pieces(String... pieces) {
        return Arrays.stream(pieces).map(piece -> piece.getBytes(StandardCharsets.UTF_8)).toList();
    }
}
