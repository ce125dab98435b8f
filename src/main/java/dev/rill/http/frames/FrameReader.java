package dev.rill.http.frames;

import dev.rill.http.frames.format.Frame;
import java.util.Arrays;
import java.util.Optional;

/** Cuts what a client sends into frames. One thread. */
final class FrameReader {
    private final FrameSource source;
    private byte[] bytes = new byte[0];
    private int at;

    FrameReader(FrameSource source) {
        this.source = source;
    }

    /** Waits for more. @return whether it is not the end */
    boolean more() {
        byte[] block = source.read();
        if (block == null) {
            return false;
        }
        int left = bytes.length - at;
        if (left > 0) {
            byte[] joined = Arrays.copyOfRange(bytes, at, bytes.length + block.length);
            System.arraycopy(block, 0, joined, left, block.length);
            bytes = joined;
        } else {
            bytes = block;
        }
        at = 0;
        return true;
    }

    /** Waits for as many. Empty at the end. */
    Optional<byte[]> bytes(int count) {
        while (bytes.length - at < count) {
            if (!more()) {
                return Optional.empty();
            }
        }
        return Optional.of(cut(count));
    }

    /** Whether a whole frame has come. */
    boolean hasNext() {
        int there = bytes.length - at;
        return there >= Frame.HEADER_BYTES && there >= frameBytes();
    }

    /** It must be there. Of a frame that is too long there is only the header. */
    Frame next() {
        return new Frame(cut(frameBytes()));
    }

    private int frameBytes() {
        int length = (bytes[at] & 0xff) << 16 | (bytes[at + 1] & 0xff) << 8 | bytes[at + 2] & 0xff;
        return length > Frame.MAX_PAYLOAD_BYTES ? Frame.HEADER_BYTES : Frame.HEADER_BYTES + length;
    }

    private byte[] cut(int count) {
        int from = at;
        at += count;
        return Arrays.copyOfRange(bytes, from, at);
    }

    /** Reads on and drops it. */
    void discard(int atMost) {
        int dropped = 0;
        while (dropped < atMost) {
            byte[] more = source.read();
            if (more == null) {
                return;
            }
            dropped += more.length;
        }
    }
}
