package dev.rill.http;

import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.lang.System.Logger.Level;
import java.util.concurrent.TimeUnit;

/** One line a request, with nothing of what was asked or answered. Any thread. */
final class AccessLog {
    private static final System.Logger LOG = System.getLogger("dev.rill.access");

    /** Probes are only shown to who asks for more. */
    void ended(ServerRequest request, ServerResponse response, Caller caller, long nanos) {
        String path = request.prologue().uriPath().rawPathNoParams();
        Level level = path.startsWith("/health") ? Level.DEBUG : Level.INFO;
        if (!LOG.isLoggable(level)) {
            return;
        }
        String user = caller.user().known() ? caller.user().id() : "-";
        LOG.log(level, caller.requestId() + ' ' + caller.address() + ' ' + user + ' '
                + request.prologue().method().text() + ' ' + path + ' ' + response.status().code() + ' '
                + TimeUnit.NANOSECONDS.toMillis(nanos) + "ms");
    }
}
