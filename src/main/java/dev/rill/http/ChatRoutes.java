package dev.rill.http;

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
import dev.rill.stream.LiveStream;
import dev.rill.stream.LiveStreams.Opening;
import dev.rill.stream.StreamEvent;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Asking: {@code POST /chat} and {@code POST /chat/stream}. The request's thread does the work. */
public final class ChatRoutes implements HttpService {
    private static final Duration RETRY_SOON = Duration.ofSeconds(1);

    private final RequestBodies bodies;
    private final Conversations conversations;
    private final TokenBudget budget;
    private final Clock clock;

    public ChatRoutes(RequestBodies bodies, Conversations conversations, TokenBudget budget, Clock clock) {
        this.bodies = bodies;
        this.conversations = conversations;
        this.budget = budget;
        this.clock = clock;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.post("/chat", this::chat).post("/chat/stream", this::stream);
    }

    private void stream(ServerRequest request, ServerResponse response) {
        FrameSink.requireAccepted(request);
        ChatBody body = bodies.chatStream(request);
        try (Answer answer = ask(request, response, body)) {
            LiveStream stream = answer.stream();
            FrameSink sink = response.sink(FrameSink.TYPE);
            stream.connect(sink);
            sink.whileOpen(request, stream::clientGone, answer::run);
        }
    }

    private void chat(ServerRequest request, ServerResponse response) {
        ChatBody body = bodies.chat(request);
        Answer.Ended ended;
        try (Answer answer = ask(request, response, body);
                WatchedConnection.Watch _ = WatchedConnection.of(request)
                        .watch(request, answer.stream()::clientGone)) {
            answer.stream().connectSilently();
            ended = answer.run();
        }
        switch (ended.end()) {
            case StreamEvent.Complete complete -> Json.send(response, answer(complete, ended));
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

    private Answer ask(ServerRequest request, ServerResponse response, ChatBody body) {
        String owner = Caller.of(request).owner();
        budget.exhausted(owner, response.headers()).ifPresent(problem -> {
            throw problem.exception();
        });
        Question question = new Question(owner, body.threadId(), body.message(),
                body.systemMessage(), body.continueOnDisconnect());
        return switch (conversations.ask(question)) {
            case Asked.Accepted accepted -> accepted.answer();
            case Asked.Refused refused -> throw refusal(refused.why()).exception();
        };
    }

    private static Problem refusal(Opening why) {
        return switch (why) {
            case Opening.ThreadBusy busy -> Problem.of(ProblemCode.THREAD_BUSY,
                    "An answer is still running in this thread").withMessageId(busy.messageId());
            case Opening.TooManyStreams full -> Problem.of(ProblemCode.TOO_MANY_STREAMS, full.ofUser()
                    ? "You have as many answers running as are allowed at once"
                    : "As many answers are running as this server takes at once").withRetryAfter(RETRY_SOON);
            case Opening.Draining _ -> Problem.of(ProblemCode.DRAINING, "The server is shutting down; try again soon")
                    .withRetryAfter(RETRY_SOON);
            case Opening.Opened _ -> throw new IllegalStateException("an opened stream is not refused");
        };
    }

    private static Problem problem(StreamEvent.Failed failed) {
        Problem problem = Problem.of(ProblemCode.of(failed.code()), failed.error());
        return failed.retryAfter().isPresent()
                ? problem.withRetryAfter(Duration.of(failed.retryAfter().getAsLong(), ChronoUnit.MILLIS)) : problem;
    }

    private ObjectNode answer(StreamEvent.Complete complete, Answer.Ended ended) {
        ObjectNode json = JsonNodeFactory.instance.objectNode()
                .put("answer", ended.text())
                .put("threadId", complete.threadId())
                .put("messageId", complete.messageId())
                .put("timestamp", Json.timestamp(clock.instant()))
                .put("finishReason", complete.finishReason().word());
        ArrayNode sources = json.putArray("sources");
        ended.sources().forEach(source -> sources.add(Json.source(source)));
        ended.usage().ifPresent(usage -> json.set("usage", Json.usage(usage)));
        return json;
    }
}
