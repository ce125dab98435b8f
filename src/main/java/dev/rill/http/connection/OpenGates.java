package dev.rill.http.connection;

import dev.rill.http.frames.FrameGate;
import java.lang.System.Logger.Level;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The HTTP/2 connections that are open, to be told of the server's end (RFC 9113, section 6.8). Any thread. */
public final class OpenGates {
    private static final System.Logger LOG = System.getLogger(OpenGates.class.getName());
    /** A client that does not read is not waited for. */
    private static final long PATIENCE_MILLIS = 250;
    private static final long LOOK_MILLIS = 10;

    private final Map<SocketAddress, WatchedConnection> open = new ConcurrentHashMap<>();

    WatchedConnection opened(WatchedConnection connection) {
        open.put(connection.remotePeer().address(), connection);
        return connection;
    }

    void closed(WatchedConnection connection) {
        open.remove(connection.remotePeer().address(), connection);
    }

    /** Every client that is there is told that no more requests are taken; one that comes later may ask why. */
    public void leave() {
        List<WatchedConnection> told = List.copyOf(open.values());
        CountDownLatch written = new CountDownLatch(told.size());
        for (WatchedConnection connection : told) {
            Thread.ofVirtual().name("goaway").start(() -> {
                leave(connection);
                written.countDown();
            });
        }
        try {
            written.await(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Waits for what is still answered and closes the connections of those who do not take it, so that no handler waits
     * for them. After {@link #leave()}.
     */
    public void end(Duration atMost) {
        long deadline = System.nanoTime() + atMost.toNanos();
        try {
            while (open.values().stream().anyMatch(OpenGates::answering) && System.nanoTime() - deadline < 0) {
                Thread.sleep(LOOK_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        open.values().stream().filter(OpenGates::answering).forEach(WatchedConnection::abort);
    }

    private static boolean answering(WatchedConnection connection) {
        return connection.gate().filter(gate -> !gate.idle()).isPresent();
    }

    /** @return whether this client is told now that no more requests are taken, and was not before */
    boolean leave(SocketAddress peer) {
        WatchedConnection connection = open.get(peer);
        if (connection == null || connection.gate().filter(FrameGate::leaving).isPresent()) {
            return false;
        }
        Thread.ofVirtual().name("goaway").start(() -> leave(connection));
        return true;
    }

    /** Ends each stream whose request has not come whole within that time, and no other. */
    void endOverdue(Duration atMost) {
        open.values().forEach(connection -> connection.gate().filter(gate -> gate.hasOverdue(atMost)).ifPresent(
                gate -> Thread.ofVirtual().name("overdue").start(() -> gate.endOverdue(atMost))));
    }

    private static void leave(WatchedConnection connection) {
        try {
            connection.gate().ifPresent(FrameGate::leave);
        } catch (RuntimeException e) {
            LOG.log(Level.TRACE, "The client was gone before", e);
        }
    }
}
