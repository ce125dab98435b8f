package dev.rill.threads.embedded;

import dev.rill.threads.jdbc.ExchangeStep;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The steps that the file of the embedded database may not have yet, in two files: one is written, the other holds what
 * the database is about to store, and is then emptied. Each record begins with its number, by which they are read in
 * their order. One thread at a time; whoever made it closes it.
 */
final class ExchangeJournal implements AutoCloseable {
    private RecordFile active;
    private RecordFile older;
    private long next;

    ExchangeJournal(RecordFile one, RecordFile other) {
        active = one;
        older = other;
    }

    private record Numbered(long number, ExchangeStep step) {
        static Numbered of(byte[] record) throws IOException {
            ByteBuffer bytes = ByteBuffer.wrap(record);
            long number = bytes.getLong();
            byte[] step = new byte[bytes.remaining()];
            bytes.get(step);
            return new Numbered(number, ExchangeStepBytes.read(step));
        }
    }

    /** What it holds, oldest first. */
    List<ExchangeStep> steps() throws IOException {
        List<Numbered> found = new ArrayList<>();
        for (RecordFile file : List.of(active, older)) {
            for (byte[] record : file.records()) {
                found.add(Numbered.of(record));
            }
        }
        found.sort(Comparator.comparingLong(Numbered::number));
        next = found.isEmpty() ? next : found.getLast().number() + 1;
        return found.stream().map(Numbered::step).toList();
    }

    /** It survives the death of this process when this returns. */
    void append(byte[] step) throws IOException {
        byte[] record = ByteBuffer.allocate(Long.BYTES + step.length).putLong(next).put(step).array();
        active.append(record);
        next++;
    }

    /**
     * What is here now is older from now on.
     *
     * @return false where what was older is still needed
     */
    boolean turn() {
        if (older.size() > 0) {
            return false;
        }
        RecordFile full = active;
        active = older;
        older = full;
        return true;
    }

    /** The database has stored what is older. */
    void dropOlder() throws IOException {
        older.clear();
    }

    /** The database has stored all. */
    void clear() throws IOException {
        older.clear();
        active.clear();
    }

    @Override
    public void close() {
        closeQuietly(active);
        closeQuietly(older);
    }

    private static void closeQuietly(RecordFile file) {
        try {
            file.close();
        } catch (IOException e) {
            // what was written is with the system
        }
    }
}
