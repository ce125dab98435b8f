package dev.rill.wire;

import dev.rill.chat.Answer;
import dev.rill.chat.Conversations.Asked;
import dev.rill.http.connection.WatchedConnection;
import dev.rill.http.response.FrameSink;
import dev.rill.live.LiveStream;
import dev.rill.stream.EventEncoder;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/** Runs an answer that has been accepted, on the request's thread, for the client that asked. Stateless. */
public final class Answers {
    private static final System.Logger LOGGER = System.getLogger(Answers.class.getName());

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
     * @return what became of the question; an answer that was accepted runs, and is not the caller's to run
     */
    public static Asked inBackground(Supplier<Asked> asking) {
        CompletableFuture<Asked> asked = new CompletableFuture<>();
        Thread.ofVirtual().name("background-answer").start(() -> {
            try {
                Asked what = asking.get();
                asked.complete(what);
                if (what instanceof Asked.Accepted(Answer accepted)) {
                    try (Answer answer = accepted) {
                        answer.run();
                    }
                }
            } catch (RuntimeException | Error e) {
                if (!asked.completeExceptionally(e)) {
                    LOGGER.log(System.Logger.Level.ERROR, "An answer in the background failed", e);
                }
            }
        });
        try {
            return asked.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException refused ? refused : e;
        }
    }

    /** Waits for the whole of it, of which nothing has been sent then. */
    public static Answer.Ended whole(ServerRequest request, Answer accepted) {
        try (Answer answer = accepted;
                WatchedConnection.Watch _ = WatchedConnection.of(request)
                        .watch(request, answer.stream()::clientGone)) {
            answer.stream().connectSilently();
            return answer.run();
        }
    }
}
