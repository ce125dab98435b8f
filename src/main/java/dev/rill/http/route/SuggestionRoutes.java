package dev.rill.http.route;

import dev.rill.http.response.Json;
import dev.rill.retrieval.index.SuggestedQuestions;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code /suggestions}: questions to begin with. Any thread. */
public final class SuggestionRoutes implements HttpService {
    private final SuggestedQuestions questions;

    public SuggestionRoutes(SuggestedQuestions questions) {
        this.questions = questions;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get("/suggestions", this::list).head("/suggestions", this::list);
    }

    private void list(ServerRequest request, ServerResponse response) {
        ObjectNode json = Json.object();
        ArrayNode array = json.putArray("suggestions");
        questions.get().forEach(suggestion -> array.addObject()
                .put("question", suggestion.question())
                .put("path", suggestion.path()));
        Json.send(request, response, json);
    }
}
