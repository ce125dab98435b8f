package dev.rill.threads.embedded;

import dev.rill.threads.ThreadStore.Checkpoint;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * A journal of how the texts of open answers grew, beside the embedded database: appending a second's growth of all of
 * them is one write, where rows would have to be written whole. What ended is in the database, and is left out when the
 * journal is written anew. A record holds as many growths as there were. Storage threads only, at most one at a time
 * inside; whoever opened it closes it.
 */
final class OpenTextFile implements AutoCloseable {
    private static final long SMALL_BYTES = 1 << 20;

    private final Path path;
    private RecordFile file;
    private long sizeWhenNew;

    private OpenTextFile(Path path, RecordFile file) {
        this.path = path;
        this.file = file;
    }

    /** Opens it, and makes it where it is not there. */
    static OpenTextFile open(Path path) throws IOException {
        OpenTextFile file = new OpenTextFile(path, records(path));
        file.texts();
        return file;
    }

    private static RecordFile records(Path path) throws IOException {
        return new RecordFile(FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.READ,
                StandardOpenOption.WRITE));
    }

    /** The texts as far as they are known, by the ids of their messages. */
    synchronized Map<String, String> texts() throws IOException {
        Map<String, GrowingText> texts = new HashMap<>();
        for (byte[] record : file.records()) {
            replay(new ByteArrayInputStream(record), texts);
        }
        Map<String, String> whole = new HashMap<>();
        texts.forEach((id, text) -> whole.put(id, text.chars.toString()));
        return whole;
    }

    /** Knows how long it is, so that each growth costs no more than what it adds. */
    private static final class GrowingText {
        private final StringBuilder chars = new StringBuilder();
        private int codePoints;

        void grow(int from, String more) {
            if (from < codePoints) {
                codePoints = Math.min(from, chars.codePointCount(0, chars.length()));
                chars.setLength(chars.offsetByCodePoints(0, codePoints));
            }
            chars.append(more);
            codePoints += more.codePointCount(0, more.length());
        }
    }

    private static void replay(ByteArrayInputStream record, Map<String, GrowingText> texts) throws IOException {
        DataInputStream in = new DataInputStream(record);
        while (record.available() > 0) {
            GrowingText text = texts.computeIfAbsent(in.readUTF(), _ -> new GrowingText());
            int from = in.readInt();
            char[] more = new char[in.readInt()];
            for (int i = 0; i < more.length; i++) {
                more[i] = in.readChar();
            }
            text.grow(from, new String(more));
        }
    }

    /** Adds what has grown. After a failure the next one may be tried. */
    synchronized void append(List<Checkpoint> grown) throws IOException {
        file.append(record(grown));
    }

    /** Whether so much of it is past use that it should be written anew. */
    synchronized boolean large() {
        return file.size() > SMALL_BYTES + 2 * sizeWhenNew;
    }

    /** Writes it anew with what is still open. */
    synchronized void compact(Predicate<String> open) throws IOException {
        Map<String, String> texts = texts();
        texts.keySet().removeIf(open.negate());
        Path fresh = path.resolveSibling(path.getFileName() + ".new");
        Files.deleteIfExists(fresh);
        RecordFile next = records(fresh);
        try {
            if (!texts.isEmpty()) {
                next.append(record(texts.entrySet().stream()
                        .map(text -> new Checkpoint(text.getKey(), text.getValue())).toList()));
            }
            move(fresh, path);
            file.close();
            file = next;
            sizeWhenNew = next.size();
        } finally {
            if (file != next) {
                next.close();
            }
        }
    }

    /** Forgets all. */
    synchronized void clear() throws IOException {
        file.clear();
        sizeWhenNew = 0;
    }

    private static void move(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static byte[] record(List<Checkpoint> grown) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(64 * grown.size());
        DataOutputStream out = new DataOutputStream(bytes);
        for (Checkpoint one : grown) {
            out.writeUTF(one.messageId());
            out.writeInt(one.from());
            out.writeInt(one.text().length());
            out.writeChars(one.text());
        }
        return bytes.toByteArray();
    }

    @Override
    public synchronized void close() throws IOException {
        file.close();
    }
}
