package dev.rill.http.connection;

import dev.rill.http.frames.FrameGate;
import dev.rill.http.frames.FrameLimits;
import dev.rill.http.frames.FrameSource;
import dev.rill.http.frames.Tarpit;
import dev.rill.http.message.Http1Requests;
import io.helidon.common.buffers.DataReader;
import io.helidon.common.buffers.DataWriter;
import io.helidon.common.socket.PeerInfo;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.http.ServerRequest;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A client's connection that says when the client leaves, while a handler runs and nothing is written.
 *
 * <p>On HTTP/1.1 a virtual thread reads the socket while somebody watches: its end means that the client is gone, bytes
 * (a pipelined request) are handed to the connection's own thread. On HTTP/2 the connection's thread reads all the
 * time, through a {@link FrameGate}, or another one does for it. A half-closed client counts as gone.
 */
public final class WatchedConnection extends ForwardingContext {
    private final boolean http2;
    private final Http1Messages messages;
    private final DataReader reader;
    private final PeerInfo peer;
    private final FrameGate gate;
    private final Runnable cut;
    private final Map<Integer, Runnable> watchers = new ConcurrentHashMap<>();
    private final Map<Integer, ClientWrites> writes = new ConcurrentHashMap<>();
    private final ReadAhead socket;

    private WatchedConnection(ConnectionContext context, Http1Requests.Limits limits,
                              ConnectionDeadlines deadlines) {
        super(context);
        this.http2 = false;
        this.peer = new WatchedPeer(context.remotePeer(), this);
        this.socket = new ReadAhead(context, () -> !watchers.isEmpty(), this::tellAll);
        this.messages = new Http1Messages(context, deadlines.timed(context), limits, socket::next);
        this.cut = () -> deadlines.end(peer.address());
        this.gate = null;
        this.reader = messages.reader();
    }

    private WatchedConnection(ConnectionContext context, FrameLimits limits, Tarpit tarpit,
                              ConnectionDeadlines deadlines) {
        super(context);
        this.http2 = true;
        this.peer = new WatchedPeer(context.remotePeer(), this);
        this.messages = null;
        this.socket = new ReadAhead(context, () -> false, this::tellAll);
        this.cut = () -> deadlines.end(peer.address());
        this.gate = new FrameGate(limits, new Frames(socket), deadlines.timed(context), this::tell, tarpit,
                () -> deadlines.flooded(peer.address()),
                () -> deadlines.lastAnswerSent(peer.address(), !context.isSecure()));
        this.reader = DataReader.create(gate::next);
    }

    /** @param deadlines of all connections, for its writes */
    static WatchedConnection ofHttp1(ConnectionContext context, Http1Requests.Limits limits,
                                     ConnectionDeadlines deadlines) {
        return new WatchedConnection(context, limits, deadlines);
    }

    /**
     * @param tarpit    of all connections
     * @param deadlines of all connections, for its writes and its end
     */
    static WatchedConnection ofHttp2(ConnectionContext context, FrameLimits limits, Tarpit tarpit,
                                     ConnectionDeadlines deadlines) {
        return new WatchedConnection(context, limits, tarpit, deadlines);
    }

    /** The connection that a request came over. */
    public static WatchedConnection of(ServerRequest request) {
        if (request.remotePeer() instanceof WatchedPeer watched) {
            return watched.connection();
        }
        throw new IllegalStateException("the listener has no watched connection selectors");
    }

    /** What keeps the requests of HTTP/1 apart; HTTP/2 needs none. */
    public Optional<Http1Messages> messages() {
        return Optional.ofNullable(messages);
    }

    /** What keeps an HTTP/2 connection's streams apart; HTTP/1 needs none. */
    public Optional<FrameGate> gate() {
        return Optional.ofNullable(gate);
    }

    /**
     * Whether the client has taken this request back, so that nobody is there for an answer; HTTP/1 has no such thing.
     */
    public boolean hasEnded(ServerRequest request) {
        return gate != null && gate.hasEnded(request.id());
    }

    /** Ends a watch; no call of the watcher begins afterwards. */
    public interface Watch extends AutoCloseable {
        @Override
        void close();
    }

    /**
     * Calls once when the client leaves, from another thread; at once if it has left. For HTTP/1.1 the request's body
     * must have been read.
     */
    public Watch watch(ServerRequest request, Runnable onGone) {
        int id = request.id();
        watchers.put(id, onGone);
        if (!http2) {
            socket.begin();
        }
        return () -> watchers.remove(id);
    }

    /** What a request's answer is written within, until {@link #written}. */
    public ClientWrites writes(ServerRequest request) {
        return writes.computeIfAbsent(request.id(), _ -> new ClientWrites());
    }

    /** Writes an answer. */
    public interface Write {
        void run() throws IOException;
    }

    /**
     * Writes an answer that is no stream, and is woken when the connection is gone.
     *
     * @throws CloseConnectionException where it is
     */
    public void writing(ServerRequest request, Write write) {
        ClientWrites writing = writes(request);
        try {
            writing.enter();
            try {
                write.run();
            } finally {
                writing.leave();
            }
        } catch (IOException e) {
            throw new CloseConnectionException("the client left", e);
        } catch (RuntimeException e) {
            throw writing.ended() ? new CloseConnectionException("the client left", e) : e;
        } finally {
            written(request);
        }
    }

    /** Nothing more is written to that request's answer. */
    public void written(ServerRequest request) {
        writes.remove(request.id());
    }

    /** Sends an answer's head before there is a body. The thread that writes to it, before anything else. */
    public void sendHead(OutputStream answer) throws IOException {
        if (messages != null) {
            messages.headOnly(true);
        }
        try {
            answer.write(new byte[0]);
            answer.flush();
        } finally {
            if (messages != null) {
                messages.headOnly(false);
            }
        }
    }

    /** Closes the connection under whoever reads or writes it, without a word and without waiting for anybody. */
    public void abort() {
        cut.run();
        writes.values().forEach(ClientWrites::end);
    }

    /** The connection is at its end: nobody is there for what still runs. */
    void closed() {
        tellAll();
        gate().ifPresent(FrameGate::closed);
        writes.values().forEach(ClientWrites::end);
    }

    /** Reads and drops what still comes, until the client or somebody else closes the connection, or it is too much. */
    void drain(long atMostBytes) {
        try {
            long left = atMostBytes;
            for (byte[] bytes = socket.next(); bytes != null && left > 0; bytes = socket.next()) {
                left -= bytes.length;
            }
        } catch (RuntimeException e) {
            // it was closed
        }
    }

    /** What an HTTP/2 client sends. */
    private record Frames(ReadAhead socket) implements FrameSource {
        @Override
        public byte[] read() {
            return socket.next();
        }

        @Override
        public boolean awaitMore(Duration atMost) throws InterruptedException {
            return socket.await(atMost);
        }
    }

    private void tell(int id) {
        Runnable watcher = watchers.remove(id);
        if (watcher != null) {
            watcher.run();
        }
    }

    private void tellAll() {
        watchers.keySet().forEach(this::tell);
    }

    @Override
    public DataWriter dataWriter() {
        return http2 ? gate.writer() : messages.writer();
    }

    @Override
    public DataReader dataReader() {
        return reader;
    }

    @Override
    public PeerInfo remotePeer() {
        return peer;
    }
}
