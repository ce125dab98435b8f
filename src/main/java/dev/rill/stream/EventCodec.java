package dev.rill.stream;

import java.util.List;

/**
 * The form in which a stream's events are kept: one frame an event, out of which the event can be had again. Without
 * state; any thread.
 */
public interface EventCodec extends EventEncoder {

    /** @param frames whole frames, as {@link #encode} wrote them */
    List<StreamEvent> decode(byte[] frames);

    /** One event's frame. */
    default byte[] frame(long id, StreamEvent event) {
        FrameBuffer frame = new FrameBuffer(256);
        encode(id, event, frame);
        return frame.toByteArray();
    }
}
