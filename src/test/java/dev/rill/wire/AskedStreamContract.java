package dev.rill.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rill.http.RawHttp;
import dev.rill.launch.Guard;
import dev.rill.model.fake.Answer;
import dev.rill.model.fake.Effect;
import dev.rill.model.fake.FakeModel;
import dev.rill.model.fake.Gate;
import dev.rill.model.fake.Script;
import dev.rill.server.FrameStream;
import dev.rill.server.TestServer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What holds of a stream in whatever protocol it is asked for, over real sockets. */
abstract class AskedStreamContract<D extends AskingDialect> {
    static final Script SEARCH = Answer.toolCall("search_documents", "{\"query\":\"how to stop an answer\"}");

    final D dialect;
    final FakeModel model = FakeModel.start();
    final TestServer server;

    AskedStreamContract(D dialect) {
        this.dialect = dialect;
        this.server = TestServer.start(model, Map.of("RILL_KEEP_ALIVE", "PT0.2S", "RILL_WRITE_STALL_TIMEOUT", "PT2S"),
                dialect.protocols());
    }

    @AfterEach
    void close() {
        server.close();
        model.close();
    }

    @Test
    void anAnswerWithASearchComesInItsOrderAndEndsOnce() throws Exception {
        model.enqueue(SEARCH, Answer.words("You stop it with DELETE [1]. \"Ümläut\" \\ 🎉\n\n```\ncode\n```\n"));
        try (FrameStream stream = ask(false)) {
            assertEquals(200, stream.status());
            List<String> frames = rest(stream);
            assertEquals("complete", dialect.end(frames));
            assertEquals("You stop it with DELETE [1]. \"Ümläut\" \\ 🎉\n\n```\ncode\n```\n", dialect.text(frames));
            assertKept(Map.of("status", "complete", "content", dialect.text(frames)));
        }
    }

    @Test
    void aTokenIsThereBeforeTheNextLeavesTheModel() throws Exception {
        Gate gate = new Gate();
        model.enqueue(Answer.of("one", "two", "three").withGate(gate));
        try (FrameStream stream = ask(false)) {
            List<String> frames = new ArrayList<>();
            String text = "";
            for (String token : List.of("one", "two", "three")) {
                gate.release(1);
                text += token;
                until(stream, frames, text);
            }
            gate.open();
            frames.addAll(rest(stream));
            assertEquals("complete", dialect.end(frames));
        }
    }

    @Test
    void aModelThatFailsBeforeTheFirstTokenOrAfterSomeEndsTheStreamWithAnError() throws IOException {
        model.enqueue(Script.status(401), Answer.of("a", "b").withFaultAfter(1, Effect.fin()));
        try (FrameStream stream = ask(false)) {
            assertEquals("error", dialect.end(rest(stream)));
        }
        try (FrameStream stream = ask(false)) {
            List<String> frames = rest(stream);
            assertEquals("error", dialect.end(frames));
            assertEquals("a", dialect.text(frames));
        }
    }

    @Test
    void aStopEndsTheStreamAndTheModel() throws Exception {
        model.enqueue(Answer.of("one ", "two").withFaultAfter(1, Effect.silence()));
        try (FrameStream stream = ask(false)) {
            List<String> frames = new ArrayList<>();
            until(stream, frames, "one ");
            assertEquals(202, stop(dialect.messageId(frames.getFirst())));
            frames.addAll(rest(stream));
            assertEquals("cancelled", dialect.end(frames));
            upstreamCloses();
        }
        assertKept(Map.of("status", "cancelled"));
    }

    @Test
    void aClientThatLeavesStopsTheModel() throws Exception {
        model.enqueue(Answer.of("one ", "two").withFaultAfter(1, Effect.silence()));
        try (FrameStream stream = ask(false)) {
            until(stream, new ArrayList<>(), "one ");
        }
        upstreamCloses();
        assertKept(Map.of("status", "cancelled", "content", "one "));
    }

    @Test
    void aClientThatStopsReadingIsCutAndTheModelStops() throws Exception {
        model.enqueue(much());
        try (FrameStream stream = ask(false)) {
            assertEquals(200, stream.status());
            upstreamCloses();
            assertKept(Map.of("status", "error", "errorCode", "SLOW_READER"));
        }
    }

    @Test
    void aSilentStreamIsKeptAlive() throws Exception {
        Gate gate = new Gate();
        model.enqueue(Answer.of("late").withGate(gate));
        try (FrameStream stream = ask(false)) {
            List<String> frames = new ArrayList<>(awaitKeepAlives(stream));
            gate.open();
            frames.addAll(rest(stream));
            assertEquals("complete", dialect.end(frames));
        }
    }

    @Test
    void manyAtOnceAreKeptApart() throws Exception {
        Gate gate = new Gate();
        for (int i = 0; i < 20; i++) {
            model.enqueue(Answer.words("a b c d e f g h").withGate(gate));
        }
        List<FrameStream> streams = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            streams.add(dialect.ask(server.port(), "t" + i, "Count", false));
        }
        gate.open();
        for (FrameStream stream : streams) {
            List<String> frames = rest(stream);
            assertEquals("complete", dialect.end(frames));
            assertEquals("a b c d e f g h", dialect.text(frames));
            stream.close();
        }
    }

    /** What became of the one answer that was asked for, by members of its message in the thread {@code t}. */
    abstract void assertKept(Map<String, String> members) throws Exception;

    FrameStream ask(boolean goOn) throws IOException {
        return dialect.ask(server.port(), "t", "How do I stop an answer?", goOn);
    }

    int stop(String messageId) throws IOException {
        return RawHttp.call(server.port(), "DELETE", "/chat/stream/" + messageId).status();
    }

    List<String> rest(FrameStream stream) throws IOException {
        return rest(stream, dialect);
    }

    static List<String> rest(FrameStream stream, AskingDialect spoken) throws IOException {
        List<String> frames = new ArrayList<>(stream.rest());
        frames.removeIf(spoken::isKeepAlive);
        return frames;
    }

    /** Reads until the frames make up a text. */
    void until(FrameStream stream, List<String> frames, String text) throws IOException {
        while (!dialect.text(frames).equals(text)) {
            String frame = stream.next().orElseThrow(() -> new AssertionError("ended: " + frames));
            if (!dialect.isKeepAlive(frame)) {
                frames.add(frame);
            }
        }
    }

    /** What came beside them. */
    List<String> awaitKeepAlives(FrameStream stream) throws IOException {
        List<String> frames = new ArrayList<>();
        int seen = 0;
        while (seen < 3) {
            String frame = stream.next().orElseThrow(() -> new AssertionError("the stream ended"));
            if (dialect.isKeepAlive(frame)) {
                seen++;
            } else {
                frames.add(frame);
            }
        }
        return frames;
    }

    void upstreamCloses() throws Exception {
        model.takeRequest().connection().closed().get(Guard.SECONDS, TimeUnit.SECONDS);
    }

    static Answer much() {
        return Answer.of(Collections.nCopies(45, "x".repeat(20_000)).toArray(String[]::new));
    }
}
