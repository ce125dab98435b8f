package dev.rill.http.frames;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntConsumer;

/**
 * Ends streams that their client did not end, so that no handler waits for what does not come: the server beneath would
 * let it wait for the rest of a request, or for the client to make room. Any thread.
 */
final class StreamEnds {
    private final ClientStreams streams;
    private final HeaderFrames headers;
    private final OutboundFrames out;
    private final BodyReaders readers;
    private final IntConsumer onReset;

    /** @param onReset told each stream that ends before its answer does */
    StreamEnds(ClientStreams streams, HeaderFrames headers, OutboundFrames out, BodyReaders readers,
               IntConsumer onReset) {
        this.streams = streams;
        this.headers = headers;
        this.out = out;
        this.readers = readers;
        this.onReset = onReset;
    }

    /** One of which the server beneath has never heard. */
    void forget(int stream) {
        streams.resetByServer(stream);
        headers.ended(stream);
    }

    void end(int stream) {
        streams.resetByServer(stream).ifPresent(waits -> {
            headers.ended(stream);
            onReset.accept(stream);
            if (waits) {
                out.abandon(stream);
                readers.end(stream);
            }
        });
    }

    /** Nothing more comes from the client. @param unheard those of which the server beneath has never heard */
    void endAllBut(Set<Integer> unheard) {
        for (int stream : streams.all()) {
            Optional<Boolean> waits = streams.resetByServer(stream);
            if (waits.isPresent() && !unheard.contains(stream)) {
                readers.end(stream);
                if (waits.get()) {
                    out.abandon(stream);
                } else {
                    out.wake(stream);
                }
            }
        }
    }

    /** Those whose request has not come whole within that time. */
    List<Integer> overdue(Duration atMost) {
        return streams.openSince(System.nanoTime() - atMost.toNanos());
    }

    /** The connection is gone: nobody waits for more of a request, and what is still said is dropped. */
    void closed() {
        out.drop();
        for (int stream : streams.all()) {
            streams.resetByServer(stream);
            readers.end(stream);
        }
    }
}
