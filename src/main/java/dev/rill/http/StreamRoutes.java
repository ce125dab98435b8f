package dev.rill.http;

import dev.rill.http.access.Caller;
import dev.rill.http.problem.Problem;
import dev.rill.http.problem.ProblemCode;
import dev.rill.stream.EventLog;
import dev.rill.stream.LiveStream;
import dev.rill.stream.LiveStreams;
import dev.rill.stream.StreamTimes;
import dev.rill.stream.StreamViewer;
import dev.rill.stream.Watchdog;
import dev.rill.threads.ThreadStore;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.Optional;
import tools.jackson.databind.node.JsonNodeFactory;

/** Resuming and stopping: {@code GET} and {@code DELETE /chat/stream/{messageId}}. */
public final class StreamRoutes implements HttpService {
    private static final HeaderName LAST_EVENT_ID = HeaderNames.create("Last-Event-ID");
    private static final String PATH = "/chat/stream/{messageId}";
    private static final int MAX_ID_DIGITS = 18;

    private final LiveStreams streams;
    private final ThreadStore store;
    private final StreamTimes times;
    private final Watchdog watchdog;

    public StreamRoutes(LiveStreams streams, ThreadStore store, StreamTimes times, Watchdog watchdog) {
        this.streams = streams;
        this.store = store;
        this.times = times;
        this.watchdog = watchdog;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get(PATH, this::resume).delete(PATH, this::stop);
    }

    private void resume(ServerRequest request, ServerResponse response) {
        FrameSink.requireAccepted(request);
        LiveStream stream = streams.find(Caller.of(request).owner(), messageId(request))
                .orElseThrow(() -> unknown().exception());
        long after = lastEventId(request);
        if (after > stream.log().lastId()) {
            throw Problem.of(ProblemCode.INVALID_REQUEST, "This stream has sent no event " + after).exception();
        }
        switch (stream.log().peek(after)) {
            case EventLog.Read.End _ -> response.status(Status.NO_CONTENT_204).send();
            case EventLog.Read.Gone _ -> throw Problem.of(ProblemCode.STREAM_GONE,
                    "The events after " + after + " are no longer held; the thread has the answer").exception();
            case EventLog.Read.Frames frames -> follow(request, response, stream, frames, after);
            case EventLog.Read.Nothing nothing -> follow(request, response, stream, nothing, after);
        }
    }

    private void follow(ServerRequest request, ServerResponse response, LiveStream stream, EventLog.Read first,
                        long after) {
        FrameSink sink = response.sink(FrameSink.TYPE);
        StreamViewer viewer = new StreamViewer(stream, sink, times, watchdog);
        sink.whileOpen(request, viewer::clientGone, () -> viewer.run(first, after));
    }

    private void stop(ServerRequest request, ServerResponse response) {
        String messageId = messageId(request);
        String owner = Caller.of(request).owner();
        String status = switch (streams.stop(owner, messageId)) {
            case STOPPING -> {
                response.status(Status.ACCEPTED_202);
                yield "stopping";
            }
            case ALREADY_ENDED -> "ended";
            case UNKNOWN -> {
                // it may have ended so long ago that only its thread knows of it
                if (!store.hasEnded(owner, messageId)) {
                    throw unknown().exception();
                }
                yield "ended";
            }
        };
        Json.send(response, JsonNodeFactory.instance.objectNode().put("messageId", messageId).put("status", status));
    }

    private static long lastEventId(ServerRequest request) {
        Optional<String> given = request.headers().first(LAST_EVENT_ID)
                .or(() -> request.query().first("lastEventId").asOptional());
        if (given.isEmpty()) {
            return 0;
        }
        String text = given.get();
        if (text.isEmpty() || text.length() > MAX_ID_DIGITS || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw Problem.of(ProblemCode.INVALID_REQUEST, "Last-Event-ID has to be the number of an event").exception();
        }
        return Long.parseLong(text);
    }

    private static String messageId(ServerRequest request) {
        return request.path().pathParameters().get("messageId");
    }

    private static Problem unknown() {
        return Problem.of(ProblemCode.NOT_FOUND, "There is no such stream, or it can no longer be replayed");
    }
}
