package dev.rill.http.paths;

import dev.rill.http.problem.ProblemForm;
import io.helidon.http.Method;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.HttpRules;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Every path that the server knows; one that is not here is not reachable. Any thread; closed with the server, and
 * empty then: the timer of the server beneath never ends, and holds what was registered there.
 */
public final class RouteTable implements AutoCloseable {

    /** A route, taken apart once. */
    private record Matcher(Route route, String[] parts) {

        private boolean matches(String[] path) {
            for (int i = 0; i < parts.length; i++) {
                if (parts[i].endsWith("+}")) {
                    return path.length > i;
                }
                if (i >= path.length || path[i].isEmpty() && !parts[i].isEmpty()
                        || !parts[i].startsWith("{") && !parts[i].equals(path[i])) {
                    return false;
                }
            }
            return parts.length == path.length;
        }
    }

    private volatile List<Matcher> matchers;
    private final Route all;

    /** @param all of which the first that matches counts */
    public RouteTable(List<Routes> all) {
        matchers = all.stream().flatMap(routes -> routes.routes().stream())
                .map(route -> new Matcher(route, parts(route.pattern()))).toList();
        this.all = new Route("*", Access.OPEN, routes().stream().flatMap(route -> route.methods().stream()).distinct()
                .toList(), Map.of(), ProblemForm.RFC_9457, OptionalLong.empty());
    }

    public List<Route> routes() {
        return matchers.stream().map(Matcher::route).toList();
    }

    /** As long as any body may be. */
    public long longestBody(long usual) {
        return routes().stream().flatMapToLong(route -> route.longestBody().stream()).reduce(usual, Math::max);
    }

    public void register(HttpRules rules) {
        for (int i = 0; i < matchers.size(); i++) {
            int at = i;
            Route registered = matchers.get(at).route();
            registered.handlers().keySet().forEach(method -> rules.route(method, registered.path(),
                    (request, response) -> handler(at, method).handle(request, response)));
        }
    }

    private Handler handler(int at, Method method) {
        return Objects.requireNonNull(matchers.get(at).route().handlers().get(method));
    }

    /**
     * @param path decoded, without parameters; null where the request's target is a URI that has none; a star stands
     *             for the whole server (RFC 9110, section 9.3.7)
     */
    public Optional<Route> find(String path) {
        if ("*".equals(path)) {
            return Optional.of(all);
        }
        if (path == null || !path.startsWith("/")) {
            return Optional.empty(); // what was asked for begins with its query, or is no path at all
        }
        String[] parts = parts(path);
        for (Matcher matcher : matchers) {
            if (matcher.matches(parts)) {
                return Optional.of(matcher.route());
            }
        }
        return Optional.empty();
    }

    private static String[] parts(String path) {
        return path.substring(1).split("/", -1);
    }

    @Override
    public void close() {
        matchers = List.of();
    }
}
