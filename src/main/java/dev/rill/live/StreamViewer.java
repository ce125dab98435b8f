package dev.rill.live;

import dev.rill.stream.Cancellation;

/**
 * A client that looks on at a stream, or resumes it: what the log holds from an event on, and then what comes. The
 * request's own thread runs it, so a slow viewer slows nobody; {@link #clientGone} comes from any thread.
 */
public final class StreamViewer implements Watchdog.Watched {
    private static final long WAIT_MILLIS = 60_000;

    private final LiveStream stream;
    private final Watchdog watchdog;
    private final EventOutput client;
    private final GuardedOutput output;
    private final Cancellation cancellation = new Cancellation();

    public StreamViewer(LiveStream stream, EventOutput client, StreamTimes times, Watchdog watchdog) {
        this.stream = stream;
        this.watchdog = watchdog;
        this.client = client;
        this.output = new GuardedOutput(client, times.writeStall().toNanos(), times.keepAlive().toNanos(),
                _ -> cancellation.cancel(Cancellation.Reason.CLIENT_GONE));
    }

    /**
     * Sends what follows an event until the stream ends or the client leaves.
     *
     * @param first what the log held after that event, which it may have given up meanwhile
     */
    public void run(EventLog.Read first, long afterId) {
        watchdog.watch(this);
        stream.viewerCame();
        try {
            follow(first, afterId);
        } catch (Cancellation.CancelledException e) {
            // the client left, which is one of the ways in which looking on ends
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            stream.viewerLeft();
            watchdog.forget(this);
        }
    }

    private void follow(EventLog.Read first, long afterId) throws InterruptedException {
        EventLog.Read read = first;
        long last = afterId;
        while (true) {
            switch (read) {
                case EventLog.Read.Frames frames -> {
                    output.write(frames.bytes(), frames.bytes().length, System.nanoTime());
                    cancellation.check();
                    last = frames.lastId();
                }
                case EventLog.Read.Nothing _ -> { }
                case EventLog.Read.End _ -> {
                    return;
                }
                case EventLog.Read.Gone _ -> {
                    client.abort();
                    return;
                }
            }
            long from = last;
            read = cancellation.<EventLog.Read, InterruptedException>interruptibly(
                    () -> stream.log().await(from, WAIT_MILLIS));
        }
    }

    /** The client left. */
    public void clientGone() {
        output.gone();
    }

    @Override
    public void tick(long nowNanos) {
        output.tick(nowNanos);
    }
}
