package dev.rill.threads.embedded;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;

/**
 * Records in a file, one after the other: the length of each, its CRC-32 and its bytes. One that a kill or a full disk
 * cut short is not read, nor is what follows it, and is written over. What {@link #append} has returned from survives
 * the death of this process. One thread at a time; whoever opened it closes it.
 */
final class RecordFile implements AutoCloseable {
    private static final int HEAD_BYTES = 8;

    private final FileChannel channel;
    private long end;

    /** @param channel what it holds from before is to be read before it is written; closed with this */
    RecordFile(FileChannel channel) {
        this.channel = channel;
    }

    /** All that is whole; the next record is written behind it. */
    List<byte[]> records() throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(channel.size()));
        while (bytes.hasRemaining() && channel.read(bytes, bytes.position()) >= 0) {
            // until all is there
        }
        bytes.flip();
        List<byte[]> records = new ArrayList<>();
        end = 0;
        while (bytes.remaining() >= HEAD_BYTES) {
            int length = bytes.getInt();
            int sum = bytes.getInt();
            if (length < 0 || length > bytes.remaining()) {
                break;
            }
            byte[] record = new byte[length];
            bytes.get(record);
            if (sum != sum(record)) {
                break;
            }
            records.add(record);
            end = bytes.position();
        }
        return records;
    }

    /** After a failure the next one may be tried. */
    void append(byte[] record) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(HEAD_BYTES + record.length)
                .putInt(record.length).putInt(sum(record)).put(record).flip();
        while (buffer.hasRemaining()) {
            channel.write(buffer, end + buffer.position());
        }
        end += buffer.limit();
    }

    /** How long it is, in bytes. */
    long size() {
        return end;
    }

    /** Forgets all. */
    void clear() throws IOException {
        channel.truncate(0);
        end = 0;
    }

    private static int sum(byte[] record) {
        CRC32 sum = new CRC32();
        sum.update(record);
        return (int) sum.getValue();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
