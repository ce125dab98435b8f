package dev.rill.http.connection;

import dev.rill.http.frames.FrameLimits;
import dev.rill.http.frames.Tarpit;
import dev.rill.http.message.Http1Requests;
import io.helidon.common.buffers.BufferData;
import io.helidon.common.concurrency.limits.Limit;
import io.helidon.common.task.InterruptableTask;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.spi.ServerConnection;
import io.helidon.webserver.spi.ServerConnectionSelector;
import java.time.Duration;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/** Puts a {@link WatchedConnection} under every connection of a protocol. Any thread. */
public final class WatchingSelector implements ServerConnectionSelector {
    private final ServerConnectionSelector selector;
    private final Function<ConnectionContext, WatchedConnection> watching;
    private final Consumer<WatchedConnection> ending;

    private WatchingSelector(ServerConnectionSelector selector, Function<ConnectionContext, WatchedConnection> watching,
                             Consumer<WatchedConnection> ending) {
        this.selector = selector;
        this.watching = watching;
        this.ending = ending;
    }

    /** @param deadlines of all connections, for their ends */
    public static WatchingSelector http1(ServerConnectionSelector selector, Http1Requests.Limits limits,
                                         ConnectionDeadlines deadlines) {
        return new WatchingSelector(selector, context -> WatchedConnection.ofHttp1(context, limits, deadlines),
                new LingeringClose(deadlines)::close);
    }

    /**
     * @param tarpit    of all connections
     * @param deadlines of all connections, for their ends
     * @param opened    is told of each connection
     */
    static WatchingSelector http2(ServerConnectionSelector selector, FrameLimits frames, Tarpit tarpit,
                                         ConnectionDeadlines deadlines, OpenGates opened) {
        return new WatchingSelector(selector,
                context -> opened.opened(WatchedConnection.ofHttp2(context, frames, tarpit, deadlines)),
                opened::closed);
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
        WatchedConnection watched = watching.apply(context);
        return new Connection(selector.connection(watched), watched, ending);
    }

    /** Interruptible when idle, as the connection below is: otherwise shutdown waits for idle connections. */
    private record Connection(ServerConnection connection, WatchedConnection watched,
                              Consumer<WatchedConnection> ending) implements ServerConnection, InterruptableTask<Void> {

        @Override
        public void handle(Limit limit) throws InterruptedException {
            try {
                connection.handle(limit);
            } finally {
                watched.closed();
                ending.accept(watched);
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
