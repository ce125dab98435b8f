package dev.rill.wire.rill;

import dev.rill.chat.Answer;
import dev.rill.chat.Conversations.Asked;
import dev.rill.chat.Question;
import dev.rill.http.access.Caller;
import dev.rill.http.body.BodySchema;
import dev.rill.http.body.RequestBodies;
import dev.rill.http.paths.Access;
import dev.rill.http.paths.Route;
import dev.rill.http.paths.Routes;
import dev.rill.http.problem.Problem;
import dev.rill.http.problem.ProblemCode;
import dev.rill.http.response.FrameSink;
import dev.rill.http.response.Json;
import dev.rill.live.ReadableStream;
import dev.rill.stream.StreamEvent;
import dev.rill.wire.Answers;
import dev.rill.wire.Asking;
import dev.rill.wire.Elsewhere;
import dev.rill.wire.ProtocolContext;
import dev.rill.wire.Replays;
import dev.rill.wire.StreamFinder;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** Asking: {@code POST /chat} and {@code POST /chat/stream}. The request's thread does the work. */
final class ChatRoutes implements Routes {

    private final RequestBodies bodies;
    private final BodySchema wholeBody;
    private final BodySchema streamedBody;
    private final Asking asking;
    private final Replays replays;
    private final StreamFinder finder;
    private final EarlierAnswers earlier;
    private final Elsewhere elsewhere;
    private final Clock clock;

    ChatRoutes(ProtocolContext context) {
        this.bodies = context.bodies();
        this.wholeBody = bodies.schema(QuestionBody.WHOLE);
        this.streamedBody = bodies.schema(QuestionBody.STREAMED);
        this.asking = new Asking(context, RillProtocol.NAME);
        this.replays = new Replays(context);
        this.finder = new StreamFinder(context);
        this.elsewhere = new Elsewhere(context);
        this.earlier = new EarlierAnswers(context);
        this.clock = context.clock();
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.of("/chat", Access.USER).post(this::chat),
                Route.of("/chat/stream", Access.USER).post(this::stream));
    }

    private void stream(ServerRequest request, ServerResponse response) {
        FrameSink.requireAccepted(request);
        requireInTime(request);
        Question question = QuestionBody.question(bodies.read(request, streamedBody), Caller.of(request).owner(),
                Caller.of(request).reader(), Repetition.ofStream(request));
        switch (asking.ask(response, question)) {
            case Asked.Accepted(Answer answer) -> Answers.stream(request, response, answer);
            case Asked.Before before -> replay(request, response, before);
            case Asked refused -> throw Asking.refusal(refused).exception();
        }
    }

    private void replay(ServerRequest request, ServerResponse response, Asked.Before before) {
        String owner = Caller.of(request).owner();
        Optional<ReadableStream> found = finder.find(owner, before);
        if (found.isEmpty()) {
            elsewhere.requireNot(owner, before.messageId());
        }
        ReadableStream stream = found.orElseThrow(() -> Problem.of(ProblemCode.STREAM_GONE,
                "This was asked before, and its stream can no longer be replayed; the thread has the answer")
                .withMessageId(before.messageId()).exception());
        if (!Replays.begins(stream)) {
            throw Asking.refusedBefore().exception();
        }
        replays.send(request, response, stream, Replays.lastEventId(request).orElse(0));
    }

    private void chat(ServerRequest request, ServerResponse response) {
        requireInTime(request);
        Question question = QuestionBody.question(bodies.read(request, wholeBody), Caller.of(request).owner(),
                Caller.of(request).reader(), Repetition.ofWhole(request));
        switch (asking.ask(response, question)) {
            case Asked.Accepted(Answer answer) -> send(request, response, Answers.whole(request, answer));
            case Asked.Before before -> Json.send(request, response, earlier.await(request, question, before));
            case Asked refused -> throw Asking.refusal(refused).exception();
        }
    }

    private void send(ServerRequest request, ServerResponse response, Answer.Ended ended) {
        switch (ended.end()) {
            case StreamEvent.Complete complete -> Json.send(request, response, WholeAnswer.json(complete.threadId(),
                    complete.messageId(), clock.instant(), ended.text(), Optional.of(complete.finishReason()),
                    ended.sources(), ended.usage()));
            case StreamEvent.Failed failed -> throw Asking.failure(failed).exception();
            case StreamEvent.Cancelled _ -> throw Problem.of(ProblemCode.STREAM_GONE,
                    "The answer was stopped; what there is of it is in the thread").exception();
        }
    }

    /** What may have been asked before may be there, and is looked for. */
    private void requireInTime(ServerRequest request) {
        if (!Repetition.possible(request)) {
            asking.requireInTime();
        }
    }
}
