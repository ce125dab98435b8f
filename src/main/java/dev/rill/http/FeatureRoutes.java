package dev.rill.http;

import dev.rill.http.problem.Problem;
import dev.rill.http.problem.ProblemCode;
import dev.rill.http.response.Body;
import dev.rill.http.paths.Access;
import dev.rill.http.paths.Route;
import dev.rill.http.paths.Routes;
import io.helidon.common.media.type.MediaType;
import io.helidon.common.media.type.MediaTypes;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.List;

/** {@code /metrics} and {@code /openapi}: the server's own features answer GET, and know no HEAD. Any thread. */
final class FeatureRoutes implements Routes {
    private static final MediaType OPENMETRICS = MediaTypes.create("application/openmetrics-text");
    private static final MediaType OPENAPI = MediaTypes.create("application/vnd.oai.openapi");
    private static final MediaType[] METRICS = {MediaTypes.TEXT_PLAIN, OPENMETRICS, MediaTypes.APPLICATION_JSON};
    private static final MediaType[] DOCUMENT = {OPENAPI, MediaTypes.APPLICATION_YAML, MediaTypes.APPLICATION_JSON};

    @Override
    public List<Route> routes() {
        return List.of(
                Route.of("/metrics", Access.SCRAPE).served((request, response) -> head(request, response, METRICS)),
                Route.of("/openapi", Access.USER).served((request, response) -> head(request, response, DOCUMENT)));
    }

    private static void head(ServerRequest request, ServerResponse response, MediaType... offered) {
        MediaType type = request.headers().bestAccepted(offered).orElseThrow(() ->
                Problem.of(ProblemCode.NOT_ACCEPTABLE,
                        "Accept allows nothing that this path offers").exception());
        response.headers().set(HeaderNames.CONTENT_TYPE, type.text());
        Body.sendHead(response);
    }
}
