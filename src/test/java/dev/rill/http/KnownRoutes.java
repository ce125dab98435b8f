package dev.rill.http;

import java.util.List;

/** The routing table, for tests of the whole server. */
public final class KnownRoutes {
    private KnownRoutes() {
    }

    /** A method of a path; {@code {name}} in its pattern stands for one part of it, {@code {name+}} for all the rest. */
    public record Known(String method, String pattern) {

        /** The path with a value for what stands in braces. */
        public String with(String value) {
            return pattern.replaceAll("\\{\\w+\\+?}", value);
        }
    }

    public static List<Known> all() {
        return RouteTable.ROUTES.stream()
                .flatMap(route -> route.methods().stream().map(method -> new Known(method.text(), route.pattern())))
                .toList();
    }
}
