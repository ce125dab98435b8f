package dev.rill.wire.rill;

import dev.rill.chat.Answer;
import dev.rill.chat.Conversations;
import dev.rill.chat.Conversations.Asked;
import dev.rill.chat.Question;
import dev.rill.http.access.Caller;
import dev.rill.http.access.TokenBudget;
import dev.rill.http.body.ChatBody;
import dev.rill.http.body.RequestBodies;
import dev.rill.http.connection.WatchedConnection;
import dev.rill.http.problem.Problem;
import dev.rill.http.problem.ProblemCode;
import dev.rill.http.response.FrameSink;
import dev.rill.http.response.Json;
import dev.rill.live.LiveStream;
import dev.rill.live.LiveStreams.Opening;
import dev.rill.stream.StreamEvent;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** Asking: {@code POST /chat} and {@code POST /chat/stream}. The request's thread does the work. */
public final class ChatRoutes implements HttpService {
    private static final Duration RETRY_SOON = Duration.ofSeconds(1);

    private final RequestBodies bodies;
    private final Conversations conversations;
    private final Replays replays;
    private final EarlierAnswers earlier;
    private final TokenBudget budget;
    private final Clock clock;

    public ChatRoutes(RequestBodies bodies, Conversations conversations, Replays replays, TokenBudget budget,
                      Clock clock) {
        this.bodies = bodies;
        this.conversations = conversations;
        this.replays = replays;
        this.earlier = new EarlierAnswers(conversations);
        this.budget = budget;
        this.clock = clock;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.post("/chat", this::chat).post("/chat/stream", this::stream);
    }

    private void stream(ServerRequest request, ServerResponse response) {
        FrameSink.requireAccepted(request);
        requireInTime(request);
        Question question = question(request, bodies.chatStream(request), Repetition.ofStream(request));
        switch (ask(request, response, question)) {
            case Asked.Accepted(Answer accepted) -> {
                try (Answer answer = accepted) {
                    LiveStream stream = answer.stream();
                    FrameSink sink = response.sink(FrameSink.TYPE);
                    stream.connect(sink);
                    sink.whileOpen(request, stream::clientGone, answer::run);
                }
            }
            case Asked.Before before -> replay(request, response, before);
            case Asked.KeyTaken _ -> throw Repetition.keyTaken().exception();
            case Asked.Refused refused -> throw refusal(refused.why()).exception();
        }
    }

    private void replay(ServerRequest request, ServerResponse response, Asked.Before before) {
        LiveStream stream = before.stream().orElseThrow(() -> Problem.of(ProblemCode.STREAM_GONE,
                "This was asked before, and its stream can no longer be replayed; the thread has the answer")
                .withMessageId(before.messageId()).exception());
        if (!Replays.begins(stream)) {
            throw Problem.of(ProblemCode.STORE_UNAVAILABLE, "The same question was refused a moment ago; try again")
                    .withRetryAfter(RETRY_SOON).exception();
        }
        replays.send(request, response, stream, Replays.lastEventId(request).orElse(0));
    }

    private void chat(ServerRequest request, ServerResponse response) {
        requireInTime(request);
        Question question = question(request, bodies.chat(request), Repetition.ofWhole(request));
        switch (ask(request, response, question)) {
            case Asked.Accepted(Answer accepted) -> answer(request, response, accepted);
            case Asked.Before before -> Json.send(response, earlier.await(request, question, before));
            case Asked.KeyTaken _ -> throw Repetition.keyTaken().exception();
            case Asked.Refused refused -> throw refusal(refused.why()).exception();
        }
    }

    private void answer(ServerRequest request, ServerResponse response, Answer accepted) {
        Answer.Ended ended;
        try (Answer answer = accepted;
                WatchedConnection.Watch _ = WatchedConnection.of(request)
                        .watch(request, answer.stream()::clientGone)) {
            answer.stream().connectSilently();
            ended = answer.run();
        }
        switch (ended.end()) {
            case StreamEvent.Complete complete -> Json.send(response, WholeAnswer.json(complete.threadId(),
                    complete.messageId(), clock.instant(), ended.text(), Optional.of(complete.finishReason()),
                    ended.sources(), ended.usage()));
            case StreamEvent.Failed failed -> throw problem(failed).exception();
            case StreamEvent.Cancelled cancelled -> {
                switch (cancelled.reason()) {
                    case CLIENT_GONE -> throw new CloseConnectionException("the client left");
                    case STOPPED -> throw Problem.of(ProblemCode.STREAM_GONE,
                            "The answer was stopped; what there is of it is in the thread").exception();
                }
            }
        }
    }

    /**
     * Before the body is read, so that a refusal costs next to nothing. What may have been asked before may be there, and
     * is looked for.
     */
    private void requireInTime(ServerRequest request) {
        if (conversations.behind() && !Repetition.possible(request)) {
            throw refusal(new Opening.Behind()).exception();
        }
    }

    private static Question question(ServerRequest request, ChatBody body, Question.Repeat repeat) {
        return new Question(Caller.of(request).owner(), body.threadId(), body.message(), body.systemMessage(),
                body.continueOnDisconnect(), repeat);
    }

    private Asked ask(ServerRequest request, ServerResponse response, Question question) {
        Optional<Asked> before = conversations.before(question);
        if (before.isPresent()) {
            return before.get();
        }
        budget.exhausted(question.owner(), response.headers()).ifPresent(problem -> {
            throw problem.exception();
        });
        return conversations.ask(question);
    }

    private static Problem refusal(Opening why) {
        return switch (why) {
            case Opening.ThreadBusy busy -> Problem.of(ProblemCode.THREAD_BUSY,
                    "An answer is still running in this thread").withMessageId(busy.messageId());
            case Opening.TooManyStreams full -> Problem.of(ProblemCode.TOO_MANY_STREAMS, full.ofUser()
                    ? "You have as many answers running as are allowed at once"
                    : "As many answers are running as this server takes at once").withRetryAfter(RETRY_SOON);
            case Opening.Behind _ -> Problem.of(ProblemCode.TOO_MANY_STREAMS,
                    "The server is behind with the questions it has taken; try again soon").withRetryAfter(RETRY_SOON);
            case Opening.Draining _ -> Problem.of(ProblemCode.DRAINING, "The server is shutting down; try again soon")
                    .withRetryAfter(RETRY_SOON);
            case Opening.Opened _, Opening.Known _ -> throw new IllegalStateException("that is no refusal");
        };
    }

    private static Problem problem(StreamEvent.Failed failed) {
        Problem problem = Problem.of(ProblemCode.of(failed.code()), failed.error());
        return failed.retryAfter().isPresent()
                ? problem.withRetryAfter(Duration.of(failed.retryAfter().getAsLong(), ChronoUnit.MILLIS)) : problem;
    }
}
