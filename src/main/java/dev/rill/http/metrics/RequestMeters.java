package dev.rill.http.metrics;

import dev.rill.http.problem.ProblemCode;
import dev.rill.stream.FaultCode;
import io.helidon.metrics.api.Metrics;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
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
    private final Map<FaultCode, Counter> refusals = new ConcurrentHashMap<>();

    /** Shows what has not happened yet: whoever watches an increase needs the figure before it. */
    public void register() {
        ProblemCode.all().forEach(code -> refusals.computeIfAbsent(code, RequestMeters::counter));
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
    public void refused(FaultCode code) {
        refusals.computeIfAbsent(code, RequestMeters::counter).increment();
    }

    private static Counter counter(Kind kind) {
        return counter("rill.requests", "Requests that were answered", Tag.of("route", kind.route()),
                Tag.of("method", kind.method()), Tag.of("status", Integer.toString(kind.status())));
    }

    private static Counter counter(FaultCode code) {
        return counter("rill.refusals", "Requests that were answered with a problem", Tag.of("code", code.name()));
    }

    /**
     * The registry is there when the server's configuration has been made, which is before the first request. Helidon's
     * own way to it takes two locks in the order in which Micrometer, where it adds a meter by itself, does not: while
     * requests are answered nobody may go that way.
     */
    private static Counter counter(String name, String description, Tag... tags) {
        return Counter.builder(name).description(description).tags(List.of(tags))
                .register(Metrics.globalRegistry().unwrap(MeterRegistry.class));
    }
}
