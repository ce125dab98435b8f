package dev.rill.wire.langgraph;

import dev.rill.http.connection.WatchedConnection;
import dev.rill.live.LiveStream;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.ServerRequest;
import java.util.concurrent.atomic.AtomicBoolean;

/** Waits for a run's end on behalf of a client, on the request's thread. Stateless. */
final class RunEnd {
    /** How soon it is seen that the client has left. */
    private static final long LOOK_MILLIS = 500;

    private RunEnd() {
    }

    /** @param leaving done when the client leaves, from another thread */
    static void await(ServerRequest request, LiveStream stream, Runnable leaving) {
        AtomicBoolean gone = new AtomicBoolean();
        try (WatchedConnection.Watch _ = WatchedConnection.of(request).watch(request, () -> {
            gone.set(true);
            leaving.run();
        })) {
            while (!stream.log().ended() && !gone.get()) {
                stream.log().await(stream.log().lastId(), LOOK_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (!stream.log().ended()) {
            throw new CloseConnectionException("the client left");
        }
    }
}
