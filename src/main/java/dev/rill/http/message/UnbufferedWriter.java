package dev.rill.http.message;

import io.helidon.common.buffers.BufferData;
import io.helidon.common.buffers.DataWriter;

/** Keeps nothing back: each write is one at once, of one buffer. */
public interface UnbufferedWriter extends DataWriter {

    @Override
    default void writeNow(BufferData... buffers) {
        writeNow(BufferData.create(buffers));
    }

    @Override
    default void write(BufferData... buffers) {
        writeNow(buffers);
    }

    @Override
    default void write(BufferData buffer) {
        writeNow(buffer);
    }
}
