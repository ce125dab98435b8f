package dev.rill.copy;

import dev.rill.copy.StreamCopy.Origin;
import dev.rill.copy.StreamCopy.Part;
import dev.rill.copy.StreamCopy.Piece;
import dev.rill.live.EventLog;
import dev.rill.live.ReadableStream;
import dev.rill.live.StreamHistory;
import dev.rill.live.StreamIdentity;
import dev.rill.stream.EventCodec;
import dev.rill.stream.StreamEvent;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A stream that another server writes, as far as its copy was read. Any thread.
 */
final class RemoteStream implements ReadableStream {
    private final StreamIdentity identity;
    private final Instant startTime;
    private final EventCodec codec;
    private final EventLog log;
    private final AtomicInteger viewers = new AtomicInteger();
    private boolean begun;
    private volatile long lastNewsNanos = System.nanoTime();
    private volatile long lastViewerNanos = System.nanoTime();

    RemoteStream(String messageId, Origin origin, EventCodec codec, EventLog log) {
        this.identity = new StreamIdentity(origin.owner(), origin.threadId(), messageId, true, origin.protocol(), true);
        this.startTime = origin.startTime();
        this.codec = codec;
        this.log = log;
    }

    @Override
    public StreamIdentity identity() {
        return identity;
    }

    @Override
    public EventLog log() {
        return log;
    }

    @Override
    public EventCodec codec() {
        return codec;
    }

    @Override
    public Instant startTime() {
        return startTime;
    }

    @Override
    public boolean isCopy() {
        return true;
    }

    @Override
    public void viewers(int more) {
        viewers.addAndGet(more);
        lastViewerNanos = System.nanoTime();
    }

    boolean isUsed(long nowNanos, long lingerNanos) {
        return viewers.get() > 0 || nowNanos - lastViewerNanos < lingerNanos;
    }

    /** Somebody wants to look. */
    void wanted() {
        lastViewerNanos = System.nanoTime();
    }

    boolean silentFor(long nanos, long nowNanos) {
        return !log.ended() && nowNanos - lastNewsNanos > nanos;
    }

    /** It is known to run. */
    void runs() {
        lastNewsNanos = System.nanoTime();
    }

    /** @return false where something is missing between what was read before and this */
    synchronized boolean add(Part part) {
        for (Piece piece : part.pieces()) {
            if (log.ended() || !add(piece)) {
                return log.ended();
            }
        }
        if (part.sealed() && !log.ended()) {
            end();
        }
        lastNewsNanos = System.nanoTime();
        return true;
    }

    private boolean add(Piece piece) {
        long first = piece.firstId();
        if (!begun && first > 1) {
            log.beginAfter(first - 1); // the beginning was given up where it was written
        }
        begun = true;
        long known = log.lastId();
        if (first > known + 1) {
            return false;
        }
        if (piece.lastId() > known) {
            byte[] frames = piece.after(known);
            log.append(frames, frames.length, (int) (piece.lastId() - known));
        }
        return true;
    }

    private void end() {
        log.end(StreamHistory.end(this).map(StreamEvent.Terminal::cites).orElse(List.of()));
    }

    /** Ends it here, where there is no copy that could be ended for all. */
    synchronized void end(StreamEvent.Terminal event) {
        if (log.ended()) {
            return;
        }
        byte[] frame = codec.frame(log.lastId() + 1, event);
        log.append(frame, frame.length, 1);
        log.end(event.cites());
    }
}
