package dev.rill.bench.client;

import java.util.Arrays;

/** A model server's chunks as they are: the role first, {@code [DONE]} last. */
final class ChunkCheck implements StreamCheck {
    private static final byte[] DATA = RillCheck.ascii("data: ");
    private static final byte[] DONE = RillCheck.ascii("data: [DONE]");
    private static final byte[] ROLE = RillCheck.ascii("\"delta\":{\"role\"");
    private static final byte[] CONTENT = RillCheck.ascii("\"delta\":{\"content\"");

    private boolean begun;
    private boolean ended;
    private String fault;

    @Override
    public void begin() {
        begun = false;
        ended = false;
        fault = "";
    }

    @Override
    public Seen line(byte[] line, int length) {
        if (!RillCheck.startsWith(line, length, DATA)) {
            return Seen.NOTHING;
        }
        if (ended) {
            fault = "a chunk after the end";
        }
        if (RillCheck.startsWith(line, length, DONE)) {
            ended = true;
            return Seen.END;
        }
        if (!begun) {
            begun = true;
            fault = contains(line, length, ROLE) ? fault : "the first chunk names no role";
            return Seen.NOTHING;
        }
        return contains(line, length, CONTENT) ? Seen.TOKEN : Seen.NOTHING;
    }

    @Override
    public String fault(boolean atEnd) {
        return fault.isEmpty() && atEnd && !ended ? "no [DONE]" : fault;
    }

    private static boolean contains(byte[] line, int length, byte[] part) {
        for (int from = 0; from <= length - part.length; from++) {
            if (line[from + 1] == 'd' && line[from] == '"'
                    && Arrays.equals(line, from, from + part.length, part, 0, part.length)) {
                return true;
            }
        }
        return false;
    }
}
