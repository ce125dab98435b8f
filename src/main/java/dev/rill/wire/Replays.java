package dev.rill.wire;

import dev.rill.http.access.Caller;
import dev.rill.http.problem.Problem;
import dev.rill.http.problem.ProblemCode;
import dev.rill.http.response.Body;
import dev.rill.http.response.FrameSink;
import dev.rill.live.EventLog;
import dev.rill.live.ReadableStream;
import dev.rill.live.StreamHistory;
import dev.rill.live.StreamTimes;
import dev.rill.live.StreamViewer;
import dev.rill.live.Watchdog;
import dev.rill.retrieval.DocumentLibrary;
import dev.rill.retrieval.GuardedDocuments;
import dev.rill.stream.ErrorCode;
import dev.rill.stream.EventEncoder;
import dev.rill.stream.StreamEvent;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.function.Function;

/** Sends a stream again to a client that did not start it, and then what comes. Any thread. */
public final class Replays {
    /** Names the event after which a client resumes. */
    public static final HeaderName LAST_EVENT_ID = HeaderNames.create("Last-Event-ID");
    private static final int MAX_ID_DIGITS = 18;
    private static final long TO_BEGIN_MILLIS = Duration.ofSeconds(20).toMillis();

    private final StreamTimes times;
    private final Watchdog watchdog;
    private final GuardedDocuments documents;

    public Replays(ProtocolContext context) {
        this.times = context.times();
        this.watchdog = context.watchdog();
        this.documents = context.documents();
    }

    /** The event after which a client resumes; empty where it says none. */
    public static OptionalLong lastEventId(ServerRequest request) {
        if (request.headers().contains(LAST_EVENT_ID)) {
            return OptionalLong.of(number(request.headers().get(LAST_EVENT_ID).get()));
        }
        return OptionalLong.empty();
    }

    public static long number(String text) {
        if (text.isEmpty() || text.length() > MAX_ID_DIGITS || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw Problem.of(ProblemCode.INVALID_REQUEST, "Last-Event-ID has to be the number of an event").exception();
        }
        return Long.parseLong(text);
    }

    /**
     * Answers with what follows an event, in the log's own form; blocks until the stream has ended or the client has
     * left.
     */
    public void send(ServerRequest request, ServerResponse response, ReadableStream stream, long after) {
        if (after > stream.log().lastId() && !mayBeBehind(stream)) {
            throw Problem.of(ProblemCode.INVALID_REQUEST, "This stream has sent no event " + after).exception();
        }
        send(request, response, stream, after, sink -> new StreamViewer(stream, sink, times, watchdog), () -> { });
    }

    /** Whether its client may have seen more than is known here. */
    private static boolean mayBeBehind(ReadableStream stream) {
        return stream.isCopy() && (!stream.log().ended() || StreamHistory.end(stream)
                .filter(end -> end instanceof StreamEvent.Failed failed && failed.code() == ErrorCode.INTERRUPTED)
                .isPresent());
    }

    /**
     * Answers with what follows a frame, in another form, which is made anew from the first event on; blocks likewise.
     *
     * @param has how many frames the client has
     */
    public void send(ServerRequest request, ServerResponse response, ReadableStream stream, EventEncoder encoder,
                     long has) {
        send(request, response, stream, encoder, has, () -> { });
    }

    /** @param leaving done beside when the client leaves, from another thread */
    public void send(ServerRequest request, ServerResponse response, ReadableStream stream, EventEncoder encoder,
                     long has, Runnable leaving) {
        send(request, response, stream, 0,
                sink -> new StreamViewer(stream, sink, encoder, has, times, watchdog), leaving);
    }

    private void send(ServerRequest request, ServerResponse response, ReadableStream stream, long after,
                      Function<FrameSink, StreamViewer> viewer, Runnable leaving) {
        DocumentLibrary seen = documents.seenBy(Caller.of(request).reader());
        if (!seen.shown(stream.log().cited()).equals(stream.log().cited())) {
            throw Problem.of(ProblemCode.STREAM_GONE,
                    "This stream cites what you may no longer read; the thread has the answer")
                    .withMessageId(stream.identity().messageId()).exception();
        }
        switch (stream.log().peek(after)) {
            case EventLog.Read.End _ when after >= stream.log().lastId() && mayBeBehind(stream) ->
                    follow(request, response, viewer, new EventLog.Read.Nothing(), after, leaving);
            case EventLog.Read.End _ -> response.status(Status.NO_CONTENT_204).send();
            case EventLog.Read.Gone _ -> throw Problem.of(ProblemCode.STREAM_GONE,
                    "The events after " + after + " are no longer held; the thread has the answer")
                    .withMessageId(stream.identity().messageId()).exception();
            case EventLog.Read.Frames frames -> follow(request, response, viewer, frames, after, leaving);
            case EventLog.Read.Nothing nothing -> follow(request, response, viewer, nothing, after, leaving);
        }
    }

    /** Waits for the first event of a stream that somebody else starts; false where it will have none. */
    public static boolean begins(ReadableStream stream) {
        try {
            return !(stream.log().await(0, TO_BEGIN_MILLIS) instanceof EventLog.Read.End);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static void follow(ServerRequest request, ServerResponse response,
                               Function<FrameSink, StreamViewer> viewer, EventLog.Read first, long after,
                               Runnable leaving) {
        if (Body.isHead(request)) {
            FrameSink.describe(response);
            Body.sendHead(response);
            return;
        }
        FrameSink sink = response.sink(FrameSink.TYPE);
        StreamViewer looking = viewer.apply(sink);
        sink.whileOpen(request, () -> {
            looking.clientGone();
            leaving.run();
        }, () -> looking.run(first, after));
    }
}
