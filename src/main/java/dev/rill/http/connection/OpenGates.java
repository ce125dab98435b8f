package dev.rill.http.connection;

import dev.rill.http.frames.FrameGate;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The HTTP/2 connections that are open, to be told of the server's end (RFC 9113, section 6.8). Any thread. */
public final class OpenGates {
    private static final System.Logger LOG = System.getLogger(OpenGates.class.getName());
    /** A client that does not read is not waited for. */
    private static final long PATIENCE_MILLIS = 500;

    private final Set<WatchedConnection> open = ConcurrentHashMap.newKeySet();
    private volatile boolean leaving;

    WatchedConnection opened(WatchedConnection connection) {
        open.add(connection);
        if (leaving) {
            leave(connection);
        }
        return connection;
    }

    void closed(WatchedConnection connection) {
        open.remove(connection);
    }

    /** Every client, and each that comes from now on, is told that no more requests are taken. */
    public void leave() {
        leaving = true;
        List<WatchedConnection> told = List.copyOf(open);
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

    private static void leave(WatchedConnection connection) {
        try {
            connection.gate().ifPresent(FrameGate::leave);
        } catch (RuntimeException e) {
            LOG.log(Level.TRACE, "The client was gone before", e);
        }
    }
}
