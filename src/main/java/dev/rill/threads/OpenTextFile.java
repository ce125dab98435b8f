package dev.rill.threads;

import dev.rill.threads.ThreadStore.Checkpoint;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
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
import java.util.zip.CRC32;

/**
 * A journal of how the texts of open answers grew, beside the embedded database: appending a second's growth of all of
 * them is one write, where rows would have to be written whole. What ended is in the database, and is left out when the
 * journal is written anew.
 *
 * <p>A record is its length, its CRC-32 and as many growths as there were. One that a kill or a full disk cut short is
 * not read, and is written over. Storage threads only, at most one at a time inside; whoever opened it closes it.
 */
final class OpenTextFile implements AutoCloseable {
    private static final int HEAD_BYTES = 8;
    private static final long SMALL_BYTES = 1 << 20;

    private final Path path;
    private FileChannel channel;
    private long end;
    private long endWhenNew;

    private OpenTextFile(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    /** Opens it, and makes it where it is not there. What it holds from before is to be read before it is written. */
    static OpenTextFile open(Path path) throws IOException {
        OpenTextFile file = new OpenTextFile(path, channel(path));
        file.texts();
        return file;
    }

    private static FileChannel channel(Path path) throws IOException {
        return FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    }

    /** The texts as far as they are known, by the ids of their messages. */
    synchronized Map<String, String> texts() throws IOException {
        Map<String, StringBuilder> texts = new HashMap<>();
        ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(channel.size()));
        while (bytes.hasRemaining() && channel.read(bytes, bytes.position()) >= 0) {
            // until all is there
        }
        bytes.flip();
        while (true) {
            end = bytes.position();
            if (bytes.remaining() < HEAD_BYTES) {
                break;
            }
            int length = bytes.getInt();
            int sum = bytes.getInt();
            if (length < 0 || length > bytes.remaining() || sum != sum(bytes.array(), bytes.position(), length)) {
                break;
            }
            replay(new ByteArrayInputStream(bytes.array(), bytes.position(), length), texts);
            bytes.position(bytes.position() + length);
        }
        Map<String, String> whole = new HashMap<>();
        texts.forEach((id, text) -> whole.put(id, text.toString()));
        return whole;
    }

    private static void replay(ByteArrayInputStream record, Map<String, StringBuilder> texts) throws IOException {
        DataInputStream in = new DataInputStream(record);
        while (record.available() > 0) {
            StringBuilder text = texts.computeIfAbsent(in.readUTF(), id -> new StringBuilder());
            int from = Math.min(in.readInt(), text.codePointCount(0, text.length()));
            text.setLength(text.offsetByCodePoints(0, from));
            for (int chars = in.readInt(); chars > 0; chars--) {
                text.append(in.readChar());
            }
        }
    }

    /** Adds what has grown. After a failure the next one may be tried. */
    synchronized void append(List<Checkpoint> grown) throws IOException {
        end += write(channel, end, grown);
    }

    /** Whether so much of it is past use that it should be written anew. */
    synchronized boolean large() {
        return end > SMALL_BYTES + 2 * endWhenNew;
    }

    /** Writes it anew with what is still open. */
    synchronized void compact(Predicate<String> open) throws IOException {
        Map<String, String> texts = texts();
        texts.keySet().removeIf(open.negate());
        Path fresh = path.resolveSibling(path.getFileName() + ".new");
        Files.deleteIfExists(fresh);
        FileChannel next = channel(fresh);
        try {
            long size = texts.isEmpty() ? 0 : write(next, 0, texts.entrySet().stream()
                    .map(text -> new Checkpoint(text.getKey(), text.getValue())).toList());
            move(fresh, path);
            channel.close();
            channel = next;
            end = size;
            endWhenNew = size;
        } finally {
            if (channel != next) {
                next.close();
            }
        }
    }

    /** Forgets all. */
    synchronized void clear() throws IOException {
        channel.truncate(0);
        end = 0;
        endWhenNew = 0;
    }

    private static void move(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static long write(FileChannel channel, long position, List<Checkpoint> grown) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(64 * grown.size());
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeLong(0);
        for (Checkpoint one : grown) {
            out.writeUTF(one.messageId());
            out.writeInt(one.from());
            out.writeInt(one.text().length());
            out.writeChars(one.text());
        }
        byte[] record = bytes.toByteArray();
        int length = record.length - HEAD_BYTES;
        ByteBuffer buffer = ByteBuffer.wrap(record).putInt(0, length).putInt(4, sum(record, HEAD_BYTES, length));
        while (buffer.hasRemaining()) {
            channel.write(buffer, position + buffer.position());
        }
        return record.length;
    }

    private static int sum(byte[] bytes, int from, int length) {
        CRC32 sum = new CRC32();
        sum.update(bytes, from, length);
        return (int) sum.getValue();
    }

    @Override
    public synchronized void close() throws IOException {
        channel.close();
    }
}
