package dev.rill.wire.rill;

import dev.rill.http.access.Caller;
import dev.rill.http.paths.Access;
import dev.rill.http.paths.Route;
import dev.rill.http.paths.Routes;
import dev.rill.http.problem.Problem;
import dev.rill.http.problem.ProblemCode;
import dev.rill.http.response.FrameSink;
import dev.rill.http.response.Json;
import dev.rill.live.LiveStreams;
import dev.rill.live.ReadableStream;
import dev.rill.threads.ThreadStore;
import dev.rill.wire.Elsewhere;
import dev.rill.wire.ProtocolContext;
import dev.rill.wire.Replays;
import dev.rill.wire.StreamFinder;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.List;
import tools.jackson.databind.node.JsonNodeFactory;

/** Resuming and stopping: {@code GET} and {@code DELETE /chat/stream/{messageId}}. */
final class StreamRoutes implements Routes {
    private final LiveStreams streams;
    private final ThreadStore store;
    private final Replays replays;
    private final Elsewhere elsewhere;
    private final StreamFinder finder;

    StreamRoutes(ProtocolContext context) {
        this.streams = context.streams();
        this.store = context.store();
        this.replays = new Replays(context);
        this.elsewhere = new Elsewhere(context);
        this.finder = new StreamFinder(context);
    }

    @Override
    public List<Route> routes() {
        return List.of(Route.of("/chat/stream/{messageId}", Access.USER).get(this::resume).delete(this::stop));
    }

    private void resume(ServerRequest request, ServerResponse response) {
        FrameSink.requireAccepted(request);
        ReadableStream stream = finder.find(Caller.of(request).owner(), messageId(request))
                .orElseThrow(() -> notHere(request).exception());
        long after = Replays.lastEventId(request).orElseGet(() -> request.query().first("lastEventId").asOptional()
                .map(Replays::number).orElse(0L));
        replays.send(request, response, stream, after);
    }

    private void stop(ServerRequest request, ServerResponse response) {
        String messageId = messageId(request);
        String owner = Caller.of(request).owner();
        String status = switch (streams.stop(owner, messageId)) {
            case STOPPING -> {
                response.status(Status.ACCEPTED_202);
                yield "stopping";
            }
            case ALREADY_ENDED -> "ended";
            case UNKNOWN -> {
                if (elsewhere.stop(owner, messageId)) {
                    response.status(Status.ACCEPTED_202);
                    yield "stopping";
                }
                // it may have ended so long ago that only its thread knows of it
                if (!store.hasEnded(owner, messageId)) {
                    throw unknown().exception();
                }
                yield "ended";
            }
        };
        Json.send(response, JsonNodeFactory.instance.objectNode().put("messageId", messageId).put("status", status));
    }

    private static String messageId(ServerRequest request) {
        return request.path().pathParameters().get("messageId");
    }

    private Problem notHere(ServerRequest request) {
        return elsewhere.problem(Caller.of(request).owner(), messageId(request)).orElseGet(StreamRoutes::unknown);
    }

    private static Problem unknown() {
        return Problem.of(ProblemCode.NOT_FOUND, "There is no such stream, or it can no longer be replayed");
    }
}
