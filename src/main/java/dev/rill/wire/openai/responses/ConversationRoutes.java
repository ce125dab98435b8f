package dev.rill.wire.openai.responses;

import dev.rill.chat.MessageIds;
import dev.rill.http.access.Caller;
import dev.rill.http.body.RequestBodies;
import dev.rill.http.paths.Access;
import dev.rill.http.paths.Route;
import dev.rill.http.paths.Routes;
import dev.rill.http.problem.Problem;
import dev.rill.http.response.Json;
import dev.rill.live.LiveStreams;
import dev.rill.threads.ThreadMessage;
import dev.rill.threads.ThreadStore;
import dev.rill.threads.ThreadSummary;
import dev.rill.wire.Members;
import dev.rill.wire.ProtocolContext;
import dev.rill.wire.openai.api.OpenAiErrors;
import dev.rill.wire.openai.responses.request.GivenItems;
import dev.rill.wire.openai.responses.request.Metadata;
import dev.rill.wire.openai.responses.request.ResponseIds;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Conversations: threads, as OpenAI's clients make and delete them. */
final class ConversationRoutes implements Routes {
    private final RequestBodies bodies;
    private final ThreadStore store;
    private final LiveStreams streams;
    private final Clock clock;

    ConversationRoutes(ProtocolContext context) {
        this.bodies = context.bodies();
        this.store = context.store();
        this.streams = context.streams();
        this.clock = context.clock();
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.of("/v1/conversations", Access.USER).post(this::create).refusing(OpenAiErrors.FORM),
                Route.of("/v1/conversations/{id}", Access.USER).get(this::get).post(this::update).delete(this::delete)
                        .refusing(OpenAiErrors.FORM));
    }

    private void create(ServerRequest request, ServerResponse response) {
        JsonNode body = hasBody(request) ? Members.object(bodies.read(request)) : Json.object();
        Optional<ObjectNode> metadata = Metadata.of(body);
        List<ThreadMessage> items = GivenItems.of(body, clock, false);
        String owner = Caller.of(request).owner();
        String id = ResponseIds.conversation(MessageIds.next(clock));
        ThreadSummary made = store.create(owner, id, Optional.empty(), metadata.map(ObjectNode::toString),
                clock.instant());
        if (!items.isEmpty()) {
            store.append(owner, id, items, clock.instant());
        }
        Json.send(request, response, json(made));
    }

    /** The libraries send none where nothing is given. */
    private static boolean hasBody(ServerRequest request) {
        return request.content().hasEntity() && !request.headers().first(HeaderNames.CONTENT_LENGTH)
                .filter("0"::equals).isPresent();
    }

    private void get(ServerRequest request, ServerResponse response) {
        Json.send(request, response, json(find(store, request)));
    }

    private void update(ServerRequest request, ServerResponse response) {
        ObjectNode metadata = Metadata.of(Members.object(bodies.read(request))).orElseGet(Json::object);
        ThreadSummary now = store.update(Caller.of(request).owner(), id(request), Optional.empty(),
                Optional.of(metadata.toString())).orElseThrow(() -> unknown(request));
        Json.send(request, response, json(now));
    }

    private void delete(ServerRequest request, ServerResponse response) {
        String owner = Caller.of(request).owner();
        streams.forgetThread(owner, id(request));
        if (!store.delete(owner, id(request))) {
            throw unknown(request);
        }
        Json.send(request, response, Json.object().put("id", id(request)).put("object", "conversation.deleted")
                .put("deleted", true));
    }

    static ThreadSummary find(ThreadStore store, ServerRequest request) {
        return store.find(Caller.of(request).owner(), id(request)).orElseThrow(() -> unknown(request));
    }

    static ObjectNode json(ThreadSummary thread) {
        ObjectNode json = Json.object().put("id", thread.threadId()).put("object", "conversation")
                .put("created_at", thread.createdAt().getEpochSecond());
        json.set("metadata", Metadata.stored(thread.metadata()));
        return json;
    }

    static String id(ServerRequest request) {
        return request.path().pathParameters().get("id");
    }

    static RuntimeException unknown(ServerRequest request) {
        return OpenAiErrors.notFound("", "Conversation with id '" + Problem.shown(id(request)) + "' not found");
    }
}
