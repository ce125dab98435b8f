package dev.rill.wire.mcp;

import dev.rill.http.access.Caller;
import dev.rill.http.body.RequestBodies;
import dev.rill.http.paths.Access;
import dev.rill.http.paths.Route;
import dev.rill.http.paths.Routes;
import dev.rill.http.problem.ProblemCode;
import dev.rill.http.problem.ProblemException;
import dev.rill.http.response.Json;
import io.helidon.http.HeaderValues;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code POST /mcp} (MCP, Streamable HTTP). There is no stream to {@code GET} and no session to {@code DELETE}: the id
 * of one only tells clients apart. The request's thread does the work.
 */
final class McpRoutes implements Routes {
    private static final int MOST_IN_BATCH = 20;

    private final RequestBodies bodies;
    private final Methods methods;
    private final AskTool ask;
    private final RunningCalls running;

    McpRoutes(RequestBodies bodies, Methods methods, AskTool ask, RunningCalls running) {
        this.bodies = bodies;
        this.methods = methods;
        this.ask = ask;
        this.running = running;
    }

    @Override
    public List<Route> routes() {
        return List.of(Route.of("/mcp", Access.USER).post(this::post).refusing(new McpRefusals()));
    }

    private void post(ServerRequest http, ServerResponse response) {
        try {
            JsonNode body = body(http);
            if (body.isArray()) {
                batch(http, response, body);
            } else {
                single(http, response, RpcMessage.of(body));
            }
        } catch (RpcException e) {
            send(http, response, e.status(), RpcAnswers.error(e));
        }
    }

    private JsonNode body(ServerRequest http) {
        try {
            return bodies.read(http);
        } catch (ProblemException e) {
            if (e.problem().code() != ProblemCode.INVALID_REQUEST) {
                throw e;
            }
            throw new RpcException(RpcException.PARSE_ERROR, 400, "Parse error: " + e.problem().detail());
        }
    }

    private void single(ServerRequest http, ServerResponse response, RpcMessage message) {
        switch (message) {
            case RpcMessage.Request request -> answer(http, response, request);
            case RpcMessage.Malformed(Optional<JsonNode> id, String why) -> {
                RpcException error = RpcException.invalidRequest("Invalid request: " + why);
                send(http, response, error.status(), id.map(known -> RpcAnswers.error(known, error))
                        .orElseGet(() -> RpcAnswers.error(error)));
            }
            case RpcMessage.Notification notification -> {
                VersionRules.of(http.headers());
                take(http, notification);
                response.status(Status.ACCEPTED_202).send();
            }
            case RpcMessage.Response _ -> {
                if (!VersionRules.of(http.headers()).handshake()) {
                    throw RpcException.invalidRequest("Invalid request: nothing was asked");
                }
                response.status(Status.ACCEPTED_202).send();
            }
        }
    }

    private void answer(ServerRequest http, ServerResponse response, RpcMessage.Request request) {
        try {
            Call call = new Call(http, response, request, VersionRules.of(http.headers(), request));
            Optional<ObjectNode> result = AskTool.streams(call)
                    ? ask.stream(call).map(refused -> Methods.complete(call.version(), refused.json()))
                    : methods.result(call);
            if (response.isSent()) {
                return;
            }
            if (result.isEmpty()) {
                response.status(Status.ACCEPTED_202).send();
                return;
            }
            if (request.method().equals("initialize")) {
                response.headers().set(HeaderValues.create(Call.SESSION, UUID.randomUUID().toString()));
            }
            send(http, response, 200, RpcAnswers.result(request.id(), result.get()));
        } catch (RpcException e) {
            send(http, response, e.status(), RpcAnswers.error(request.id(), e));
        }
    }

    private void batch(ServerRequest http, ServerResponse response, JsonNode messages) {
        McpVersion version = VersionRules.of(http.headers());
        if (!version.batches()) {
            throw RpcException.invalidRequest("Invalid request: this version has no batches");
        }
        if (messages.isEmpty() || messages.size() > MOST_IN_BATCH) {
            throw RpcException.invalidRequest("Invalid request: a batch has 1 to " + MOST_IN_BATCH + " messages");
        }
        ArrayNode answers = JsonNodeFactory.instance.arrayNode();
        for (JsonNode message : messages) {
            one(http, response, version, RpcMessage.of(message)).ifPresent(answers::add);
        }
        if (answers.isEmpty()) {
            response.status(Status.ACCEPTED_202).send();
        } else {
            send(http, response, 200, answers);
        }
    }

    private Optional<ObjectNode> one(ServerRequest http, ServerResponse response, McpVersion version,
                                     RpcMessage message) {
        return switch (message) {
            case RpcMessage.Request request -> {
                try {
                    if (request.method().equals("initialize")) {
                        throw RpcException.invalidRequest("Invalid request: initialize comes alone");
                    }
                    yield methods.result(new Call(http, response, request, version))
                            .map(result -> RpcAnswers.result(request.id(), result));
                } catch (RpcException e) {
                    yield Optional.of(RpcAnswers.error(request.id(), e));
                }
            }
            case RpcMessage.Malformed(Optional<JsonNode> id, String why) -> {
                RpcException error = RpcException.invalidRequest("Invalid request: " + why);
                yield Optional.of(id.map(known -> RpcAnswers.error(known, error))
                        .orElseGet(() -> RpcAnswers.error(error)));
            }
            case RpcMessage.Notification notification -> {
                take(http, notification);
                yield Optional.empty();
            }
            case RpcMessage.Response _ -> Optional.empty();
        };
    }

    /** Of those that are sent here, one means something. */
    private void take(ServerRequest http, RpcMessage.Notification notification) {
        if (notification.method().equals("notifications/cancelled")) {
            running.cancel(Caller.of(http).owner(), Call.session(http), notification.params().path("requestId"));
        }
    }

    private static void send(ServerRequest http, ServerResponse response, int status, JsonNode message) {
        response.status(Status.create(status));
        Json.make(http, response, () -> message);
    }
}
