package dev.rill.http.frames;

import java.time.Duration;

/** What a client sends, in the blocks that it comes in. For the connection's thread. */
public interface FrameSource {
    /** Waits for more. @return null at the end */
    byte[] read();

    /** Waits for a time. @return whether {@link #read} does not have to wait */
    boolean awaitMore(Duration atMost) throws InterruptedException;
}
