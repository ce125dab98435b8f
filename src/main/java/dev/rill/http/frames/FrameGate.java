package dev.rill.http.frames;

import dev.rill.http.frames.flood.FrameFloods;
import dev.rill.http.frames.flood.RequestPace;
import dev.rill.http.frames.format.Frame;
import dev.rill.http.frames.format.Http2ErrorCode;
import dev.rill.http.frames.stream.BodyReaders;
import dev.rill.http.frames.stream.ClientStreams;
import dev.rill.http.frames.stream.StreamBody;
import dev.rill.http.message.MessageFault;
import io.helidon.common.buffers.DataWriter;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.ServerConnectionException;
import io.helidon.webserver.http.ServerRequest;
import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntConsumer;
import java.util.function.LongSupplier;
import java.util.function.LongUnaryOperator;

/**
 * Stands between a client's socket and the server's HTTP/2 connection, in both directions (RFC 9113, RFC 7541): the
 * server beneath is given valid frames only, so that it has nothing to end a connection for, and header fields that are
 * bounded as decoded, without compression.
 *
 * <p>{@link #next} is the connection's thread's; everything else any thread's. Nothing has to be closed.
 */
public final class FrameGate {
    private static final System.Logger LOG = System.getLogger(FrameGate.class.getName());
    private static final byte[] PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    /** Read behind the last frame, so that it is not lost with what was not read. */
    private static final int DISCARDED_BYTES = 4 << 20;
    private static final int DISCARDED_BYTES_OF_FLOOD = 64 << 10;

    private final FrameSource source;
    private final FrameReader reader;
    private final ClientStreams streams;
    private final OutboundFrames out;
    private final HeaderFrames headers;
    private final UndeliveredFrames undelivered = new UndeliveredFrames();
    private final InboundFrames inbound;
    private final RequestPace pace;
    private final Tarpit tarpit;
    private final IntConsumer onReset;
    private final BodyReaders readers = new BodyReaders();
    private final Runnable onFlood;
    private final LastFrameSent lastFrameSent;
    private boolean begun;
    private boolean ended;
    private RuntimeException failure;

    /** Told of the end of what is sent. */
    public interface LastFrameSent {
        void call() throws IOException;
    }

    /**
     * @param source    what the client sends
     * @param socket    what the client is sent
     * @param onReset   told each stream that ends before its answer does
     * @param tarpit    of all connections
     * @param onFlood told once, where what the client sends is a flood
     * @param lastFrameSent nothing more is sent, and the client shall not stay long
     */
    public FrameGate(FrameLimits limits, FrameSource source, DataWriter socket, IntConsumer onReset, Tarpit tarpit,
                     Runnable onFlood, LastFrameSent lastFrameSent) {
        this(limits, source, socket, onReset, tarpit, onFlood, lastFrameSent, System::nanoTime);
    }

    FrameGate(FrameLimits limits, FrameSource source, DataWriter socket, IntConsumer onReset, Tarpit tarpit,
              Runnable onFlood, LastFrameSent lastFrameSent, LongSupplier nanoTime) {
        this.source = source;
        this.reader = new FrameReader(source);
        this.streams = new ClientStreams(limits.streamWindow());
        this.out = new OutboundFrames(socket, streams, limits.maxStreams());
        FrameFloods floods = new FrameFloods(nanoTime, out::answerFrames, streams::answers);
        this.headers = new HeaderFrames(limits, streams, floods);
        this.inbound = new InboundFrames(streams, floods, headers, out, undelivered, onReset);
        this.pace = new RequestPace(nanoTime, streams::answersBegun);
        this.tarpit = tarpit;
        this.onReset = onReset;
        this.onFlood = onFlood;
        this.lastFrameSent = lastFrameSent;
    }

    /** What the server beneath writes. */
    public DataWriter writer() {
        return out;
    }

    /** The next that the server beneath may read; null at the end. */
    public byte[] next() {
        if (!begun) {
            begun = true;
            return preface();
        }
        while (true) {
            Optional<byte[]> next = undelivered();
            if (next.isPresent()) {
                return next.get();
            }
            Optional<Frame> made = out.forServer();
            if (made.isPresent()) {
                return made.get().bytes();
            }
            if (failure != null) {
                throw failure;
            }
            if (ended) {
                return null;
            }
            readOn();
        }
    }

    /** Empty where nothing is left. While requests wait for their turn it is looked at what comes behind them. */
    private Optional<byte[]> undelivered() {
        Optional<byte[]> next = undelivered.next(pace::mayBegin);
        try {
            while (next.isEmpty() && !undelivered.isEmpty()) {
                if (undelivered.full()) {
                    Thread.sleep(RequestPace.STEP);
                } else if (reader.hasNext() || source.awaitMore(RequestPace.STEP)) {
                    readOn();
                }
                next = undelivered.next(pace::mayBegin);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CloseConnectionException("interrupted while requests wait", e);
        }
        return next;
    }

    /** At the end the server beneath is told of it when it has heard of each stream's. */
    private void readOn() {
        try {
            if (!reader.hasNext()) {
                out.addWaiting(); // what the server beneath has answered
                if (!reader.more()) {
                    gone();
                    return;
                }
            }
        } catch (RuntimeException e) {
            failure = e;
            gone();
            return;
        }
        while (!ended && !undelivered.full() && reader.hasNext()) {
            switch (inbound.decide(reader.next())) {
                case Decision.Pass pass -> undelivered.add(pass.frame());
                case Decision.Drop _ -> { }
                case Decision.ResetStream reset -> reset(reset.stream(), reset.code());
                case Decision.EndConnection end -> end(end.code(), end.why());
                case Decision.Leave _ -> noMore();
            }
        }
        out.addWaiting();
    }

    /** Who asks for very much and leaves has floods in mind as one that takes it back. */
    private void gone() {
        if (streams.unanswered() > FrameFloods.FAULT_BURST) {
            onFlood.run();
        }
        noMore();
    }

    /** The server beneath would let handlers wait for ever for the rest of requests. */
    private void noMore() {
        ended = true;
        Set<Integer> unheard = undelivered.clear();
        streams.unended().stream().filter(stream -> !unheard.contains(stream)).forEach(out::abandon);
    }

    private byte[] preface() {
        Optional<byte[]> preface = reader.bytes(PREFACE.length);
        if (preface.isPresent() && !Arrays.equals(preface.get(), PREFACE)) {
            end(Http2ErrorCode.PROTOCOL_ERROR, "not the preface of HTTP/2");
            return null;
        }
        return preface.orElse(null);
    }

    private void reset(int stream, Http2ErrorCode code) {
        if (inbound.takenBack(stream)) {
            streams.resetByServer(stream);
            headers.ended(stream);
        } else {
            abandon(stream);
        }
        out.later(Frame.rstStream(stream, code));
    }

    private void abandon(int stream) {
        streams.resetByServer(stream).ifPresent(waits -> {
            headers.ended(stream);
            onReset.accept(stream);
            if (waits) {
                out.abandon(stream);
                readers.end(stream);
            }
        });
    }

    private void end(Http2ErrorCode code, String why) {
        LOG.log(Level.DEBUG, "An HTTP/2 connection is ended with {0}: {1}", code, why);
        boolean flood = code == Http2ErrorCode.ENHANCE_YOUR_CALM;
        if (flood) {
            onFlood.run();
            if (!headers.inBlock()) { // nothing else can be sent: what the client goes on to send would only pile up
                tarpit.hold();
            }
        }
        streams.all().forEach(onReset::accept);
        noMore();
        try {
            out.end(code);
            lastFrameSent.call();
            reader.discard(flood ? DISCARDED_BYTES_OF_FLOOD : DISCARDED_BYTES);
        } catch (IOException | RuntimeException e) {
            LOG.log(Level.TRACE, "The client was gone before", e);
        }
    }

    /** A request's body, for its handler: told when the stream ends; see {@link StreamBody} */
    public InputStream body(int stream, InputStream body, LongUnaryOperator allowed) {
        return new StreamBody(body, stream, streams, readers, allowed);
    }

    /**
     * Reads what a handler left of a request's body. The server beneath would keep it, and a part of the connection's
     * window for good, where the body had come whole before the answer.
     */
    public static void readRest(ServerRequest request) {
        try {
            request.content().consume();
        } catch (RuntimeException e) {
            LOG.log(Level.TRACE, "The stream ended before its request was read", e);
        }
    }

    /** Whether a request has not come whole within that time. */
    public boolean hasOverdue(Duration atMost) {
        return !overdue(atMost).isEmpty();
    }

    /** Ends the streams of those requests. May wait for the client to read. */
    public void endOverdue(Duration atMost) {
        try {
            overdue(atMost).forEach(stream -> {
                abandon(stream);
                out.add(Frame.rstStream(stream, Http2ErrorCode.CANCEL));
            });
        } catch (ServerConnectionException e) {
            LOG.log(Level.TRACE, "The client was gone before", e);
        }
    }

    private List<Integer> overdue(Duration atMost) {
        return streams.openSince(System.nanoTime() - atMost.toNanos());
    }

    /** The connection is gone: nobody waits for more of a request, and what is still said is dropped. */
    public void closed() {
        out.drop();
        for (int stream : streams.all()) {
            streams.resetByServer(stream);
            readers.end(stream);
        }
    }

    /** Whether nobody is there for an answer. */
    public boolean hasEnded(int stream) {
        return !streams.isOpen(stream);
    }

    /** Why this request is answered without being looked at; told once. */
    public Optional<MessageFault> refusal(int stream) {
        return headers.refusal(stream);
    }

    /** Says that no more requests are taken (RFC 9113, section 6.8); those that were are answered. May wait. */
    public void leave() {
        out.leave();
    }

    /** Whether that was said, or the connection ended. */
    public boolean leaving() {
        return streams.leaving();
    }
}
