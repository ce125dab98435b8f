package dev.rill.live;

import dev.rill.stream.Cancellation;
import dev.rill.stream.ErrorCode;
import dev.rill.stream.EventCodec;
import dev.rill.stream.EventEncoder;
import dev.rill.stream.FrameBuffer;
import dev.rill.stream.StreamEvent;
import dev.rill.stream.Usage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One stream while it is open and, for replay, some minutes after. Numbers the events, keeps them in the log, in the
 * one form that all streams have there, and sends them to the client that asked, in that form or in the client's own.
 *
 * <p>The request's thread emits and flushes, and nobody else. Frames gather until {@link #flush}, which comes before
 * every wait: events whose cause has already arrived leave in one write, and nothing waits for what has not arrived.
 * Everything else here may be called from any thread.
 */
public final class LiveStream implements ReadableStream, Watchdog.Watched {
    private final StreamIdentity identity;
    private final Cancellation cancellation;
    private final EventCodec codec;
    private final EventLog log;
    private final StreamTimes times;
    private final StreamClock clock;

    private final FrameBuffer pending = new FrameBuffer(512);
    private final SentText text = new SentText();
    private final TokenGaps gaps = new TokenGaps();
    private final List<EndedStream.StepTime> steps = new ArrayList<>(4);
    private long lastId;
    private int tokens;
    private long firstTokenNanos;
    private boolean started;
    private boolean ended;

    private final AtomicInteger viewers = new AtomicInteger();
    private volatile GuardedOutput output;
    private EncodedOutput encoded;
    private volatile boolean clientConnected;
    private volatile int publishedTokens;
    private volatile String currentStep;
    private volatile EndedStream end;
    private volatile long endedNanos;

    LiveStream(StreamIdentity identity, EventCodec codec, EventLog log, StreamTimes times, Instant startTime) {
        this.identity = identity;
        this.codec = codec;
        this.log = log;
        this.times = times;
        this.clock = new StreamClock(startTime);
        this.cancellation = new Cancellation();
        cancellation.beforeWaiting(this::flush);
    }

    @Override
    public StreamIdentity identity() {
        return identity;
    }

    public Cancellation cancellation() {
        return cancellation;
    }

    @Override
    public EventCodec codec() {
        return codec;
    }

    @Override
    public EventLog log() {
        return log;
    }

    @Override
    public Instant startTime() {
        return clock.startTime();
    }

    /** Whether anybody sees the stream: who asked, or who looks on. */
    public boolean clientConnected() {
        return clientConnected || viewers.get() > 0;
    }

    @Override
    public void viewers(int more) {
        viewers.addAndGet(more);
    }

    public int tokenCount() {
        return publishedTokens;
    }

    /** The step that is open. */
    public Optional<String> currentStep() {
        return Optional.ofNullable(currentStep);
    }

    /** When the last event was sent. */
    public Instant lastActivity() {
        return clock.lastActivity();
    }

    /** Milliseconds since the stream began, or since it was its turn. */
    public long elapsedMillis() {
        return clock.elapsedNanos(System.nanoTime()) / 1_000_000;
    }

    /** What it came to; empty while it runs. */
    Optional<EndedStream> ended() {
        return Optional.ofNullable(end);
    }

    long endedNanos() {
        return endedNanos;
    }

    /** The answer's text as it has been sent so far, while the stream runs. */
    String sentText() {
        return text.whole();
    }

    /** What {@link #sentText} holds after so many characters, up to the last whole one. */
    public String sentText(int from) {
        return text.after(from);
    }

    /** Begins to send to the client that asked, in the log's own form; before the first event. The request's thread. */
    public void connect(EventOutput client) {
        output = new GuardedOutput(client, codec.keepAlive(), times, this::lost);
        clientConnected = true;
    }

    /** The same in another form. */
    public void connect(EventOutput client, EventEncoder encoder) {
        GuardedOutput guarded = new GuardedOutput(client, encoder.keepAlive(), times, this::lost);
        encoded = new EncodedOutput(guarded, encoder, 0);
        output = guarded;
        clientConnected = true;
    }

    /** Counts a client that waits for the whole answer as connected; it is sent nothing before. */
    public void connectSilently() {
        clientConnected = true;
    }

    /** Whether most of the time until now went into waiting for the client to take what was sent. */
    public boolean heldUpByClient() {
        GuardedOutput client = output;
        return client != null && client.nanosInWrites() > clock.elapsedNanos(System.nanoTime()) / 2;
    }

    /** The client left: ends the work, or goes on without sending, as was asked. Any thread. */
    public void clientGone() {
        GuardedOutput client = output;
        if (client == null) {
            lost(Cancellation.Reason.CLIENT_GONE);
        } else {
            client.gone();
        }
    }

    private void lost(Cancellation.Reason why) {
        clientConnected = false;
        if (!identity.continueWhenGone()) {
            cancellation.cancel(why);
        }
    }

    /** Ends the work, and waits no longer than that for the client to take what is written. */
    void giveWay(Cancellation.Reason why, Duration writeStall) {
        cancellation.cancel(why);
        Optional.ofNullable(output).ifPresent(client -> client.hurry(writeStall));
    }

    /** Whether it waits for its turn, which may take any time. The request's thread. */
    void waits(boolean now) {
        clock.waits(now);
    }

    /** Emits {@code start} and sends it at once. */
    public void start(StreamEvent.Start event) {
        if (started) {
            throw new IllegalStateException("start comes once");
        }
        started = true;
        append(event);
        flush();
    }

    /** Emits a step event. */
    public void step(StreamEvent.Step event) {
        currentStep = event.status() == StreamEvent.StepStatus.COMPLETE ? null : event.step();
        event.duration().ifPresent(millis -> steps.add(new EndedStream.StepTime(event.step(), millis)));
        append(event);
    }

    /** Emits one delta of the answer; empty text is nothing. */
    public void token(String content) {
        if (content.isEmpty()) {
            return;
        }
        long now = System.nanoTime();
        if (tokens++ == 0) {
            firstTokenNanos = now;
        }
        gaps.token(now);
        text.add(content);
        append(new StreamEvent.Token(content));
        if (pending.length() >= EncodedOutput.FLUSH_BYTES || encoded != null && encoded.full()) {
            flush();
        }
    }

    /** Everything that was emitted as text, sent or not. The request's thread. */
    public String wholeText() {
        flush();
        return sentText();
    }

    /** Milliseconds from the beginning to the first token, -1 before it. The request's thread. */
    public long firstTokenMillis() {
        return tokens == 0 ? -1 : clock.elapsedNanos(firstTokenNanos) / 1_000_000;
    }

    /** Emits the one event that ends the stream, and sends it. */
    public EndedStream end(StreamEvent.Terminal event, Optional<Usage> usage) {
        Optional<ErrorCode> code = event instanceof StreamEvent.Failed failed
                ? Optional.of(failed.code()) : Optional.empty();
        EndedStream result = new EndedStream(identity, Outcome.of(event), code, elapsedMillis(), firstTokenMillis(),
                tokens, usage, gaps, List.copyOf(steps));
        append(event);
        ended = true;
        flush();
        release();
        log.end(event.cites());
        endedNanos = System.nanoTime();
        end = result;
        return result;
    }

    /** For a replay the log is enough. */
    private void release() {
        pending.release();
        text.release();
        if (encoded != null) {
            encoded.release();
        }
    }

    /** Sends what was emitted since the last time. The request's thread. */
    public void flush() {
        if (pending.frames() == 0) {
            return;
        }
        log.append(pending.array(), pending.length(), pending.frames());
        text.publish();
        long now = System.nanoTime();
        publishedTokens = tokens;
        clock.active(now);
        GuardedOutput client = output;
        if (encoded != null) {
            encoded.flush(now);
        } else if (client != null) {
            client.write(pending.array(), pending.length(), now);
        }
        pending.clear();
    }

    private void append(StreamEvent event) {
        if (ended || !started) {
            throw new IllegalStateException("an event outside its stream");
        }
        codec.encode(++lastId, event, pending);
        if (encoded != null) {
            encoded.add(event);
        }
    }

    @Override
    public void tick(long nowNanos) {
        if (end != null) {
            return;
        }
        cancellation.expire(nowNanos);
        GuardedOutput client = output;
        if (client != null) {
            client.tick(nowNanos);
        }
        if (clock.silentFor(times.staleAfter(), nowNanos)) {
            cancellation.cancel(Cancellation.Reason.STALE);
        }
    }
}
