package dev.rill.live;

import dev.rill.stream.Cancellation;
import dev.rill.stream.EventEncoder;
import dev.rill.stream.StreamEvent;

/**
 * A client that looks on at a stream, or resumes it: what the log holds from an event on, and then what comes, in the
 * log's form or in the client's own. The request's own thread runs it, so a slow viewer slows nobody;
 * {@link #clientGone} comes from any thread.
 */
public final class StreamViewer implements Watchdog.Watched {
    private static final long WAIT_MILLIS = 60_000;

    private final ReadableStream stream;
    private final Watchdog watchdog;
    private final GuardedOutput output;
    private final Cancellation cancellation = new Cancellation();
    private final EncodedOutput encoded;

    /** One that gets the log's own frames. */
    public StreamViewer(ReadableStream stream, EventOutput client, StreamTimes times, Watchdog watchdog) {
        this.stream = stream;
        this.watchdog = watchdog;
        this.output = new GuardedOutput(client, stream.codec().keepAlive(), times, this::lost);
        this.encoded = null;
    }

    /**
     * One that gets frames of its own form, for which it has to {@link #run} from the first event on.
     *
     * @param has how many of its frames it has already
     */
    public StreamViewer(ReadableStream stream, EventOutput client, EventEncoder encoder, long has, StreamTimes times,
                        Watchdog watchdog) {
        this.stream = stream;
        this.watchdog = watchdog;
        this.output = new GuardedOutput(client, encoder.keepAlive(), times, this::lost);
        this.encoded = new EncodedOutput(output, encoder, has);
    }

    private void lost(Cancellation.Reason why) {
        cancellation.cancel(Cancellation.Reason.CLIENT_GONE);
    }

    /**
     * Sends what follows an event until the stream ends or the client leaves.
     *
     * @param first what the log held after that event, which it may have given up meanwhile
     */
    public void run(EventLog.Read first, long afterId) {
        watchdog.watch(this);
        stream.viewers(1);
        try {
            if (first instanceof EventLog.Read.Nothing) {
                output.begin(System.nanoTime());
            }
            follow(first, afterId);
        } catch (Cancellation.CancelledException e) {
            // the client left, or is to look on elsewhere
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            stream.viewers(-1);
            watchdog.forget(this);
        }
    }

    private void follow(EventLog.Read first, long afterId) throws InterruptedException {
        EventLog.Read read = first;
        long last = afterId;
        while (true) {
            switch (read) {
                case EventLog.Read.Frames frames -> {
                    send(frames.bytes());
                    cancellation.check();
                    last = frames.lastId();
                }
                case EventLog.Read.Nothing _ -> { }
                case EventLog.Read.End _ -> {
                    boolean none = last == afterId && last == stream.log().lastId();
                    if (last > stream.log().lastId() || none) {
                        endAhead(last + 1);
                    }
                    return;
                }
                case EventLog.Read.Gone _ -> {
                    output.abort();
                    return;
                }
            }
            long from = last;
            read = cancellation.<EventLog.Read, InterruptedException>interruptibly(
                    () -> stream.log().await(from, WAIT_MILLIS));
        }
    }

    /**
     * A client that saw more than was copied before the writing server was gone is told the end as well, behind what it
     * saw: what it knows by the number of that end may be another event.
     */
    private void endAhead(long id) {
        StreamHistory.end(stream).ifPresent(end -> send(stream.codec().frame(id, end)));
    }

    private void send(byte[] frames) {
        if (encoded == null) {
            output.write(frames, frames.length, System.nanoTime());
            return;
        }
        for (StreamEvent event : stream.codec().decode(frames)) {
            encoded.add(event);
            if (encoded.full()) {
                encoded.flush(System.nanoTime());
            }
        }
        encoded.flush(System.nanoTime());
    }

    /** The client left. */
    public void clientGone() {
        output.gone();
    }

    @Override
    public void tick(long nowNanos) {
        output.tick(nowNanos);
    }

    @Override
    public void dismiss() {
        cancellation.cancel(Cancellation.Reason.DRAINING);
    }
}
