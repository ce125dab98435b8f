package dev.rill.http.frames.stream;

import dev.rill.http.frames.format.Frame;

/**
 * What may still be sent, to a stream or over all (RFC 9113, section 5.2). The server beneath counts what it sent only
 * behind the write, and takes a client that fills the largest window up at once for one that exceeds it; so it is told
 * of a little less than that, and of the rest when there is room. Guarded by its {@link ClientStreams}.
 */
final class SendWindow {
    /** More than all streams can be writing at once. */
    private static final long MARGIN = 1 << 24;

    private long size;
    private long withheld;

    SendWindow(long size) {
        this.size = size;
    }

    void sent(int bytes) {
        size -= bytes;
    }

    /** @return whether it stays a window */
    boolean adjust(long more) {
        size += more;
        return size <= Frame.MAX_WINDOW;
    }

    /** @return how much more the server beneath is told of, or less than 0 where the window would be too large */
    long more(int increment) {
        long told = size - withheld;
        size += increment;
        if (size > Frame.MAX_WINDOW) {
            return -1;
        }
        long pass = Math.clamp(Frame.MAX_WINDOW - MARGIN - told, 0, increment + withheld);
        withheld = size - told - pass;
        return pass;
    }
}
