package dev.rill.http.connection;

import dev.rill.http.frames.FrameLimits;
import dev.rill.http.frames.Tarpit;
import io.helidon.webserver.http2.Http2Config;
import io.helidon.webserver.http2.Http2ConnectionSelector;
import java.time.Duration;

/** HTTP/2 with all its limits. Any thread. */
public final class Http2Protocol {
    private static final int MAX_STREAMS = 256;
    /** The server beneath notices the end of a stream after the client does. */
    private static final int STREAMS_BENEATH = 2 * MAX_STREAMS;
    private static final int WINDOW_BYTES = 1 << 20;
    /** Of those that flood, each with some ten kilobytes. */
    private static final int MOST_HELD = 64;
    private static final Duration HELD = Duration.ofSeconds(1);
    /** The gate looks after it, by what is answered. */
    private static final int NO_LIMIT = -1;

    private Http2Protocol() {
    }

    /**
     * @param writeStall how long a stream may wait for its client's window, as a socket's write may
     * @param deadlines  of all connections
     * @param gates      is told of each connection
     */
    public static WatchingSelector selector(int maxHeaderBytes, int maxPathBytes, Duration writeStall,
                                            ConnectionDeadlines deadlines, OpenGates gates) {
        return WatchingSelector.http2(Http2ConnectionSelector.builder()
                .http2Config(Http2Config.builder()
                        .maxHeaderListSize(maxHeaderBytes)
                        .maxConcurrentStreams(STREAMS_BENEATH)
                        .initialWindowSize(WINDOW_BYTES)
                        .maxRapidResets(NO_LIMIT)
                        .flowControlTimeout(writeStall)
                        .build())
                .build(), new FrameLimits(MAX_STREAMS, maxHeaderBytes, maxPathBytes, WINDOW_BYTES),
                new Tarpit(MOST_HELD, HELD), deadlines, gates);
    }
}
