package dev.rill.http.metrics;

import dev.rill.http.problem.ProblemCode;
import io.helidon.metrics.api.Counter;
import io.helidon.metrics.api.Metrics;
import io.helidon.metrics.api.Tag;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How many requests there were, by route and status, and how many were refused, by code. No label holds anything that a
 * client may choose. Any thread.
 */
public final class RequestMeters {
    /** Of what is at no path, or could not be read as a request. */
    public static final String NO_ROUTE = "none";
    private static final String OTHER = "other";
    private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "PATCH", "DELETE", "OPTIONS", "PUT");

    private record Kind(String route, String method, int status) {
    }

    private final Map<Kind, Counter> requests = new ConcurrentHashMap<>();
    private final Map<ProblemCode, Counter> refusals = new ConcurrentHashMap<>();

    /** Shows what has not happened yet: whoever watches an increase needs the figure before it. */
    public void register() {
        for (ProblemCode code : ProblemCode.values()) {
            refusals.computeIfAbsent(code, RequestMeters::counter);
        }
    }

    /**
     * A request was answered; a stream, when it has ended.
     *
     * @param route as the table of routes has it, or {@link #NO_ROUTE}
     */
    public void answered(String route, String method, int status) {
        requests.computeIfAbsent(new Kind(route, METHODS.contains(method) ? method : OTHER, status),
                RequestMeters::counter).increment();
    }

    /** A request was answered with a problem. */
    public void refused(ProblemCode code) {
        refusals.computeIfAbsent(code, RequestMeters::counter).increment();
    }

    private static Counter counter(Kind kind) {
        return counter("rill.requests", "Requests that were answered", Tag.create("route", kind.route()),
                Tag.create("method", kind.method()), Tag.create("status", Integer.toString(kind.status())));
    }

    private static Counter counter(ProblemCode code) {
        return counter("rill.refusals", "Requests that were answered with a problem", Tag.create("code", code.name()));
    }

    /** The registry is there when the server's configuration has been made, which is before the first request. */
    private static Counter counter(String name, String description, Tag... tags) {
        return Metrics.globalRegistry().getOrCreate(Counter.builder(name).description(description).tags(List.of(tags)));
    }
}
