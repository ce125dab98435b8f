package dev.rill.wire.openai.responses;

import dev.rill.http.access.Caller;
import dev.rill.http.body.RequestBodies;
import dev.rill.http.paths.Access;
import dev.rill.http.paths.Route;
import dev.rill.http.paths.Routes;
import dev.rill.http.problem.Problem;
import dev.rill.http.problem.ProblemCode;
import dev.rill.http.response.Json;
import dev.rill.live.LiveStreams;
import dev.rill.retrieval.GuardedDocuments;
import dev.rill.threads.ThreadMessage;
import dev.rill.threads.ThreadStore;
import dev.rill.wire.Elsewhere;
import dev.rill.wire.Members;
import dev.rill.wire.ProtocolContext;
import dev.rill.wire.openai.api.OpenAiErrors;
import dev.rill.wire.openai.responses.request.GivenItems;
import dev.rill.wire.openai.responses.request.ResponseIds;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.time.Clock;
import java.util.List;

/** What was said in a conversation. */
final class ConversationItemRoutes implements Routes {
    private final RequestBodies bodies;
    private final ThreadStore store;
    private final LiveStreams streams;
    private final Elsewhere elsewhere;
    private final GuardedDocuments documents;
    private final Clock clock;

    ConversationItemRoutes(ProtocolContext context) {
        this.bodies = context.bodies();
        this.store = context.store();
        this.streams = context.streams();
        this.elsewhere = new Elsewhere(context);
        this.documents = context.documents();
        this.clock = context.clock();
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.of("/v1/conversations/{id}/items", Access.USER).get(this::list).post(this::add)
                        .refusing(OpenAiErrors.FORM),
                Route.of("/v1/conversations/{id}/items/{item}", Access.USER).get(this::get).delete(this::delete)
                        .refusing(OpenAiErrors.FORM));
    }

    private void list(ServerRequest request, ServerResponse response) {
        Json.make(request, response, () -> ItemList.of(request, messages(request), view(request)));
    }

    private void add(ServerRequest request, ServerResponse response) {
        String owner = Caller.of(request).owner();
        String id = ConversationRoutes.id(request);
        List<ThreadMessage> items = GivenItems.of(Members.object(bodies.read(request)), clock, true);
        streams.runningIn(owner, id).or(() -> elsewhere.runningIn(owner, id)).ifPresent(running -> {
            throw Problem.of(ProblemCode.THREAD_BUSY, "An answer is still running in this conversation")
                    .withMessageId(running).exception();
        });
        if (!store.append(owner, id, items, clock.instant())) {
            throw ConversationRoutes.unknown(request);
        }
        Json.send(request, response, ItemList.of(items, false, view(request)));
    }

    private void get(ServerRequest request, ServerResponse response) {
        Json.send(request, response, ItemJson.of(item(request), view(request)));
    }

    private void delete(ServerRequest request, ServerResponse response) {
        String owner = Caller.of(request).owner();
        ThreadMessage item = item(request);
        streams.forget(owner, item.id());
        store.deleteMessages(owner, ConversationRoutes.id(request), List.of(item.id()), false);
        Json.send(request, response, ConversationRoutes.json(ConversationRoutes.find(store, request)));
    }

    private ResponseView view(ServerRequest request) {
        return ResponseView.of(request, documents, false);
    }

    private ThreadMessage item(ServerRequest request) {
        String id = request.path().pathParameters().get("item");
        return messages(request).stream().filter(message -> ResponseIds.message(message.id()).equals(id)).findFirst()
                .orElseThrow(() -> OpenAiErrors.notFound("", "Item with id '" + Problem.shown(id)
                        + "' not found"));
    }

    private List<ThreadMessage> messages(ServerRequest request) {
        return store.messages(Caller.of(request).owner(), ConversationRoutes.id(request))
                .orElseThrow(() -> ConversationRoutes.unknown(request));
    }
}
