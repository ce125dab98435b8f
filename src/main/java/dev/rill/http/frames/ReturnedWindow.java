package dev.rill.http.frames;

import dev.rill.http.frames.format.Frame;
import dev.rill.http.frames.stream.ClientStreams;

/**
 * Gives a client back what it used of the connection's window with DATA that nobody reads (RFC 9113, section 6.9): the
 * server beneath never saw it. One thread.
 */
final class ReturnedWindow {
    private static final int WORTH_A_FRAME = Frame.MAX_PAYLOAD_BYTES;

    private final ClientStreams streams;
    private final OutboundFrames out;
    private int owed;

    ReturnedWindow(ClientStreams streams, OutboundFrames out) {
        this.streams = streams;
        this.out = out;
    }

    void add(int bytes) {
        owed += bytes;
        if (owed >= WORTH_A_FRAME) {
            streams.mayReceive(0, owed);
            out.later(Frame.windowUpdate(0, owed));
            owed = 0;
        }
    }
}
