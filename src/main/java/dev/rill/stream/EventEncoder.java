package dev.rill.stream;

/**
 * How the events of one stream look to one client. It belongs to that client, may keep state, and is given every event
 * of the stream in its order: {@link StreamEvent.Start} first, where a protocol has its beginning, and one
 * {@link StreamEvent.Terminal} last, where it closes what is open. One thread at a time.
 */
public interface EventEncoder {

    /**
     * Appends the frames of an event: none, one, or several, each ended with {@link FrameBuffer#endFrame}.
     *
     * @param id the event's number in its stream, from 1
     */
    void encode(long id, StreamEvent event, FrameBuffer out);

    /** A whole frame to send in silence, which clients pass over; empty where the protocol has none. Any thread. */
    byte[] keepAlive();
}
