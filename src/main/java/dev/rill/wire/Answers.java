package dev.rill.wire;

import dev.rill.chat.Answer;
import dev.rill.chat.Conversations.Asked;
import dev.rill.http.connection.WatchedConnection;
import dev.rill.http.response.FrameSink;
import dev.rill.live.LiveStream;
import dev.rill.live.ReadableStream;
import dev.rill.stream.EventEncoder;
import dev.rill.stream.StreamEvent;
import dev.rill.trace.Trace;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Runs an answer that has been accepted, on the request's thread, for the client that asked. Stateless. */
public final class Answers {
    private static final System.Logger LOGGER = System.getLogger(Answers.class.getName());
    /** How soon it is seen that a client has left who waits for another's answer. */
    private static final long LOOK_MILLIS = 500;

    private Answers() {
    }

    /** Streams it in the log's own form; blocks until it has ended. */
    public static void stream(ServerRequest request, ServerResponse response, Answer accepted) {
        stream(request, response, accepted, LiveStream::connect);
    }

    /** Streams it in another form. Headers of the response that belong to the form are the caller's to set, before. */
    public static void stream(ServerRequest request, ServerResponse response, Answer accepted, EventEncoder encoder) {
        stream(request, response, accepted, (stream, client) -> stream.connect(client, encoder));
    }

    private static void stream(ServerRequest request, ServerResponse response, Answer accepted,
                               BiConsumer<LiveStream, FrameSink> connect) {
        try (Answer answer = accepted) {
            LiveStream stream = answer.stream();
            FrameSink sink = response.sink(FrameSink.TYPE);
            connect.accept(stream, sink);
            sink.whileOpen(request, stream::clientGone, answer::run);
        }
    }

    /**
     * Asks on a thread of its own, which goes on with the answer; nobody is sent it. The question has to be one that
     * goes on without its client.
     *
     * @param asking called on the thread that runs what is accepted
     * @param taken  the same, before it runs
     * @return what became of the question; an answer that was accepted runs, and is not the caller's to run
     */
    public static Asked inBackground(Supplier<Asked> asking, Consumer<Answer> taken) {
        CompletableFuture<Asked> asked = new CompletableFuture<>();
        Thread.ofVirtual().name("background-answer").start(Trace.carry(() -> {
            try {
                Asked what = asking.get();
                if (what instanceof Asked.Accepted(Answer accepted)) {
                    try (Answer answer = accepted) {
                        taken.accept(answer);
                        asked.complete(what);
                        answer.run();
                    }
                } else {
                    asked.complete(what);
                }
            } catch (RuntimeException | Error e) {
                if (!asked.completeExceptionally(e)) {
                    LOGGER.log(System.Logger.Level.ERROR, "An answer in the background failed", e);
                }
            }
        }));
        try {
            return asked.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CloseConnectionException("the server is closing", e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException refused ? refused
                    : new IllegalStateException("the question could not be asked", e.getCause());
        }
    }

    /**
     * Waits for the whole of it, of which nothing has been sent then.
     *
     * @throws CloseConnectionException where nobody waits for it any more: it was cancelled for that
     */
    public static Answer.Ended whole(ServerRequest request, Answer accepted) {
        try (Answer answer = accepted;
                WatchedConnection.Watch _ = WatchedConnection.of(request)
                        .watch(request, answer.stream()::clientGone)) {
            answer.stream().connectSilently();
            Answer.Ended ended = answer.run();
            if (ended.end() instanceof StreamEvent.Cancelled cancelled
                    && cancelled.reason() == StreamEvent.CancelReason.CLIENT_GONE) {
                throw new CloseConnectionException("the client left");
            }
            return ended;
        }
    }

    /**
     * Waits for the end of an answer that another thread writes.
     *
     * @param leaving done when the client leaves, from another thread
     * @throws CloseConnectionException where it has left before
     */
    public static void awaitEnd(ServerRequest request, ReadableStream stream, Runnable leaving) {
        AtomicBoolean gone = new AtomicBoolean();
        try (WatchedConnection.Watch _ = WatchedConnection.of(request).watch(request, () -> {
            gone.set(true);
            leaving.run();
        })) {
            while (!stream.log().ended() && !gone.get()) {
                stream.log().await(stream.log().lastId(), LOOK_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (!stream.log().ended()) {
            throw new CloseConnectionException("the client left");
        }
    }
}
