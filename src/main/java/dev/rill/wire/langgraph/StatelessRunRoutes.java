package dev.rill.wire.langgraph;

import dev.rill.chat.Answer;
import dev.rill.chat.Conversations.Asked;
import dev.rill.chat.Question;
import dev.rill.chat.UnstoredQuestion;
import dev.rill.chat.WorkflowContext.Turn;
import dev.rill.http.access.Caller;
import dev.rill.http.body.RequestBodies;
import dev.rill.http.paths.Route;
import dev.rill.http.paths.Routes;
import dev.rill.http.response.FrameSink;
import dev.rill.http.response.Json;
import dev.rill.stream.StreamEvent;
import dev.rill.threads.MessageStatus;
import dev.rill.wire.Answers;
import dev.rill.wire.Asking;
import dev.rill.wire.ProtocolContext;
import dev.rill.wire.QuestionCheck;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.node.ObjectNode;

/** Runs without a thread: the messages before the question are its history, and nothing is stored. */
final class StatelessRunRoutes implements Routes {
    private final RequestBodies bodies;
    private final QuestionCheck check;
    private final Asking asking;
    private final RunStreams streams;

    StatelessRunRoutes(ProtocolContext context, RunStreams streams) {
        this.bodies = context.bodies();
        this.check = new QuestionCheck(bodies);
        this.asking = new Asking(context, LangGraphProtocol.NAME);
        this.streams = streams;
    }

    @Override
    public List<Route> routes() {
        return List.of(
                LangGraphProtocol.route("/runs/stream")
                        .post(this::stream),
                LangGraphProtocol.route("/runs/wait")
                        .post(this::await));
    }

    private void stream(ServerRequest request, ServerResponse response) {
        FrameSink.requireAccepted(request);
        asking.requireInTime();
        RunBody body = RunBody.of(bodies.read(request));
        UnstoredQuestion question = question(Caller.of(request), body);
        switch (asking.ask(response, question)) {
            case Asked.Accepted(Answer answer) ->
                    streams.stream(request, response, answer, body.modes(), messages(question, body));
            case Asked refused -> throw Asking.refusal(refused).exception();
        }
    }

    private void await(ServerRequest request, ServerResponse response) {
        asking.requireInTime();
        RunBody body = RunBody.of(bodies.read(request));
        UnstoredQuestion question = question(Caller.of(request), body);
        switch (asking.ask(response, question)) {
            case Asked.Accepted(Answer answer) -> {
                String runId = answer.stream().identity().messageId();
                response.headers().set(HeaderNames.CONTENT_LOCATION, "/runs/" + runId);
                List<ObjectNode> messages = new ArrayList<>(messages(question, body));
                Answer.Ended ended = Answers.whole(request, answer);
                switch (ended.end()) {
                    case StreamEvent.Failed failed -> Json.send(response, Runs.error(failed));
                    case StreamEvent.Complete complete -> {
                        messages.add(Messages.ai(runId, ended.text(), ended.sources(), ended.usage(),
                                Optional.of(complete.finishReason()), MessageStatus.COMPLETE));
                        Json.send(response, Messages.values(messages));
                    }
                    case StreamEvent.Cancelled _ -> {
                        messages.add(Messages.ai(runId, ended.text(), ended.sources(), ended.usage(),
                                Optional.empty(), MessageStatus.CANCELLED));
                        Json.send(response, Messages.values(messages));
                    }
                }
            }
            case Asked refused -> throw Asking.refusal(refused).exception();
        }
    }

    private UnstoredQuestion question(Caller caller, RunBody body) {
        Input input = body.input().orElseThrow(
                () -> Refusals.invalid("input has to be {\"messages\": […]} with one message of the user"));
        check.checked(new Question(caller.owner(), caller.reader(), "stateless", input.question(), body.systemMessage(),
                false));
        return new UnstoredQuestion(caller.owner(), caller.reader(), input.question(), body.systemMessage(),
                input.before());
    }

    /** What the client sent, as it is seen in the state. */
    private static List<ObjectNode> messages(UnstoredQuestion question, RunBody body) {
        List<ObjectNode> messages = new ArrayList<>();
        for (Turn turn : question.before()) {
            messages.add(Messages.human(UUID.randomUUID().toString(), turn.question()));
            if (!turn.answer().isEmpty()) {
                messages.add(Messages.ai(UUID.randomUUID().toString(), turn.answer(), List.of(), Optional.empty(),
                        Optional.empty(), MessageStatus.COMPLETE));
            }
        }
        String id = body.input().map(Input::id).filter(own -> !own.isEmpty()).orElse(UUID.randomUUID().toString());
        messages.add(Messages.human(id, question.message()));
        return messages;
    }
}
