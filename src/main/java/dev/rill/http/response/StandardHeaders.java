package dev.rill.http.response;

import dev.rill.http.access.Cors;
import io.helidon.http.Header;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.ServerRequestHeaders;
import io.helidon.http.ServerResponseHeaders;
import java.util.concurrent.ThreadLocalRandom;

/** The headers that every answer has, errors too. Immutable; any thread. */
public final class StandardHeaders {
    static final HeaderName REQUEST_ID = HeaderNames.create("X-Request-Id");
    private static final int MAX_REQUEST_ID_CHARS = 128;
    private static final Header NOSNIFF = HeaderValues.createCached("X-Content-Type-Options", "nosniff");
    private static final Header CSP =
            HeaderValues.createCached("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
    private static final Header REFERRER = HeaderValues.createCached("Referrer-Policy", "no-referrer");
    private static final Header NO_STORE = HeaderValues.createCached("Cache-Control", "no-store");

    private final Cors cors;

    public StandardHeaders(Cors cors) {
        this.cors = cors;
    }

    /** To be called before a handler, which may replace what it knows better. */
    public void addTo(ServerResponseHeaders response, ServerRequestHeaders request, String requestId) {
        response.set(NOSNIFF);
        response.set(CSP);
        response.set(REFERRER);
        response.set(NO_STORE);
        response.set(HeaderValues.create(REQUEST_ID, requestId));
        cors.addTo(response, request);
    }

    /** In place of all that the answer says of caches. */
    public void forbidStoring(ServerResponseHeaders response) {
        response.set(NO_STORE);
    }

    /** The client's own id if it is one that can be logged, else a new one. */
    public static String requestId(ServerRequestHeaders request) {
        if (request.contains(REQUEST_ID)) {
            String sent = request.get(REQUEST_ID).get();
            if (isSane(sent)) {
                return sent;
            }
        }
        return Long.toHexString(ThreadLocalRandom.current().nextLong() | Long.MIN_VALUE);
    }

    private static boolean isSane(String id) {
        if (id.isEmpty() || id.length() > MAX_REQUEST_ID_CHARS) {
            return false;
        }
        for (int i = 0; i < id.length(); i++) {
            char c = id.charAt(i);
            boolean ok = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9'
                    || c == '.' || c == '_' || c == ':' || c == '-';
            if (!ok) {
                return false;
            }
        }
        return true;
    }
}
