package dev.rill.http.access;

import dev.rill.rights.Reader;
import io.helidon.webserver.http.ServerRequest;

/**
 * What the server knows about who sent a request. Immutable.
 *
 * @param requestId the client's own, or made by the server
 * @param address   the client's, as far as trusted proxies tell
 */
public record Caller(String requestId, User user, String address) {

    /** The caller of a request that has passed the edge. */
    public static Caller of(ServerRequest request) {
        return request.context().get(Caller.class)
                .orElseGet(() -> new Caller("-", User.ANYBODY, request.remotePeer().host()));
    }

    /** The owner of what the caller makes. */
    public String owner() {
        return user.id();
    }

    /** As whom the documents are read. */
    public Reader reader() {
        return user.reader();
    }

    /** Whether an owner's streams are shown to the caller. */
    public boolean seesStreamsOf(String owner) {
        return user.role() == User.Role.ADMIN || owner.equals(owner());
    }
}
