package dev.rill.http.message;

import io.helidon.common.buffers.BufferData;
import io.helidon.common.buffers.DataWriter;

/** What a connection of HTTP/1 sends; to a client of HTTP/1.0 without chunks. For one thread at a time. */
public final class Http1Writer implements DataWriter {
    private final DataWriter writer;
    private CloseDelimited closeDelimited;

    public Http1Writer(DataWriter writer) {
        this.writer = writer;
    }

    /** From here on the end of the connection is the end of the answer. */
    public void endsWithConnection() {
        closeDelimited = new CloseDelimited();
    }

    @Override
    public void write(BufferData... buffers) {
        if (closeDelimited == null) {
            writer.write(buffers);
            return;
        }
        for (BufferData buffer : buffers) {
            write(buffer);
        }
    }

    @Override
    public void write(BufferData buffer) {
        if (closeDelimited == null) {
            writer.write(buffer);
            return;
        }
        BufferData plain = closeDelimited.of(buffer);
        if (plain.available() > 0) {
            writer.write(plain);
        }
    }

    @Override
    public void writeNow(BufferData... buffers) {
        if (closeDelimited == null) {
            writer.writeNow(buffers);
            return;
        }
        for (BufferData buffer : buffers) {
            writeNow(buffer);
        }
    }

    @Override
    public void writeNow(BufferData buffer) {
        if (closeDelimited == null) {
            writer.writeNow(buffer);
            return;
        }
        BufferData plain = closeDelimited.of(buffer);
        if (plain.available() > 0) {
            writer.writeNow(plain);
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
