package dev.rill.wire.openai.chat;

import dev.rill.chat.Answer;
import dev.rill.chat.Conversations.Asked;
import dev.rill.http.access.Caller;
import dev.rill.http.body.RequestBodies;
import dev.rill.http.paths.Access;
import dev.rill.http.paths.Route;
import dev.rill.http.paths.Routes;
import dev.rill.http.problem.Problem;
import dev.rill.http.problem.ProblemCode;
import dev.rill.http.response.Json;
import dev.rill.stream.StreamEvent;
import dev.rill.wire.Answers;
import dev.rill.wire.Asking;
import dev.rill.wire.DocumentLinks;
import dev.rill.wire.ProtocolContext;
import dev.rill.wire.SourceList;
import dev.rill.wire.TextLimits;
import dev.rill.wire.openai.api.OpenAiErrors;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.time.Clock;
import java.util.List;

/** {@code POST /v1/chat/completions}, streamed and whole. The request's thread does the work. */
public final class CompletionRoutes implements Routes {
    /** As it is set. */
    private static final String NAME = "completions";

    private final RequestBodies bodies;
    private final Asking asking;
    private final TextLimits limits;
    private final Clock clock;
    private final boolean listing;

    /** @param protocol its name */
    public CompletionRoutes(ProtocolContext context, String protocol) {
        this.bodies = context.bodies();
        this.asking = new Asking(context, protocol);
        this.limits = context.limits();
        this.clock = context.clock();
        this.listing = context.sourcesInText().contains(NAME);
    }

    @Override
    public List<Route> routes() {
        return List.of(Route.of("/v1/chat/completions", Access.USER).post(this::complete).refusing(OpenAiErrors.FORM));
    }

    private void complete(ServerRequest request, ServerResponse response) {
        asking.requireInTime();
        CompletionRequest asked = CompletionRequest.of(bodies.read(request), Caller.of(request).owner(),
                Caller.of(request).reader(), limits);
        DocumentLinks links = DocumentLinks.of(request);
        SourceList list = SourceList.where(listing, links);
        switch (asking.ask(response, asked.question())) {
            case Asked.Accepted(Answer answer) -> {
                if (asked.streamed()) {
                    Answers.stream(request, response, answer, new CompletionEncoder(asked.usageWanted(), links,
                            list));
                } else {
                    send(request, response, Answers.whole(request, answer), links, list);
                }
            }
            case Asked refused -> throw Asking.refusal(refused).exception();
        }
    }

    private void send(ServerRequest request, ServerResponse response, Answer.Ended ended, DocumentLinks links,
                      SourceList list) {
        switch (ended.end()) {
            case StreamEvent.Complete complete ->
                    Json.send(request, response, Completion.whole(complete, clock.instant(), links, list));
            case StreamEvent.Failed failed -> throw Asking.failure(failed).exception();
            case StreamEvent.Cancelled _ ->
                    throw Problem.of(ProblemCode.STREAM_GONE, "The answer was stopped").exception();
        }
    }
}
