package dev.rill.http.route.document;

import dev.rill.http.access.Caller;
import dev.rill.http.paths.Access;
import dev.rill.http.paths.Route;
import dev.rill.http.paths.Routes;
import dev.rill.http.response.Json;
import dev.rill.retrieval.index.SuggestedQuestions;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code /suggestions}: questions to begin with. Any thread. */
public final class SuggestionRoutes implements Routes {
    private final SuggestedQuestions questions;

    public SuggestionRoutes(SuggestedQuestions questions) {
        this.questions = questions;
    }

    @Override
    public List<Route> routes() {
        return List.of(Route.of("/suggestions", Access.USER).get(this::list));
    }

    private void list(ServerRequest request, ServerResponse response) {
        ObjectNode json = Json.object();
        ArrayNode array = json.putArray("suggestions");
        questions.get(Caller.of(request).reader()).forEach(suggestion -> array.addObject()
                .put("question", suggestion.question())
                .put("path", suggestion.path()));
        Json.send(request, response, json);
    }
}
