package dev.rill.http;

import dev.rill.http.paths.Route;
import dev.rill.launch.Folders;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The routes of the server, for tests of the whole of it. */
public final class KnownRoutes {
    private static final List<Route> ROUTES = read();

    private KnownRoutes() {
    }

    /**
     * A method of a path; {@code {name}} in its pattern stands for one part of it, {@code {name+}} for all the rest.
     */
    public record Known(String method, String pattern) {

        /** The path with a value for what stands in braces. */
        public String with(String value) {
            return pattern.replaceAll("\\{\\w+\\+?}", value);
        }
    }

    public static List<Known> all() {
        return ROUTES.stream()
                .flatMap(route -> route.methods().stream().map(method -> new Known(method.text(), route.pattern())))
                .toList();
    }

    /** As the server has them. */
    static List<Route> routes() {
        return ROUTES;
    }

    private static List<Route> read() {
        try {
            Path folder = Files.createTempDirectory("rill-routes");
            try (ServerFixture server = ServerFixture.start(folder)) {
                return server.routes();
            } finally {
                Folders.delete(folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
