package dev.rill.http.frames;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.Supplier;

/** Cuts what a client sends into frames. One thread. */
final class FrameReader {
    private final Supplier<byte[]> source;
    private byte[] chunk = new byte[0];
    private int at;

    /** @param source blocks; null is the end */
    FrameReader(Supplier<byte[]> source) {
        this.source = source;
    }

    Optional<byte[]> bytes(int count) {
        byte[] bytes = new byte[count];
        return fill(bytes, 0) ? Optional.of(bytes) : Optional.empty();
    }

    /** Empty at the end. Of a frame that is too long there is only the header. */
    Optional<Frame> next() {
        Optional<byte[]> header = bytes(Frame.HEADER_BYTES);
        if (header.isEmpty()) {
            return Optional.empty();
        }
        Frame frame = new Frame(header.get());
        if (frame.length() == 0 || frame.length() > Frame.MAX_PAYLOAD_BYTES) {
            return Optional.of(frame);
        }
        byte[] whole = Arrays.copyOf(header.get(), Frame.HEADER_BYTES + frame.length());
        return fill(whole, Frame.HEADER_BYTES) ? Optional.of(new Frame(whole)) : Optional.empty();
    }

    /** Reads on and drops it. */
    void discard(int atMost) {
        int dropped = 0;
        while (dropped < atMost) {
            byte[] more = source.get();
            if (more == null) {
                return;
            }
            dropped += more.length;
        }
    }

    private boolean fill(byte[] into, int from) {
        int filled = from;
        while (filled < into.length) {
            if (at == chunk.length) {
                chunk = source.get();
                at = 0;
                if (chunk == null) {
                    chunk = new byte[0];
                    return false;
                }
            }
            int step = Math.min(chunk.length - at, into.length - filled);
            System.arraycopy(chunk, at, into, filled, step);
            at += step;
            filled += step;
        }
        return true;
    }
}
