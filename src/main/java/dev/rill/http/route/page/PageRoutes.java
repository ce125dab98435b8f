package dev.rill.http.route.page;

import dev.rill.http.paths.Access;
import dev.rill.http.paths.Route;
import dev.rill.http.paths.Routes;
import dev.rill.http.problem.Problem;
import dev.rill.http.problem.ProblemCode;
import dev.rill.http.problem.ProblemException;
import io.helidon.http.Header;
import io.helidon.http.HeaderValues;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.List;

/**
 * The chat page: {@code /} and its files, from {@code web/} on the class path. Files in {@code assets/} have their
 * content's hash in the name and are kept by clients for good. {@code /embed.js} is the chat that other pages load. Any
 * thread.
 */
public final class PageRoutes implements Routes {
    private static final Header PAGE_POLICY = HeaderValues.createCached("Content-Security-Policy",
            "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; "
                    + "font-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'none'; "
                    + "frame-ancestors 'none'");
    /** Pages that keep what they load to those who agree (HTML, Cross-Origin-Embedder-Policy) may load it. */
    private static final Header ANY_PAGE =
            HeaderValues.createCached("Cross-Origin-Resource-Policy", "cross-origin");

    private final StaticFiles files = new StaticFiles();

    @Override
    public List<Route> routes() {
        return List.of(
                Route.of("/", Access.OPEN).get(this::index),
                Route.of("/embed.js", Access.OPEN).get(this::embed),
                Route.of("/favicon.ico", Access.OPEN)
                        .get((request, response) -> file(request, response, "favicon.ico", StaticFiles.ASK_AGAIN)),
                Route.of("/favicon.svg", Access.OPEN)
                        .get((request, response) -> file(request, response, "favicon.svg", StaticFiles.ASK_AGAIN)),
                Route.of("/assets/{file}", Access.OPEN).get(this::asset));
    }

    private void index(ServerRequest request, ServerResponse response) {
        response.headers().set(PAGE_POLICY);
        file(request, response, "index.html", StaticFiles.ASK_AGAIN);
    }

    private void embed(ServerRequest request, ServerResponse response) {
        response.headers().set(ANY_PAGE);
        file(request, response, "embed.js", StaticFiles.ASK_AGAIN);
    }

    private void asset(ServerRequest request, ServerResponse response) {
        String name = request.path().pathParameters().get("file");
        if (!StaticFiles.NAME.matcher(name).matches()) {
            throw unknown();
        }
        file(request, response, "assets/" + name, StaticFiles.FOR_GOOD);
    }

    private void file(ServerRequest request, ServerResponse response, String name, Header caching) {
        if (!files.send(request, response, "web/" + name, caching)) {
            throw unknown();
        }
    }

    private static ProblemException unknown() {
        return Problem.of(ProblemCode.NOT_FOUND, "There is no such file of the page").exception();
    }
}
