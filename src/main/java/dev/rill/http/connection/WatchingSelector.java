package dev.rill.http.connection;

import io.helidon.common.buffers.BufferData;
import io.helidon.common.concurrency.limits.Limit;
import io.helidon.common.task.InterruptableTask;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.spi.ServerConnection;
import io.helidon.webserver.spi.ServerConnectionSelector;
import java.time.Duration;
import java.util.Set;

/** Puts a {@link WatchedConnection} under every connection of a protocol. Any thread. */
public final class WatchingSelector implements ServerConnectionSelector {
    private final ServerConnectionSelector selector;
    private final boolean http2;

    public WatchingSelector(ServerConnectionSelector selector, boolean http2) {
        this.selector = selector;
        this.http2 = http2;
    }

    @Override
    public int bytesToIdentifyConnection() {
        return selector.bytesToIdentifyConnection();
    }

    @Override
    public Support supports(BufferData data) {
        return selector.supports(data);
    }

    @Override
    public Set<String> supportedApplicationProtocols() {
        return selector.supportedApplicationProtocols();
    }

    @Override
    public ServerConnection connection(ConnectionContext context) {
        WatchedConnection watched = new WatchedConnection(context, http2);
        return new Connection(selector.connection(watched), watched);
    }

    /** Interruptible when idle, as the connection below is: otherwise shutdown waits for idle connections. */
    private record Connection(ServerConnection connection, WatchedConnection watched)
            implements ServerConnection, InterruptableTask<Void> {

        @Override
        public void handle(Limit limit) throws InterruptedException {
            try {
                connection.handle(limit);
            } finally {
                watched.closed();
            }
        }

        @Override
        public Duration idleTime() {
            return connection.idleTime();
        }

        @Override
        public void close(boolean interrupt) {
            connection.close(interrupt);
        }

        @Override
        public boolean canInterrupt() {
            return connection instanceof InterruptableTask<?> task && task.canInterrupt();
        }

        @Override
        public void run() {
            throw new IllegalStateException("a connection is handled, not run");
        }
    }
}
