package dev.rill.wire.langgraph;

import dev.rill.http.body.RequestBodies;
import dev.rill.http.paths.Route;
import dev.rill.http.paths.Routes;
import dev.rill.http.response.Json;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What the server is, and its assistant. Any thread. */
final class AssistantRoutes implements Routes {
    private static final String ONE = "/assistants/{assistantId}";

    private final RequestBodies bodies;

    AssistantRoutes(RequestBodies bodies) {
        this.bodies = bodies;
    }

    @Override
    public List<Route> routes() {
        return List.of(
                LangGraphProtocol.route("/ok")
                        .get((request, response) -> Json.send(request, response, Json.object().put("ok", true))),
                LangGraphProtocol.route("/info").get(AssistantRoutes::info),
                LangGraphProtocol.route("/assistants/search").post(this::search),
                LangGraphProtocol.route(ONE)
                        .get((request, response) -> send(request, response, Assistant.json())),
                LangGraphProtocol.route(ONE + "/schemas")
                        .get((request, response) -> send(request, response, Assistant.schemas())),
                LangGraphProtocol.route(ONE + "/graph")
                        .get((request, response) -> send(request, response, Assistant.graph())));
    }

    /** Agent Chat UI looks here whether there is a server. */
    private static void info(ServerRequest request, ServerResponse response) {
        ObjectNode info = Json.object();
        info.putObject("flags").put("assistants", true).put("crons", false);
        Json.send(request, response, info);
    }

    private void search(ServerRequest request, ServerResponse response) {
        JsonNode query = bodies.read(request);
        ArrayNode found = JsonNodeFactory.instance.arrayNode();
        String own = LangGraphProtocol.ASSISTANT;
        boolean ours = query.path("graph_id").stringValue(own).equals(own)
                && query.path("name").stringValue(own).equals(own)
                && query.path("offset").asInt(0) == 0
                && Threads.holds(Assistant.json().get("metadata"), query.path("metadata"));
        if (ours) {
            found.add(Assistant.json());
        }
        Json.send(response, found);
    }

    private static void send(ServerRequest request, ServerResponse response, JsonNode body) {
        String asked = request.path().pathParameters().get("assistantId");
        if (!asked.equals(LangGraphProtocol.ASSISTANT)) {
            throw Assistant.unknown(asked);
        }
        Json.send(request, response, body);
    }
}
