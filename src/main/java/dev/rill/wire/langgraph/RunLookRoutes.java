package dev.rill.wire.langgraph;

import dev.rill.http.access.Caller;
import dev.rill.http.body.RequestBodies;
import dev.rill.http.paths.Route;
import dev.rill.http.paths.Routes;
import dev.rill.http.problem.Problem;
import dev.rill.http.problem.ProblemCode;
import dev.rill.http.response.FrameSink;
import dev.rill.http.response.Json;
import dev.rill.http.response.QueryParameters;
import dev.rill.live.LiveStream;
import dev.rill.live.LiveStreams;
import dev.rill.live.ReadableStream;
import dev.rill.stream.Cancellation.Reason;
import dev.rill.threads.MessageStatus;
import dev.rill.threads.ThreadMessage;
import dev.rill.wire.Answers;
import dev.rill.wire.Elsewhere;
import dev.rill.wire.Members;
import dev.rill.wire.ProtocolContext;
import dev.rill.wire.Replays;
import dev.rill.wire.StreamFinder;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Runs that there are: looked at, joined, cancelled. Any thread. */
final class RunLookRoutes implements Routes {
    private static final int MOST_MODES = 20;
    private static final int WORD_CHARS = 40;

    private final RequestBodies bodies;
    private final LiveStreams live;
    private final Threads threads;
    private final Runs runs;
    private final RunStreams streams;
    private final StreamFinder finder;
    private final Elsewhere elsewhere;

    RunLookRoutes(ProtocolContext context, RunStreams streams) {
        this.bodies = context.bodies();
        this.live = context.streams();
        this.threads = new Threads(context);
        this.runs = new Runs(context.store(), live);
        this.streams = streams;
        this.finder = new StreamFinder(context);
        this.elsewhere = new Elsewhere(context);
    }

    @Override
    public List<Route> routes() {
        String one = "/threads/{threadId}/runs/{runId}";
        return List.of(
                LangGraphProtocol.route(one).get(this::get),
                LangGraphProtocol.route(one + "/join").get(this::join),
                LangGraphProtocol.route(one + "/stream").get(this::stream),
                LangGraphProtocol.route(one + "/cancel").post(this::cancel),
                LangGraphProtocol.route("/runs/cancel")
                        .post(this::cancelMany));
    }

    private void get(ServerRequest request, ServerResponse response) {
        String owner = Caller.of(request).owner();
        String threadId = Threads.id(request);
        Json.send(request, response, runs.json(owner, threadId, runs.require(owner, threadId, id(request))));
    }

    /** Waits for its end. */
    private void join(ServerRequest request, ServerResponse response) {
        String owner = Caller.of(request).owner();
        String threadId = Threads.id(request);
        String runId = id(request);
        runs.require(owner, threadId, runId);
        Optional<ReadableStream> found = look(owner, threadId, runId);
        found.ifPresent(stream -> Answers.awaitEnd(request, stream, leaving(request, stream)));
        if (found.isEmpty()) {
            elsewhere.requireNot(owner, runId);
        }
        ThreadMessage ended = runs.require(owner, threadId, runId);
        Json.make(request, response, () -> ended.status() == MessageStatus.ERROR
                ? Runs.error(ended.errorCode(), "The run failed")
                : new States(threads.require(Caller.of(request), threadId)).latest().get("values"));
    }

    private void stream(ServerRequest request, ServerResponse response) {
        FrameSink.requireAccepted(request);
        String owner = Caller.of(request).owner();
        String threadId = Threads.id(request);
        String runId = id(request);
        Optional<ReadableStream> found = look(owner, threadId, runId);
        if (found.isEmpty()) {
            runs.require(owner, threadId, runId);
            elsewhere.requireNot(owner, runId);
        }
        ReadableStream stream = found.filter(Replays::begins).orElseThrow(() -> Problem.of(ProblemCode.STREAM_GONE,
                "The run can no longer be streamed; the thread's state has its answer").exception());
        List<String> asked = QueryParameters.texts(request, "stream_mode", MOST_MODES, WORD_CHARS);
        streams.look(request, response, stream,
                asked.isEmpty() ? Optional.empty() : Optional.of(StreamModes.of(asked.stream())),
                leaving(request, stream));
    }

    /** What happens to a run when a client that looks at it leaves. */
    private static Runnable leaving(ServerRequest request, ReadableStream stream) {
        boolean cancels = flag(request, "cancel_on_disconnect");
        return () -> {
            if (cancels && stream instanceof LiveStream here) {
                here.cancellation().cancel(Reason.CLIENT_GONE);
            }
        };
    }

    private void cancel(ServerRequest request, ServerResponse response) {
        String owner = Caller.of(request).owner();
        String threadId = Threads.id(request);
        String runId = id(request);
        boolean rollback = rollback(request);
        Optional<LiveStream> stream = stream(owner, threadId, runId);
        boolean ended = stream.map(running -> !stop(running, rollback))
                .orElseGet(() -> !elsewhere.stop(owner, runId, rollback));
        if (ended) {
            runs.require(owner, threadId, runId);
            if (rollback) {
                throw Problem.of(ProblemCode.INVALID_REQUEST, "The run has ended and stays in its thread")
                        .withStatus(Status.CONFLICT_409.code()).exception();
            }
        }
        boolean waits = flag(request, "wait");
        if (waits && stream.isPresent()) {
            Answers.awaitEnd(request, stream.get(), () -> { });
        }
        response.status(waits ? Status.NO_CONTENT_204 : Status.ACCEPTED_202).send();
    }

    private void cancelMany(ServerRequest request, ServerResponse response) {
        String owner = Caller.of(request).owner();
        boolean rollback = rollback(request);
        JsonNode body = Members.object(bodies.read(request));
        String threadId = Members.text(body, "thread_id").orElse("");
        JsonNode runs = Members.array(body, "run_ids");
        List<LiveStream> meant = runs.isArray()
                ? runs.valueStream().map(id -> id.stringValue(""))
                        .flatMap(id -> live.find(owner, id).stream()).toList()
                : live.running().stream().filter(stream -> stream.identity().owner().equals(owner)).toList();
        meant.stream().filter(stream -> threadId.isEmpty() || stream.identity().threadId().equals(threadId))
                .forEach(stream -> stop(stream, rollback));
        response.status(Status.NO_CONTENT_204).send();
    }

    /** @return false where it has ended */
    private static boolean stop(LiveStream stream, boolean rollback) {
        return stream.cancellation().cancel(rollback ? Reason.ROLLED_BACK : Reason.STOPPED) || !stream.log().ended();
    }

    private static boolean rollback(ServerRequest request) {
        return switch (QueryParameters.text(request, "action", WORD_CHARS).orElse("interrupt")) {
            case "interrupt" -> false;
            case "rollback" -> true;
            default -> throw Refusals.invalid("action has to be interrupt or rollback");
        };
    }

    private static boolean flag(ServerRequest request, String name) {
        return QueryParameters.text(request, name, WORD_CHARS).filter(word -> word.equals("1")
                || word.equalsIgnoreCase("true")).isPresent();
    }

    private Optional<ReadableStream> look(String owner, String threadId, String runId) {
        return finder.find(owner, runId).filter(stream -> stream.identity().threadId().equals(threadId));
    }

    private Optional<LiveStream> stream(String owner, String threadId, String runId) {
        return live.find(owner, runId).filter(stream -> stream.identity().threadId().equals(threadId));
    }

    private static String id(ServerRequest request) {
        return request.path().pathParameters().get("runId");
    }
}
