package dev.rill.wire.mcp;

import dev.rill.http.access.Caller;
import dev.rill.rights.Reader;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** A request of JSON-RPC and the one of HTTP that it came in. The request's thread. */
record Call(ServerRequest http, ServerResponse response, RpcMessage.Request request, McpVersion version) {
    static final HeaderName SESSION = HeaderNames.create("Mcp-Session-Id");
    private static final int MAX_SESSION_CHARS = 128;

    JsonNode id() {
        return request.id();
    }

    JsonNode params() {
        return request.params();
    }

    String owner() {
        return Caller.of(http).owner();
    }

    /** As whom the documents are read. */
    Reader reader() {
        return Caller.of(http).reader();
    }

    Optional<String> session() {
        return session(http);
    }

    /** The id that a client was given, which tells its calls from others' and says nothing else. */
    static Optional<String> session(ServerRequest http) {
        return http.headers().contains(SESSION)
                ? Optional.of(http.headers().get(SESSION).get())
                        .filter(id -> !id.isEmpty() && id.length() <= MAX_SESSION_CHARS)
                : Optional.empty();
    }
}
