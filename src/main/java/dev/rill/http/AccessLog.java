package dev.rill.http;

import dev.rill.http.access.Caller;
import dev.rill.log.LogFields;
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
        LogFields fields = new LogFields().with("requestId", caller.requestId());
        if (caller.user().known()) {
            fields.with("user", caller.user().id());
        }
        LOG.log(level, "request", fields
                .with("address", caller.address())
                .with("method", request.prologue().method().text())
                .with("path", path)
                .with("status", response.status().code())
                .with("durationMs", TimeUnit.NANOSECONDS.toMillis(nanos)));
    }
}
