package dev.rill.wire.aisdk;

import dev.rill.chat.Answer;
import dev.rill.chat.Conversations.Asked;
import dev.rill.chat.Question;
import dev.rill.http.access.Caller;
import dev.rill.http.body.RequestBodies;
import dev.rill.http.paths.Access;
import dev.rill.http.paths.Route;
import dev.rill.http.paths.Routes;
import dev.rill.http.response.FrameSink;
import dev.rill.live.LiveStreams;
import dev.rill.live.ReadableStream;
import dev.rill.wire.Answers;
import dev.rill.wire.Asking;
import dev.rill.wire.Elsewhere;
import dev.rill.wire.ProtocolContext;
import dev.rill.wire.QuestionCheck;
import dev.rill.wire.Replays;
import dev.rill.wire.StreamFinder;
import io.helidon.http.Header;
import io.helidon.http.HeaderValues;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.List;
import java.util.Optional;

/** Asking in a chat, and resuming and stopping what runs in it. */
final class AiSdkRoutes implements Routes {
    private static final Header VERSION = HeaderValues.createCached("x-vercel-ai-ui-message-stream", "v1");

    private final RequestBodies bodies;
    private final QuestionCheck check;
    private final LiveStreams streams;
    private final Asking asking;
    private final Replays replays;
    private final StreamFinder finder;
    private final Elsewhere elsewhere;

    AiSdkRoutes(ProtocolContext context) {
        bodies = context.bodies();
        check = new QuestionCheck(bodies);
        streams = context.streams();
        asking = new Asking(context, AiSdkProtocol.NAME);
        replays = new Replays(context);
        finder = new StreamFinder(context);
        elsewhere = new Elsewhere(context);
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.of("/api/chat", Access.USER).post(this::ask).refusing(new PlainRefusals()),
                Route.of("/api/chat/{id}/stream", Access.USER).get(this::resume).delete(this::stop)
                        .refusing(new PlainRefusals()));
    }

    private void ask(ServerRequest request, ServerResponse response) {
        FrameSink.requireAccepted(request);
        asking.requireInTime();
        Question question = check.checked(ChatBody.question(bodies.read(request), Caller.of(request).owner(),
                Caller.of(request).reader()));
        switch (asking.ask(response, question)) {
            case Asked.Accepted(Answer answer) -> {
                response.headers().set(VERSION);
                Answers.stream(request, response, answer, new UiMessageEncoder());
            }
            case Asked refused -> throw Asking.refusal(refused).exception();
        }
    }

    private void resume(ServerRequest request, ServerResponse response) {
        FrameSink.requireAccepted(request);
        String owner = Caller.of(request).owner();
        Optional<String> running = running(request, owner);
        Optional<ReadableStream> stream = running.flatMap(messageId -> finder.find(owner, messageId))
                .filter(Replays::begins);
        if (stream.isEmpty()) {
            running.ifPresent(messageId -> elsewhere.requireNot(owner, messageId));
            response.status(Status.NO_CONTENT_204).send();
            return;
        }
        response.headers().set(VERSION);
        replays.send(request, response, stream.get(), new UiMessageEncoder(), 0);
    }

    private void stop(ServerRequest request, ServerResponse response) {
        String owner = Caller.of(request).owner();
        boolean stopping = running(request, owner).filter(messageId ->
                streams.stop(owner, messageId) == LiveStreams.Stop.STOPPING || elsewhere.stop(owner, messageId))
                .isPresent();
        response.status(stopping ? Status.ACCEPTED_202 : Status.NO_CONTENT_204).send();
    }

    /** The answer that is written in the chat, by whichever server. */
    private Optional<String> running(ServerRequest request, String owner) {
        String threadId = request.path().pathParameters().get("id");
        return streams.runningIn(owner, threadId).or(() -> elsewhere.runningIn(owner, threadId));
    }
}
