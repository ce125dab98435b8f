package dev.rill.wire.rill;

import dev.rill.http.problem.Problem;
import dev.rill.http.problem.ProblemCode;
import dev.rill.http.response.Body;
import dev.rill.http.response.FrameSink;
import dev.rill.live.EventLog;
import dev.rill.live.LiveStream;
import dev.rill.live.StreamTimes;
import dev.rill.live.StreamViewer;
import dev.rill.live.Watchdog;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.time.Duration;
import java.util.OptionalLong;

/** Sends a stream again, from an event on, to a client that did not start it. Any thread. */
public final class Replays {
    private static final HeaderName LAST_EVENT_ID = HeaderNames.create("Last-Event-ID");
    private static final int MAX_ID_DIGITS = 18;
    private static final long TO_BEGIN_MILLIS = Duration.ofSeconds(20).toMillis();

    private final StreamTimes times;
    private final Watchdog watchdog;

    public Replays(StreamTimes times, Watchdog watchdog) {
        this.times = times;
        this.watchdog = watchdog;
    }

    /** The event after which a client resumes; empty where it says none. */
    static OptionalLong lastEventId(ServerRequest request) {
        if (request.headers().contains(LAST_EVENT_ID)) {
            return OptionalLong.of(number(request.headers().get(LAST_EVENT_ID).get()));
        }
        return OptionalLong.empty();
    }

    static long number(String text) {
        if (text.isEmpty() || text.length() > MAX_ID_DIGITS || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw Problem.of(ProblemCode.INVALID_REQUEST, "Last-Event-ID has to be the number of an event").exception();
        }
        return Long.parseLong(text);
    }

    /** Answers with what follows an event; blocks until the stream has ended or the client has left. */
    void send(ServerRequest request, ServerResponse response, LiveStream stream, long after) {
        if (after > stream.log().lastId()) {
            throw Problem.of(ProblemCode.INVALID_REQUEST, "This stream has sent no event " + after).exception();
        }
        switch (stream.log().peek(after)) {
            case EventLog.Read.End _ -> response.status(Status.NO_CONTENT_204).send();
            case EventLog.Read.Gone _ -> throw Problem.of(ProblemCode.STREAM_GONE,
                    "The events after " + after + " are no longer held; the thread has the answer")
                    .withMessageId(stream.identity().messageId()).exception();
            case EventLog.Read.Frames frames -> follow(request, response, stream, frames, after);
            case EventLog.Read.Nothing nothing -> follow(request, response, stream, nothing, after);
        }
    }

    /** Waits for the first event of a stream that somebody else starts; false where it will have none. */
    static boolean begins(LiveStream stream) {
        try {
            return !(stream.log().await(0, TO_BEGIN_MILLIS) instanceof EventLog.Read.End);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void follow(ServerRequest request, ServerResponse response, LiveStream stream, EventLog.Read first,
                        long after) {
        if (Body.isHead(request)) {
            FrameSink.describe(response);
            Body.sendHead(response);
            return;
        }
        FrameSink sink = response.sink(FrameSink.TYPE);
        StreamViewer viewer = new StreamViewer(stream, sink, times, watchdog);
        sink.whileOpen(request, viewer::clientGone, () -> viewer.run(first, after));
    }
}
