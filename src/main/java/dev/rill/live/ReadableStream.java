package dev.rill.live;

import dev.rill.stream.EventCodec;
import java.time.Instant;

/** A stream as those see it who look on or resume: of this server, or a copy of another's. Any thread. */
public interface ReadableStream {

    StreamIdentity identity();

    /** What it has sent, in the form of {@link #codec}. */
    EventLog log();

    EventCodec codec();

    Instant startTime();

    /** Whether it may be behind what the server that writes it has sent, and end before that. */
    default boolean isCopy() {
        return false;
    }

    /** So many more look on, or fewer. */
    void viewers(int more);
}
