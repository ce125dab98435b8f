package dev.rill.wire.openai;

import dev.rill.http.paths.Access;
import dev.rill.http.paths.Route;
import dev.rill.http.paths.Routes;
import dev.rill.http.response.Json;
import dev.rill.wire.openai.api.Model;
import dev.rill.wire.openai.api.OpenAiErrors;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.time.Clock;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** What a client can choose from: {@code GET /v1/models} and {@code GET /v1/models/{id}}. Any thread. */
final class ModelRoutes implements Routes {
    private final long created;

    ModelRoutes(Clock clock) {
        this.created = clock.instant().getEpochSecond();
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.of("/v1/models", Access.USER).get(this::list).refusing(OpenAiErrors.FORM),
                Route.of("/v1/models/{id}", Access.USER).get(this::one).refusing(OpenAiErrors.FORM));
    }

    private void list(ServerRequest request, ServerResponse response) {
        ObjectNode json = Json.object().put("object", "list");
        json.putArray("data").add(model());
        Json.send(request, response, json);
    }

    private void one(ServerRequest request, ServerResponse response) {
        String id = request.path().pathParameters().get("id");
        Model.require(id);
        Json.send(request, response, model());
    }

    private ObjectNode model() {
        return Json.object().put("id", Model.NAME).put("object", "model").put("created", created)
                .put("owned_by", "rill");
    }
}
