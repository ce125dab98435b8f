package dev.rill.wire.agui;

import dev.rill.chat.Answer;
import dev.rill.chat.Conversations.Asked;
import dev.rill.chat.Question;
import dev.rill.http.access.Caller;
import dev.rill.http.body.RequestBodies;
import dev.rill.http.paths.Access;
import dev.rill.http.paths.Route;
import dev.rill.http.paths.Routes;
import dev.rill.http.response.FrameSink;
import dev.rill.wire.Answers;
import dev.rill.wire.Asking;
import dev.rill.wire.DocumentLinks;
import dev.rill.wire.ProtocolContext;
import dev.rill.wire.QuestionCheck;
import dev.rill.wire.SourceList;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** {@code POST /ag-ui}: a run is a question and its answer. */
final class RunRoutes implements Routes {
    private final RequestBodies bodies;
    private final QuestionCheck check;
    private final Asking asking;
    private final boolean listing;

    RunRoutes(ProtocolContext context) {
        bodies = context.bodies();
        check = new QuestionCheck(bodies);
        asking = new Asking(context, AgUiProtocol.NAME);
        listing = context.sourcesInText().contains(AgUiProtocol.NAME);
    }

    @Override
    public List<Route> routes() {
        return List.of(Route.of("/ag-ui", Access.USER).post(this::run).refusing(new RunErrors()));
    }

    private void run(ServerRequest request, ServerResponse response) {
        FrameSink.requireAccepted(request);
        asking.requireInTime();
        JsonNode input = bodies.read(request);
        Question question = check.checked(RunInput.question(input, Caller.of(request).owner(),
                Caller.of(request).reader()));
        switch (asking.ask(response, question)) {
            case Asked.Accepted(Answer answer) ->
                    Answers.stream(request, response, answer, new AgUiEncoder(RunInput.runId(input),
                            SourceList.where(listing, DocumentLinks.of(request))));
            case Asked refused -> throw Asking.refusal(refused).exception();
        }
    }
}
