package dev.rill.http.access;

import io.helidon.http.Header;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.ServerRequestHeaders;
import io.helidon.http.ServerResponseHeaders;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Cross-origin answers by allow-list (the Fetch standard's CORS protocol). Credentials are bearer tokens: a
 * session's cookie counts for the server's own page only, so none are allowed. Immutable; any thread.
 */
public final class Cors {
    private static final Header ANY_ORIGIN = HeaderValues.createCached("Access-Control-Allow-Origin", "*");
    private static final HeaderName ALLOW_ORIGIN = HeaderNames.ACCESS_CONTROL_ALLOW_ORIGIN;
    private static final Header VARY = HeaderValues.createCached("Vary", "Origin");
    private static final Header EXPOSE = HeaderValues.createCached("Access-Control-Expose-Headers",
            "Location, Content-Location, Retry-After, X-Request-Id, RateLimit, RateLimit-Policy, Content-Disposition, "
                    + "WWW-Authenticate, Mcp-Session-Id");
    private static final Header METHODS =
            HeaderValues.createCached("Access-Control-Allow-Methods", "GET, HEAD, POST, PATCH, DELETE");
    private static final String HEADERS = "content-type, accept, cache-control, last-event-id, idempotency-key, "
            + "authorization, x-request-id, x-api-key, openai-organization, openai-project, mcp-session-id, "
            + "mcp-protocol-version, mcp-method, mcp-name, traceparent, tracestate";
    /** What OpenAI's own clients tell of themselves, each version a little more. */
    private static final Pattern STAINLESS = Pattern.compile("x-stainless-[a-z0-9-]{1,50}");
    private static final int MOST_STAINLESS = 20;
    private static final Header MAX_AGE = HeaderValues.createCached("Access-Control-Max-Age", "7200");

    private final boolean any;
    private final Set<String> origins;

    /** @param origins as browsers send them ({@code https://chat.example}), or {@code *} for all */
    public Cors(List<String> origins) {
        this.any = origins.contains("*");
        this.origins = Set.copyOf(origins);
    }

    public boolean allows(String origin) {
        return any || origins.contains(origin);
    }

    public static boolean isPreflight(io.helidon.http.Method method, ServerRequestHeaders request) {
        return method == io.helidon.http.Method.OPTIONS
                && request.contains(HeaderNames.ORIGIN)
                && request.contains(HeaderNames.ACCESS_CONTROL_REQUEST_METHOD);
    }

    /** What a script of the request's origin may see of the answer. */
    public void addTo(ServerResponseHeaders response, ServerRequestHeaders request) {
        if (!any && !origins.isEmpty()) {
            response.add(VARY);
        }
        Optional<String> origin = origin(request);
        if (origin.isPresent() && allows(origin.get())) {
            response.set(any ? ANY_ORIGIN : HeaderValues.create(ALLOW_ORIGIN, origin.get()));
            response.set(EXPOSE);
        }
    }

    /** The answer to a preflight of an allowed origin, beside {@link #addTo}. */
    public void addPreflightTo(ServerResponseHeaders response, ServerRequestHeaders request) {
        response.set(METHODS);
        response.set(HeaderValues.create(HeaderNames.ACCESS_CONTROL_ALLOW_HEADERS, HEADERS + stainless(request)));
        response.set(MAX_AGE);
    }

    /** Those of that name which are asked for: a pattern cannot be told. */
    private static String stainless(ServerRequestHeaders request) {
        if (!request.contains(HeaderNames.ACCESS_CONTROL_REQUEST_HEADERS)) {
            return "";
        }
        return Stream.of(request.get(HeaderNames.ACCESS_CONTROL_REQUEST_HEADERS).get().split(","))
                .map(name -> name.strip().toLowerCase(Locale.ROOT)).filter(name -> STAINLESS.matcher(name).matches())
                .distinct().limit(MOST_STAINLESS).map(name -> ", " + name).collect(Collectors.joining());
    }

    public static Optional<String> origin(ServerRequestHeaders request) {
        return request.contains(HeaderNames.ORIGIN) ? Optional.of(request.get(HeaderNames.ORIGIN).get())
                : Optional.empty();
    }
}
