package dev.rill.live;

import java.io.IOException;

/**
 * Where a client's frames go. Called by one thread at a time; a call blocks while the client does not read, and an
 * interrupt during a call may close the connection. Whoever opened the response closes it.
 */
public interface EventOutput {

    /**
     * Sends frames; when it returns, the operating system has them.
     *
     * @throws IOException      when the client is gone
     * @throws RuntimeException likewise, from the server below
     */
    void write(byte[] bytes, int offset, int length) throws IOException;

    /**
     * Sends the answer's head, which otherwise leaves with the first frames. Before them.
     *
     * @throws IOException      as {@link #write} does
     * @throws RuntimeException likewise
     */
    void begin() throws IOException;

    /** Closes the client's connection, or resets its stream, without regard for what is being written. Any thread. */
    void abort();
}
