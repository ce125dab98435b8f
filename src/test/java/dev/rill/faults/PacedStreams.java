package dev.rill.faults;

import dev.rill.server.EventStream;
import dev.rill.server.Polling;
import java.io.IOException;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Clients that read answers as they come, and see how long it is from token to token. Closed by the test. */
public final class PacedStreams implements AutoCloseable {
    private final Queue<EventStream> streams = new ConcurrentLinkedQueue<>();
    private volatile Durations gaps = new Durations();

    /** Reads a stream that has been accepted, from now on. */
    public void read(EventStream stream) {
        streams.add(stream);
        Thread.ofVirtual().name("paced-client").start(() -> readToEnd(stream));
    }

    public int count() {
        return streams.size();
    }

    /** Waits for so many tokens of each stream. */
    public Durations gaps(int tokens) throws InterruptedException {
        Durations fresh = fresh();
        Polling.until(() -> fresh.count() >= tokens * streams.size());
        return fresh;
    }

    /** The times between tokens from now on. */
    public Durations fresh() {
        Durations fresh = new Durations();
        gaps = fresh;
        return fresh;
    }

    private void readToEnd(EventStream stream) {
        try {
            long before = 0;
            for (Optional<EventStream.Event> next = stream.nextFrame(); next.isPresent(); next = stream.nextFrame()) {
                if (next.get().event().equals("token")) {
                    long now = System.nanoTime();
                    if (before != 0) {
                        gaps.add(now - before);
                    }
                    before = now;
                }
            }
        } catch (IOException e) {
            // closed here
        }
    }

    @Override
    public void close() throws IOException {
        for (EventStream stream : streams) {
            stream.close();
        }
    }
}
