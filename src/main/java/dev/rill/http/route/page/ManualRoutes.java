package dev.rill.http.route.page;

import dev.rill.http.paths.Access;
import dev.rill.http.paths.Route;
import dev.rill.http.paths.Routes;
import dev.rill.http.problem.Problem;
import dev.rill.http.problem.ProblemCode;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.List;

/**
 * Rill's own manual for whoever reads Markdown: {@code /llms.txt} (https://llmstxt.org), which says what it has, and
 * the pages that this links to. As open as the chat page: it holds nothing of the documents. Any thread.
 */
public final class ManualRoutes implements Routes {
    private final StaticFiles files = new StaticFiles();

    @Override
    public List<Route> routes() {
        return List.of(
                Route.of("/llms.txt", Access.OPEN).get((request, response) -> file(request, response, "llms.txt")),
                Route.of("/manual/{page}", Access.OPEN).get(this::page));
    }

    private void page(ServerRequest request, ServerResponse response) {
        String name = request.path().pathParameters().get("page");
        file(request, response, StaticFiles.NAME.matcher(name).matches() ? "manual/" + name : "manual/-");
    }

    private void file(ServerRequest request, ServerResponse response, String name) {
        if (!files.send(request, response, name, StaticFiles.ASK_AGAIN)) {
            throw Problem.of(ProblemCode.NOT_FOUND, "There is no such page of the manual").exception();
        }
    }
}
