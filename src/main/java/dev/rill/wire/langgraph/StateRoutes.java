package dev.rill.wire.langgraph;

import dev.rill.http.access.Caller;
import dev.rill.http.body.RequestBodies;
import dev.rill.http.paths.Route;
import dev.rill.http.paths.Routes;
import dev.rill.http.response.Json;
import dev.rill.http.response.QueryParameters;
import dev.rill.wire.Members;
import dev.rill.wire.ProtocolContext;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What is in a thread, and what was in it. Any thread. */
final class StateRoutes implements Routes {
    private static final int DEFAULT_LIMIT = 10;
    private static final int MAX_LIMIT = 100;
    private static final int ID_CHARS = 100;

    private final RequestBodies bodies;
    private final Threads threads;

    StateRoutes(ProtocolContext context) {
        bodies = context.bodies();
        threads = new Threads(context);
    }

    @Override
    public List<Route> routes() {
        String thread = "/threads/{threadId}";
        return List.of(
                LangGraphProtocol.route(thread + "/state").get(this::state),
                LangGraphProtocol.route(thread + "/state/checkpoint").post(this::stateOfBody),
                LangGraphProtocol.route(thread + "/state/{checkpointId}").get(this::stateOfPath),
                LangGraphProtocol.route(thread + "/history").get(this::historyOfQuery)
                        .post(this::history));
    }

    private void state(ServerRequest request, ServerResponse response) {
        send(request, response, States::latest);
    }

    private void stateOfPath(ServerRequest request, ServerResponse response) {
        String checkpoint = request.path().pathParameters().get("checkpointId");
        send(request, response, states -> at(states, checkpoint));
    }

    private void stateOfBody(ServerRequest request, ServerResponse response) {
        String checkpoint = Members.textAt(bodies.read(request), "/checkpoint/checkpoint_id").orElse("");
        send(request, response, states -> checkpoint.isEmpty() ? states.latest() : at(states, checkpoint));
    }

    private static ObjectNode at(States states, String checkpoint) {
        return states.at(checkpoint).orElseThrow(() -> Refusals.unknown("checkpoint"));
    }

    private void history(ServerRequest request, ServerResponse response) {
        JsonNode query = bodies.read(request);
        JsonNode before = query.path("before");
        Optional<String> checkpoint = (before.isObject() ? Members.textAt(query, "/before/checkpoint_id")
                .or(() -> Members.textAt(query, "/before/configurable/checkpoint_id")) : Members.text(query, "before"));
        int limit = ThreadSearch.number(query, "limit", DEFAULT_LIMIT, MAX_LIMIT);
        send(request, response, states -> states.history(limit, checkpoint.filter(id -> !id.isEmpty())));
    }

    private void historyOfQuery(ServerRequest request, ServerResponse response) {
        int limit = QueryParameters.integer(request, "limit", 0, Integer.MAX_VALUE).orElse(DEFAULT_LIMIT);
        Optional<String> before = QueryParameters.text(request, "before", ID_CHARS);
        send(request, response, states -> states.history(Math.min(limit, MAX_LIMIT), before));
    }

    private void send(ServerRequest request, ServerResponse response, Function<States, JsonNode> of) {
        Caller caller = Caller.of(request);
        String id = Threads.id(request);
        Json.make(request, response, () -> of.apply(new States(threads.require(caller, id))));
    }
}
