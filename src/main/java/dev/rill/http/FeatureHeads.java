package dev.rill.http;

import dev.rill.http.problem.Problem;
import dev.rill.http.problem.ProblemCode;
import dev.rill.http.response.Body;
import io.helidon.common.media.type.MediaType;
import io.helidon.common.media.type.MediaTypes;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;

/** HEAD of {@code /metrics} and {@code /openapi}, which the server's own features answer for GET alone. Any thread. */
final class FeatureHeads implements HttpService {
    private static final MediaType OPENMETRICS = MediaTypes.create("application/openmetrics-text");
    private static final MediaType OPENAPI = MediaTypes.create("application/vnd.oai.openapi");
    private static final MediaType[] METRICS = {MediaTypes.TEXT_PLAIN, OPENMETRICS, MediaTypes.APPLICATION_JSON};
    private static final MediaType[] DOCUMENT = {OPENAPI, MediaTypes.APPLICATION_YAML, MediaTypes.APPLICATION_JSON};

    @Override
    public void routing(HttpRules rules) {
        rules.head("/metrics", (request, response) -> head(request, response, METRICS))
                .head("/openapi", (request, response) -> head(request, response, DOCUMENT));
    }

    private static void head(ServerRequest request, ServerResponse response, MediaType... offered) {
        MediaType type = request.headers().bestAccepted(offered).orElseThrow(() ->
                Problem.of(ProblemCode.NOT_ACCEPTABLE,
                        "Accept allows nothing that this path offers").exception());
        response.headers().set(HeaderNames.CONTENT_TYPE, type.text());
        Body.sendHead(response);
    }
}
