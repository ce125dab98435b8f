package dev.rill.http.connection;

import dev.rill.http.message.UnbufferedWriter;
import io.helidon.common.buffers.BufferData;
import io.helidon.common.buffers.DataWriter;
import java.time.Duration;

/**
 * Writes to a client's socket, and knows since when a write waits for the client to read: neither the socket nor the
 * server above it has a limit for that. What is long is written in pieces, so that a client who reads slowly gets on.
 * For one writing thread at a time; {@link #waitsLonger} from any.
 */
final class TimedWriter implements UnbufferedWriter {
    private static final int PIECE_BYTES = 16 * 1024;

    private final DataWriter writer;
    /** 0 where nothing is written. */
    private volatile long sinceNanos;

    TimedWriter(DataWriter writer) {
        this.writer = writer;
    }

    /** Whether a write has waited for longer than that. */
    boolean waitsLonger(Duration time) {
        long since = sinceNanos;
        return since != 0 && System.nanoTime() - since > time.toNanos();
    }

    @Override
    public void writeNow(BufferData buffer) {
        if (buffer.available() > PIECE_BYTES) {
            writePieces(buffer);
            return;
        }
        sinceNanos = System.nanoTime() | 1;
        try {
            writer.writeNow(buffer);
        } finally {
            sinceNanos = 0;
        }
    }

    private void writePieces(BufferData buffer) {
        byte[] piece = new byte[PIECE_BYTES];
        while (buffer.available() > 0) {
            int count = buffer.read(piece, 0, piece.length);
            writeNow(BufferData.create(piece, 0, count));
        }
    }

    @Override
    public void flush() {
        writer.flush();
    }

    @Override
    public void close() {
        writer.close();
    }
}
