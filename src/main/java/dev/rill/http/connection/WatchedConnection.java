package dev.rill.http.connection;

import dev.rill.http.frames.FrameGate;
import dev.rill.http.frames.FrameLimits;
import dev.rill.http.message.Http1Requests;
import io.helidon.common.buffers.DataReader;
import io.helidon.common.buffers.DataWriter;
import io.helidon.common.socket.PeerInfo;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.ServerConnectionException;
import io.helidon.webserver.http.ServerRequest;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A client's connection that says when the client leaves, while a handler runs and nothing is written.
 *
 * <p>On HTTP/1.1 a virtual thread reads the socket while somebody watches: its end means that the client is gone, bytes
 * (a pipelined request) are handed to the connection's own thread. On HTTP/2 the connection's thread reads all the
 * time, through a {@link FrameGate}. A half-closed client counts as gone.
 */
public final class WatchedConnection extends ForwardingContext {
    private static final int MAX_HELD_BYTES = 64 * 1024;

    private final boolean http2;
    private final Http1Messages messages;
    private final DataReader reader;
    private final PeerInfo peer;
    private final FrameGate gate;
    private final Map<Integer, Runnable> watchers = new ConcurrentHashMap<>();

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition read = lock.newCondition();
    private final ArrayDeque<byte[]> handedOver = new ArrayDeque<>(1);
    private int heldBytes;
    private boolean watching;
    private boolean ended;
    private RuntimeException failure;

    private WatchedConnection(ConnectionContext context, Http1Requests.Limits limits,
                              ConnectionDeadlines deadlines) {
        super(context);
        this.http2 = false;
        this.peer = new WatchedPeer(context.remotePeer(), this);
        this.messages = new Http1Messages(context, deadlines.timed(context), limits, this::nextBytes);
        this.gate = null;
        this.reader = messages.reader();
    }

    private WatchedConnection(ConnectionContext context, FrameLimits limits, ConnectionDeadlines deadlines) {
        super(context);
        this.http2 = true;
        this.peer = new WatchedPeer(context.remotePeer(), this);
        this.messages = null;
        this.gate = new FrameGate(limits, this::nextBytes, deadlines.timed(context), this::tell,
                () -> deadlines.lastAnswerSent(peer.address(), !context.isSecure()));
        this.reader = DataReader.create(gate::next);
    }

    /** @param deadlines of all connections, for its writes */
    static WatchedConnection ofHttp1(ConnectionContext context, Http1Requests.Limits limits,
                                     ConnectionDeadlines deadlines) {
        return new WatchedConnection(context, limits, deadlines);
    }

    /** @param deadlines of all connections, for its writes and its end */
    static WatchedConnection ofHttp2(ConnectionContext context, FrameLimits limits, ConnectionDeadlines deadlines) {
        return new WatchedConnection(context, limits, deadlines);
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
            readAhead();
        }
        return () -> watchers.remove(id);
    }

    /** Closes the connection under whoever reads or writes it. */
    public void abort() {
        try {
            context.serverSocket().close();
        } catch (UncheckedIOException e) {
            // it was closed already
        }
    }

    /** The connection is at its end: nobody is there for what still runs. */
    void closed() {
        tellAll();
        gate().ifPresent(FrameGate::closed);
    }

    /** Reads and drops what still comes, until the client or somebody else closes the connection, or it is too much. */
    void drain(long atMostBytes) {
        try {
            long left = atMostBytes;
            for (byte[] bytes = nextBytes(); bytes != null && left > 0; bytes = nextBytes()) {
                left -= bytes.length;
            }
        } catch (RuntimeException e) {
            // it was closed
        }
    }

    private void readAhead() {
        lock.lock();
        try {
            if (ended || failure != null) {
                tellAll();
                return;
            }
            if (watching || heldBytes > MAX_HELD_BYTES) {
                return;
            }
            watching = true;
        } finally {
            lock.unlock();
        }
        Thread.ofVirtual().name("connection-watch").start(() -> {
            while (readAheadOnce()) {
                // what came was a pipelined request; the client is still to be watched
            }
        });
    }

    private boolean readAheadOnce() {
        byte[] bytes = null;
        RuntimeException thrown = null;
        boolean goOn;
        try {
            bytes = readSocket();
        } catch (RuntimeException e) {
            thrown = e;
        }
        lock.lock();
        try {
            if (thrown != null) {
                failure = thrown;
            } else if (bytes == null) {
                ended = true;
            } else {
                handedOver.add(bytes);
                heldBytes += bytes.length;
            }
            goOn = bytes != null && !watchers.isEmpty() && heldBytes <= MAX_HELD_BYTES;
            watching = goOn;
            read.signalAll();
        } finally {
            lock.unlock();
        }
        if (bytes == null) {
            tellAll();
            return false;
        }
        return goOn;
    }

    private byte[] nextBytes() {
        DataReader original = context.dataReader();
        int held = original.available();
        if (held > 0) {
            return original.readBytes(held);
        }
        return http2 ? readSocket() : handedOverOrRead();
    }

    private byte[] handedOverOrRead() {
        lock.lock();
        try {
            while (watching && handedOver.isEmpty()) {
                read.await();
            }
            if (!handedOver.isEmpty()) {
                byte[] bytes = handedOver.poll();
                heldBytes -= bytes.length;
                return bytes;
            }
            if (failure != null) {
                throw failure;
            }
            if (ended) {
                return null;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CloseConnectionException("interrupted while idle", e);
        } finally {
            lock.unlock();
        }
        return readSocket();
    }

    private byte[] readSocket() {
        try {
            return context.serverSocket().get();
        } catch (UncheckedIOException e) {
            throw new ServerConnectionException("Failed to read from the client's socket", e);
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
