package dev.rill.http.connection;

import dev.rill.http.frames.FrameGate;
import io.helidon.common.buffers.DataWriter;
import io.helidon.common.socket.SocketOptions;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger.Level;
import java.net.SocketAddress;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Closes connections whose client does not get on with it: a request's head has to be complete within a time of the
 * connection's begin or of the answer before, its body within a time of being read, and a write may not wait too long
 * for the client to read. The server under it has no such limits, whatever is dripped in. While a handler runs and
 * writes nothing there is no deadline here; streams have their own.
 *
 * <p>Any thread; a thread of its own looks once a second. Whoever made it closes it after the server has stopped.
 */
public final class ConnectionDeadlines implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(ConnectionDeadlines.class.getName());
    private static final long TICK_MILLIS = 1000;
    private static final long LEAST_BYTES_A_MILLISECOND = 10;
    private static final long NONE = Long.MAX_VALUE;
    private static final long LAST_ANSWER_MILLIS = 5000;

    /** @param head from the connection's begin, or the answer before, to the end of a request's head */
    public record Limits(Duration head, Duration body) {
        public static final Limits DEFAULT = new Limits(Duration.ofSeconds(50), Duration.ofSeconds(50));
    }

    private static final class Connection {
        private final SocketChannel channel;
        private volatile long deadlineMillis;
        private volatile TimedWriter writer;
        private int requests;

        private Connection(SocketChannel channel, long deadlineMillis) {
            this.channel = channel;
            this.deadlineMillis = deadlineMillis;
        }
    }

    private final Limits limits;
    private final Duration writeStall;
    private final long tickMillis;
    private final ConcurrentHashMap<SocketAddress, Connection> connections = new ConcurrentHashMap<>();
    private final Thread sweeper;
    private volatile OpenGates gates = new OpenGates();
    private volatile AddressConnections addresses = new AddressConnections(OptionalLong.empty(), _ -> Optional.empty());
    private volatile FloodingAddresses flooding = new FloodingAddresses(_ -> Optional.empty(), System::nanoTime);

    /** @param writeStall for which a client may read nothing of what is written to it */
    public ConnectionDeadlines(Limits limits, Duration writeStall) {
        this.limits = limits;
        this.writeStall = writeStall.plusMillis(TICK_MILLIS); // a stream that ends for that itself can say so
        this.tickMillis = Math.max(1, Math.min(TICK_MILLIS, limits.head().toMillis() / 4));
        this.sweeper = Thread.ofPlatform().daemon().name("connection-deadlines").start(this::sweep);
    }

    /** The HTTP/2 connections whose streams have deadlines. Before the server starts. */
    public void watch(OpenGates gates) {
        this.gates = gates;
    }

    /**
     * Socket options that also tell of every connection that is accepted, before its first byte.
     *
     * @param counted  by address, and not taken where it is one too many
     * @param flooding of which none is taken
     */
    public SocketOptions watching(SocketOptions options, AddressConnections counted, FloodingAddresses flooding) {
        this.addresses = counted;
        this.flooding = flooding;
        return new AcceptingSocketOptions(options, this::accepted);
    }

    /** A connection's socket to write to, whose client has to read in time. */
    DataWriter timed(ConnectionContext context) {
        TimedWriter writer = new TimedWriter(context.dataWriter());
        Connection connection = connections.get(context.remotePeer().address());
        if (connection != null) {
            connection.writer = writer;
        }
        return writer;
    }

    public void requestBegan(ServerRequest request) {
        Connection connection = of(request);
        if (connection != null) {
            synchronized (connection) {
                connection.requests++;
                connection.deadlineMillis = NONE;
            }
        }
    }

    public void requestEnded(ServerRequest request) {
        Connection connection = of(request);
        if (connection != null) {
            synchronized (connection) {
                connection.requests--;
                if (connection.requests == 0) {
                    connection.deadlineMillis = now() + limits.head().toMillis();
                }
            }
        }
    }

    /**
     * A body that has to be read to its end in time. Over HTTP/2 each stream has its own time, from its begin.
     *
     * @param large whether it has more time the more has come of it
     */
    public InputStream timed(ServerRequest request, ServerResponse response, InputStream body, boolean large) {
        Optional<FrameGate> gate = WatchedConnection.of(request).gate();
        if (gate.isPresent()) {
            InputStream ofStream = gate.get().body(request.id(), body, bytes -> large ? more(bytes).toNanos() : 0);
            return new TimedBody(ofStream, () -> { }, response::isSent, () -> { }, _ -> { });
        }
        Connection connection = of(request);
        if (connection == null || response.isSent()) {
            return new TimedBody(body, () -> { }, response::isSent, () -> close(connection), _ -> { });
        }
        long first = now() + limits.body().toMillis();
        connection.deadlineMillis = first;
        return new TimedBody(body, () -> connection.deadlineMillis = NONE, response::isSent, () -> close(connection),
                large ? bytes -> connection.deadlineMillis = first + more(bytes).toMillis() : _ -> { });
    }

    /** What a slow line needs for them. */
    private static Duration more(long bytes) {
        return Duration.ofMillis(bytes / LEAST_BYTES_A_MILLISECOND);
    }

    /**
     * Nothing more is sent; the client has a few seconds to take what was.
     *
     * @param sayIt whether the socket can say that it is the end without the help of what is above it
     */
    void lastAnswerSent(SocketAddress peer, boolean sayIt) throws IOException {
        Connection connection = connections.get(peer);
        if (connection != null) {
            connection.deadlineMillis = now() + Math.min(LAST_ANSWER_MILLIS, limits.head().toMillis());
            if (sayIt) {
                connection.channel.shutdownOutput();
            }
        }
    }

    /** What came over it was a flood. */
    void flooded(SocketAddress peer) {
        flooding.flooded(peer);
    }

    /** Closes it, if it is not. */
    void end(SocketAddress peer) {
        close(connections.remove(peer));
    }

    private Connection of(ServerRequest request) {
        return connections.get(request.remotePeer().address());
    }

    private void accepted(SocketChannel channel) {
        try {
            flooding.requireNone(channel);
            addresses.count(channel);
            connections.put(channel.getRemoteAddress(), new Connection(channel, now() + limits.head().toMillis()));
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "A connection was gone at once", e);
        }
    }

    private void sweep() {
        try {
            while (true) {
                Thread.sleep(tickMillis);
                long now = now();
                connections.entrySet().removeIf(entry -> ended(entry.getKey(), entry.getValue(), now));
                gates.endOverdue(limits.body());
                addresses.forgetClosed();
                flooding.forgetOld();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean ended(SocketAddress peer, Connection connection, long now) {
        TimedWriter writer = connection.writer;
        boolean takesNothing = writer != null && writer.waitsLonger(writeStall);
        if (connection.channel.isOpen() && now < connection.deadlineMillis && !takesNothing) {
            return false;
        }
        if (!takesNothing && connection.channel.isOpen() && gates.leave(peer)) {
            connection.deadlineMillis = now + Math.min(LAST_ANSWER_MILLIS, limits.head().toMillis());
            return false;
        }
        close(connection);
        return true;
    }

    private static void close(Connection connection) {
        try {
            if (connection != null) {
                connection.channel.close();
            }
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "A connection could not be closed", e);
        }
    }

    private static long now() {
        return System.nanoTime() / 1_000_000;
    }

    @Override
    public void close() {
        sweeper.interrupt();
    }
}
