package dev.rill.fuzz;

import java.io.InputStream;
import java.util.List;
import java.util.Random;

/** Bytes that come in pieces: no read goes over a split. */
public final class SplitInput extends InputStream {
    private static final int MOST_SPLITS = 40;

    private final byte[] bytes;
    private final List<Integer> splits;
    private int at;
    private int next;

    /** @param splits offsets, rising */
    public SplitInput(byte[] bytes, List<Integer> splits) {
        this.bytes = bytes;
        this.splits = splits;
    }

    /** Offsets for input of that length, at least one where it has two bytes. */
    public static List<Integer> splits(int length, Random random) {
        return length < 2 ? List.of() : random.ints(1 + random.nextInt(Math.min(length, MOST_SPLITS)), 1, length)
                .sorted().distinct().boxed().toList();
    }

    @Override
    public int read(byte[] to, int from, int length) {
        if (at == bytes.length) {
            return -1;
        }
        while (next < splits.size() && splits.get(next) <= at) {
            next++;
        }
        int end = next < splits.size() ? splits.get(next) : bytes.length;
        int count = Math.min(length, end - at);
        System.arraycopy(bytes, at, to, from, count);
        at += count;
        return count;
    }

    @Override
    public int read() {
        throw new UnsupportedOperationException();
    }
}
