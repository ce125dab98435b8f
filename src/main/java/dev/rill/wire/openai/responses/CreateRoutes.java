package dev.rill.wire.openai.responses;

import dev.rill.chat.Answer;
import dev.rill.chat.Conversations.Asked;
import dev.rill.http.access.Caller;
import dev.rill.http.body.RequestBodies;
import dev.rill.http.paths.Access;
import dev.rill.http.paths.Route;
import dev.rill.http.paths.Routes;
import dev.rill.http.response.Json;
import dev.rill.live.LiveStream;
import dev.rill.retrieval.GuardedDocuments;
import dev.rill.stream.StreamEvent;
import dev.rill.threads.ThreadStore;
import dev.rill.wire.Answers;
import dev.rill.wire.Asking;
import dev.rill.wire.IdempotencyKey;
import dev.rill.wire.ProtocolContext;
import dev.rill.wire.TextLimits;
import dev.rill.wire.openai.api.OpenAiErrors;
import dev.rill.wire.openai.responses.request.ResponseRequest;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.List;
import java.util.Optional;

/** {@code POST /v1/responses}: streamed, whole, and in the background. */
final class CreateRoutes implements Routes {
    private final RequestBodies bodies;
    private final Asking asking;
    private final ResponseAsking places;
    private final KnownResponses known;
    private final ThreadStore store;
    private final EarlierResponses earlier;
    private final GuardedDocuments documents;
    private final TextLimits limits;

    CreateRoutes(ProtocolContext context, Asking asking, KnownResponses known) {
        this.bodies = context.bodies();
        this.asking = asking;
        this.places = new ResponseAsking(context, asking, known);
        this.known = known;
        this.store = context.store();
        this.earlier = new EarlierResponses(context, known);
        this.documents = context.documents();
        this.limits = context.limits();
    }

    @Override
    public List<Route> routes() {
        return List.of(Route.of("/v1/responses", Access.USER).post(this::create).refusing(OpenAiErrors.FORM));
    }

    private void create(ServerRequest request, ServerResponse response) {
        if (!IdempotencyKey.in(request)) { // what was asked before is looked for
            asking.requireInTime();
        }
        String owner = Caller.of(request).owner();
        Optional<IdempotencyKey> key = IdempotencyKey.of(request);
        ResponseRequest asked = ResponseRequest.of(bodies.read(request), owner, Caller.of(request).reader(), limits,
                id -> store.message(owner, id), key);
        if (asked.parameters().background() && !asked.streamed()) {
            background(request, response, asked);
            return;
        }
        switch (places.ask(response, asked)) {
            case Asked.Accepted(Answer answer) -> {
                known.remember(answer.stream(), asked.parameters());
                if (asked.streamed()) {
                    Answers.stream(request, response, answer, new ResponseEncoder(
                            known.beginning(answer.stream(), view(request))));
                } else {
                    whole(request, response, answer);
                }
            }
            case Asked.Before before -> earlier.send(request, response, asked, before);
            case Asked refused -> throw Asking.refusal(refused).exception();
        }
    }

    private void background(ServerRequest request, ServerResponse response, ResponseRequest asked) {
        Asked outcome = Answers.inBackground(() -> places.ask(response, asked),
                answer -> known.remember(answer.stream(), asked.parameters()));
        switch (outcome) {
            case Asked.Accepted(Answer answer) -> Json.send(request, response,
                    known.beginning(answer.stream(), view(request)).json());
            case Asked.Before before -> earlier.send(request, response, asked, before);
            case Asked refused -> throw Asking.refusal(refused).exception();
        }
    }

    private void whole(ServerRequest request, ServerResponse response, Answer answer) {
        StreamEvent.Terminal end = Answers.whole(request, answer).end();
        switch (end) {
            case StreamEvent.Complete _, StreamEvent.Cancelled _ -> send(request, response, answer.stream(), end);
            case StreamEvent.Failed failed -> throw Asking.failure(failed).exception();
        }
    }

    private void send(ServerRequest request, ServerResponse response, LiveStream stream, StreamEvent.Terminal end) {
        ResponseView view = view(request);
        ResponseProgress progress = known.now(stream, view).orElseGet(() -> {
            ResponseProgress ended = known.beginning(stream, view);
            ended.take(end, ResponseListener.NONE);
            return ended;
        });
        Json.send(request, response, progress.json());
    }

    private ResponseView view(ServerRequest request) {
        return ResponseView.of(request, documents, false);
    }
}
