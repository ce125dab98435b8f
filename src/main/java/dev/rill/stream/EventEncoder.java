package dev.rill.stream;

/** How events look on the wire: one implementation a protocol, without state. Any thread. */
public interface EventEncoder {

    /**
     * Appends one whole frame. It ends with an empty line and holds no other.
     *
     * @param id the event's number in its stream, from 1
     */
    void encode(long id, StreamEvent event, FrameBuffer out);
}
