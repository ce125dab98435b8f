package dev.rill.http;

import io.helidon.http.Method;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Every path that the server knows, with its methods and who may call it. A path that is not here is not reachable,
 * whatever the routing holds. Immutable; any thread.
 */
final class RouteTable {

    /** Who may call a route where users are known. */
    enum Access {
        /** Everybody, whatever {@code Host} says: who probes may know only an address, and there is nothing to hide. */
        PROBE,
        /** Everybody. */
        OPEN,
        /** Users, admins, and keys that may only scrape; whatever {@code Host} says, with credentials. */
        SCRAPE,
        /** Users and admins. */
        USER
    }

    /** @param pattern {@code {name}} stands for one part of the path, {@code {name+}} at the end for all that follow */
    record Route(String pattern, List<Method> methods, Access access) {

        boolean knows(Method method) {
            return methods.contains(method) || method == Method.HEAD && methods.contains(Method.GET);
        }

        private static Stream<String> withHead(Method method) {
            return method == Method.GET ? Stream.of("GET", "HEAD") : Stream.of(method.text());
        }

        /** The value of {@code Allow}. */
        String allow() {
            return Stream.concat(methods.stream().flatMap(Route::withHead), Stream.of("OPTIONS"))
                    .collect(Collectors.joining(", "));
        }

    }

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

    private static final List<Method> READ = List.of(Method.GET);

    /** The first that matches counts. */
    static final List<Route> ROUTES = List.of(
            new Route("/", READ, Access.OPEN),
            new Route("/favicon.ico", READ, Access.OPEN),
            new Route("/favicon.svg", READ, Access.OPEN),
            new Route("/assets/{file}", READ, Access.OPEN),
            new Route("/page/config", READ, Access.OPEN),
            new Route("/health", READ, Access.PROBE),
            new Route("/health/live", READ, Access.PROBE),
            new Route("/health/ready", READ, Access.PROBE),
            new Route("/metrics", READ, Access.SCRAPE),
            new Route("/openapi", READ, Access.USER),
            new Route("/session", List.of(Method.GET, Method.POST, Method.DELETE), Access.USER),
            new Route("/chat", List.of(Method.POST), Access.USER),
            new Route("/chat/stream", List.of(Method.POST), Access.USER),
            new Route("/chat/stream/{messageId}", List.of(Method.GET, Method.DELETE), Access.USER),
            new Route("/threads", List.of(Method.GET, Method.POST), Access.USER),
            new Route("/threads/stats", READ, Access.USER),
            new Route("/threads/{threadId}", List.of(Method.GET, Method.PATCH, Method.DELETE), Access.USER),
            new Route("/threads/{threadId}/export", READ, Access.USER),
            new Route("/documents", READ, Access.USER),
            new Route("/documents/{path+}", READ, Access.USER),
            new Route("/suggestions", READ, Access.USER),
            new Route("/streams", READ, Access.USER));

    private static final List<Matcher> MATCHERS =
            ROUTES.stream().map(route -> new Matcher(route, parts(route.pattern()))).toList();

    private RouteTable() {
    }

    /** @param path decoded, without parameters; null where the request's target is a URI that has none */
    static Optional<Route> find(String path) {
        if (path == null || !path.startsWith("/")) {
            return Optional.empty(); // what was asked for begins with its query, or is no path at all
        }
        String[] parts = parts(path);
        for (Matcher matcher : MATCHERS) {
            if (matcher.matches(parts)) {
                return Optional.of(matcher.route());
            }
        }
        return Optional.empty();
    }

    private static String[] parts(String path) {
        return path.substring(1).split("/", -1);
    }
}
