package dev.rill.http.response;

import dev.rill.http.connection.WatchedConnection;
import dev.rill.live.Watchdog;
import dev.rill.stream.Cancellation;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.ServerRequest;
import java.util.function.Supplier;

/** A request's work that is no stream: it ends when its client leaves, and its waits at their deadlines. Any thread. */
public final class WatchedWork {
    private WatchedWork() {
    }

    /**
     * Does it.
     *
     * @param cancellation what the work waits under, made by this thread
     * @throws CloseConnectionException         where the client has left
     * @throws Cancellation.CancelledException  where somebody else has ended it
     */
    public static <T> T run(ServerRequest request, Watchdog watchdog, Cancellation cancellation, Supplier<T> work) {
        try (WatchedConnection.Watch _ = WatchedConnection.of(request)
                .watch(request, () -> cancellation.cancel(Cancellation.Reason.CLIENT_GONE))) {
            return watchdog.watching(cancellation, work);
        } catch (Cancellation.CancelledException e) {
            if (e.reason() == Cancellation.Reason.CLIENT_GONE) {
                throw new CloseConnectionException("the client left", e);
            }
            throw e;
        }
    }
}
