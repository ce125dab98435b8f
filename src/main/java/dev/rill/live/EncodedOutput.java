package dev.rill.live;

import dev.rill.stream.ErrorCode;
import dev.rill.stream.EventEncoder;
import dev.rill.stream.FrameBuffer;
import dev.rill.stream.StreamEvent;

/**
 * A client whose events an encoder of its own makes into frames, which gather until {@link #flush}. One thread: the
 * stream's for the client that asked, the request's for one that looks on.
 */
final class EncodedOutput {
    private static final System.Logger LOGGER = System.getLogger(EncodedOutput.class.getName());
    static final int FLUSH_BYTES = 8 * 1024;

    private final GuardedOutput output;
    private final EventEncoder encoder;
    private final FrameBuffer frames;
    private long lastId;

    /** @param skipped how many frames the client has already */
    EncodedOutput(GuardedOutput output, EventEncoder encoder, long skipped) {
        this.output = output;
        this.encoder = encoder;
        this.frames = new FrameBuffer(512, skipped);
    }

    /** Adds the next event. A client that cannot be told is cut, so that its stream ends as every other. */
    void add(StreamEvent event) {
        lastId++;
        if (!output.connected()) {
            return;
        }
        if (event instanceof StreamEvent.Failed failed && failed.code() == ErrorCode.INTERRUPTED) {
            frames.skipNoMore(); // its client may have seen more than is known now, and has not seen this
        }
        try {
            encoder.encode(lastId, event, frames);
        } catch (RuntimeException e) {
            LOGGER.log(System.Logger.Level.ERROR, "An event cannot be encoded by " + encoder.getClass().getName(), e);
            output.abort();
        }
    }

    /** Whether as much has gathered as is written at a time. */
    boolean full() {
        return frames.length() >= FLUSH_BYTES;
    }

    void flush(long nowNanos) {
        if (frames.frames() > 0) {
            output.write(frames.array(), frames.length(), nowNanos);
            frames.clear();
        }
    }

    /** After the last event. */
    void release() {
        frames.release();
    }
}
