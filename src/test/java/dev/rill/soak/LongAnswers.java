package dev.rill.soak;

import dev.rill.server.EventStream;
import dev.rill.server.EventStream.Event;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;

/** Answers that take minutes, at the server's own deadlines, while everything else goes on. */
final class LongAnswers {
    static final String TWELVE_MINUTES = "an answer of 12 minutes";
    static final String WITHOUT_END = "a chunk every 5 s for ever";

    private final int port;
    private final Upstreams upstreams;
    private final Tally tally;

    LongAnswers(int port, Upstreams upstreams, Tally tally) {
        this.port = port;
        this.upstreams = upstreams;
        this.tally = tally;
    }

    /** An answer of twelve minutes that keeps flowing completes. */
    CompletableFuture<String> twelveMinutes() {
        return start(TWELVE_MINUTES, Upstream.lasting("a delta a second", 720, Duration.ofSeconds(1),
                "complete"), Duration.ofMinutes(12), Duration.ofMinutes(13));
    }

    /** A chunk every five seconds for ever is ended by the deadline of the whole answer. */
    CompletableFuture<String> withoutEnd() {
        return start(WITHOUT_END, Upstream.lasting("a chunk every 5 s", 1000, Duration.ofSeconds(5),
                "MODEL_DEADLINE"), Duration.ofMinutes(29), Duration.ofMinutes(31));
    }

    private CompletableFuture<String> start(String kind, Upstream upstream, Duration least, Duration most) {
        CompletableFuture<String> result = new CompletableFuture<>();
        Thread.ofVirtual().name(kind).start(() -> {
            try {
                result.complete(run(kind, upstream, least, most));
            } catch (Exception | AssertionError e) {
                tally.violation(kind, e.toString());
                result.complete(kind + ": " + e);
            }
        });
        return result;
    }

    private String run(String kind, Upstream upstream, Duration least, Duration most) throws IOException {
        String threadId = "long-" + kind.replace(' ', '-');
        Turn turn = new Turn(port, threadId, new Random(1), kind, upstream, upstreams, tally);
        long asked = System.nanoTime();
        try (EventStream stream = turn.ask(false)) {
            List<Event> seen = stream.rest();
            Duration took = Duration.ofNanos(System.nanoTime() - asked);
            turn.require(!seen.isEmpty(), "the stream was cut");
            turn.judge(Readers.messageId(seen), seen);
            turn.require(took.compareTo(least) >= 0 && took.compareTo(most) <= 0, "it took " + took);
            turn.call("DELETE", "/threads/" + threadId);
            return kind + ": " + HistoryChecker.ending(seen) + " after " + took.toSeconds() + " s, " + seen.size()
                    + " events";
        } finally {
            upstreams.forget(turn.question());
        }
    }
}
