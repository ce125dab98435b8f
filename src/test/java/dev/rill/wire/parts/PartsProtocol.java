package dev.rill.wire.parts;

import dev.rill.chat.Answer;
import dev.rill.chat.Conversations.Asked;
import dev.rill.chat.Question;
import dev.rill.http.access.Caller;
import dev.rill.http.body.RequestBodies;
import dev.rill.http.paths.Access;
import dev.rill.http.paths.Route;
import dev.rill.http.paths.Routes;
import dev.rill.http.problem.Problem;
import dev.rill.http.problem.ProblemCode;
import dev.rill.http.problem.ProblemForm;
import dev.rill.http.response.Json;
import dev.rill.live.LiveStream;
import dev.rill.live.LiveStreams;
import dev.rill.wire.Answers;
import dev.rill.wire.Asking;
import dev.rill.wire.Protocol;
import dev.rill.wire.ProtocolContext;
import dev.rill.wire.Replays;
import io.helidon.http.HeaderValues;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** {@code POST /parts} and {@code GET /parts/{messageId}}, as a protocol of others would be added. */
public final class PartsProtocol implements Protocol {
    /** {@code {"error":{"code":…,"message":…}}}. */
    private static final ProblemForm REFUSALS = new ProblemForm() {
        @Override
        public String contentType() {
            return "application/json";
        }

        @Override
        public byte[] body(Problem problem, String path) {
            return Json.bytes(Json.object().set("error", Json.object()
                    .put("code", problem.code().name()).put("message", problem.detail())));
        }
    };

    private final RequestBodies bodies;
    private final LiveStreams streams;
    private final Asking asking;
    private final Replays replays;

    public PartsProtocol(ProtocolContext context) {
        bodies = context.bodies();
        streams = context.streams();
        asking = new Asking(context, name());
        replays = new Replays(context);
    }

    @Override
    public String name() {
        return "parts";
    }

    @Override
    public List<Routes> routes() {
        return List.of(this::paths);
    }

    private List<Route> paths() {
        return List.of(
                Route.of("/parts", Access.USER).post(this::ask).refusing(REFUSALS),
                Route.of("/parts/{messageId}", Access.USER).get(this::look).refusing(REFUSALS));
    }

    private void ask(ServerRequest request, ServerResponse response) {
        asking.requireInTime();
        JsonNode body = bodies.read(request);
        Question question = new Question(Caller.of(request).owner(), Caller.of(request).reader(), body.path("chat")
                .asString(""),
                body.path("text").asString(""), Optional.empty(), body.path("goOn").asBoolean(false));
        switch (asking.ask(response, question)) {
            case Asked.Accepted(Answer answer) -> {
                response.headers().set(HeaderValues.create("X-Parts", "v1"));
                Answers.stream(request, response, answer, new PartsEncoder());
            }
            case Asked refused -> throw Asking.refusal(refused).exception();
        }
    }

    /** {@code ?has=N}: after as many of its frames. */
    private void look(ServerRequest request, ServerResponse response) {
        LiveStream stream = streams.find(Caller.of(request).owner(), request.path().pathParameters().get("messageId"))
                .orElseThrow(() -> Problem.of(ProblemCode.NOT_FOUND, "No such parts").exception());
        replays.send(request, response, stream, new PartsEncoder(),
                request.query().first("has").map(Long::parseLong).orElse(0L));
    }
}
