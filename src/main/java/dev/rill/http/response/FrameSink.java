package dev.rill.http.response;

import dev.rill.http.connection.ClientWrites;
import dev.rill.http.connection.WatchedConnection;
import dev.rill.http.problem.Problem;
import dev.rill.http.problem.ProblemCode;
import dev.rill.live.EventOutput;
import io.helidon.common.GenericType;
import io.helidon.common.media.type.MediaTypes;
import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.sse.SseEvent;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.helidon.webserver.http.spi.SinkProviderContext;
import io.helidon.webserver.sse.SseSink;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * A sink for frames that are encoded already: one write and one flush for as many as there are. Written to by one
 * thread at a time; closed by the request's thread, which closes the response.
 */
public final class FrameSink implements SseSink, EventOutput {
    public static final GenericType<FrameSink> TYPE = GenericType.create(FrameSink.class);

    private static final Header EVENT_STREAM = HeaderValues.createCached(HeaderNames.CONTENT_TYPE,
            "text/event-stream");
    private static final Header NO_CACHE = HeaderValues.createCached(HeaderNames.CACHE_CONTROL, "no-cache");
    private static final Header NO_BUFFERING = HeaderValues.createCached("X-Accel-Buffering", "no");

    private final OutputStream out;
    private final Runnable closeResponse;
    private final WatchedConnection connection;
    private final ClientWrites writes;

    FrameSink(SinkProviderContext context) {
        ServerResponse response = context.serverResponse();
        describe(response);
        connection = WatchedConnection.of(context.serverRequest());
        writes = connection.writes(context.serverRequest());
        out = response.outputStream();
        closeResponse = context.closeRunnable();
    }

    /** Sets the headers of a stream, which is one of events unless another type is set. */
    public static void describe(ServerResponse response) {
        response.headers().setIfAbsent(EVENT_STREAM).set(NO_CACHE).set(NO_BUFFERING);
    }

    /** Refuses a request whose Accept does not allow event streams. */
    public static void requireAccepted(ServerRequest request) {
        if (!request.headers().isAccepted(MediaTypes.TEXT_EVENT_STREAM)) {
            throw Problem.of(ProblemCode.NOT_ACCEPTABLE, "The answer is text/event-stream").exception();
        }
    }

    /**
     * Does the work while the connection is watched, and closes the response.
     *
     * @param onGone called from another thread when the client leaves
     */
    public void whileOpen(ServerRequest request, Runnable onGone, Runnable work) {
        try (WatchedConnection.Watch _ = connection.watch(request, onGone)) {
            work.run();
            try {
                close();
            } catch (RuntimeException e) {
                throw new CloseConnectionException("the client left", e);
            }
        } finally {
            connection.written(request);
        }
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        writes.enter();
        try {
            out.write(bytes, offset, length);
            out.flush();
        } finally {
            writes.leave();
        }
    }

    @Override
    public void begin() throws IOException {
        writes.enter();
        try {
            connection.sendHead(out);
        } finally {
            writes.leave();
        }
    }

    @Override
    public void abort() {
        Thread.ofVirtual().name("abort").start(connection::abort);
    }

    /** For callers that hold an event and not its frame. */
    @Override
    public FrameSink emit(SseEvent event) {
        StringBuilder frame = new StringBuilder();
        event.comment().ifPresent(text -> field(frame, "", text));
        event.id().ifPresent(id -> field(frame, "id", id));
        event.name().ifPresent(name -> field(frame, "event", name));
        if (event.data() != SseEvent.NO_DATA) {
            field(frame, "data", String.valueOf(event.data()));
        }
        byte[] bytes = frame.append('\n').toString().getBytes(StandardCharsets.UTF_8);
        try {
            write(bytes, 0, bytes.length);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    @Override
    public void close() {
        try {
            writes.enter();
            try {
                out.close();
            } finally {
                writes.leave();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        closeResponse.run();
    }

    private static void field(StringBuilder frame, String name, String value) {
        for (String line : value.split("\r\n|\r|\n", -1)) {
            frame.append(name).append(": ").append(line).append('\n');
        }
    }
}
