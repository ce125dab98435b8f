package dev.rill.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rill.http.RawHttp;
import dev.rill.launch.Guard;
import dev.rill.model.fake.Answer;
import dev.rill.model.fake.Effect;
import dev.rill.model.fake.FakeModel;
import dev.rill.model.fake.Gate;
import dev.rill.model.fake.Script;
import dev.rill.server.FrameStream;
import dev.rill.server.Polling;
import dev.rill.server.TestServer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What holds of a stream in whatever protocol it is sent, over real sockets. */
abstract class StreamContract {
    private static final Script SEARCH = Answer.toolCall("search_documents", "{\"query\":\"how to stop an answer\"}");

    final Dialect dialect;
    final FakeModel model = FakeModel.start();
    final TestServer server;

    StreamContract(Dialect dialect) {
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
    void anAnswerWithASearchComesInItsOrderAndEndsOnce() throws IOException {
        model.enqueue(SEARCH, Answer.words("You stop it with DELETE [1]. \"Ümläut\" \\ 🎉\n\n```\ncode\n```\n"));
        try (FrameStream stream = ask(false)) {
            assertEquals(200, stream.status());
            List<String> frames = rest(stream);
            assertEquals("complete", dialect.end(frames));
            assertEquals("You stop it with DELETE [1]. \"Ümläut\" \\ 🎉\n\n```\ncode\n```\n", dialect.text(frames));
            assertEquals(dialect.text(frames), stored("content"));
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
        assertEquals("cancelled", stored("status"));
    }

    @Test
    void aClientThatLeavesStopsTheModel() throws Exception {
        model.enqueue(Answer.of("one ", "two").withFaultAfter(1, Effect.silence()));
        try (FrameStream stream = ask(false)) {
            until(stream, new ArrayList<>(), "one ");
        }
        upstreamCloses();
        Polling.until(() -> stored("status").equals("cancelled"));
        assertEquals("one ", stored("content"));
    }

    @Test
    void aViewerBesideAndOneAfterTheEndSeeWhatTheClientSees() throws Exception {
        Gate gate = new Gate();
        model.enqueue(Answer.words("some words and then some more").withGate(gate));
        List<String> asked = new ArrayList<>();
        try (FrameStream stream = ask(false)) {
            gate.release(2);
            until(stream, asked, "some words");
            try (FrameStream beside = dialect.look(server.port(), dialect.messageId(asked.getFirst()), 0)) {
                List<String> seen = new ArrayList<>();
                until(beside, seen, "some words");
                gate.open();
                seen.addAll(rest(beside));
                asked.addAll(rest(stream));
                assertEquals(asked, seen);
            }
        }
        assertEquals("complete", dialect.end(asked));
        try (FrameStream late = dialect.look(server.port(), dialect.messageId(asked.getFirst()), 0)) {
            assertEquals(asked, rest(late));
        }
    }

    @Test
    void whoComesBackAfterAnyFrameGetsTheRestAndNothingTwice() throws Exception {
        model.enqueue(SEARCH, Answer.words("It goes on [1] without its client."));
        List<String> whole;
        try (FrameStream stream = ask(true)) {
            whole = rest(stream);
        }
        assertTrue(whole.size() > 10);
        String messageId = dialect.messageId(whole.getFirst());
        for (int has = 0; has < whole.size(); has++) {
            try (FrameStream again = dialect.look(server.port(), messageId, has)) {
                assertEquals(whole.subList(has, whole.size()), rest(again), "after frame " + has);
            }
        }
    }

    @Test
    void anAnswerThatIsToGoOnDoesSoWithoutItsClientAndIsPickedUp() throws Exception {
        Gate gate = new Gate();
        model.enqueue(Answer.of("one ", "two ", "three ").withGate(gate));
        List<String> seen = new ArrayList<>();
        try (FrameStream stream = ask(true)) {
            gate.release(1);
            until(stream, seen, "one ");
        }
        gate.release(1);
        try (FrameStream again = dialect.look(server.port(), dialect.messageId(seen.getFirst()), seen.size())) {
            until(again, seen, "one two ");
            gate.open();
            seen.addAll(rest(again));
        }
        assertEquals("complete", dialect.end(seen));
        assertEquals("one two three ", dialect.text(seen));
    }

    @Test
    void aClientThatStopsReadingIsCutAndTheModelStops() throws Exception {
        model.enqueue(much());
        try (FrameStream stream = ask(false)) {
            assertEquals(200, stream.status());
            upstreamCloses();
            Polling.until(() -> stored("status").equals("error"));
            assertEquals("SLOW_READER", stored("errorCode"));
        }
    }

    @Test
    void aViewerThatStopsReadingIsCutAndTheStreamGoesOn() throws Exception {
        Gate gate = new Gate();
        model.enqueue(much().withGate(gate));
        try (FrameStream stream = ask(false)) {
            List<String> frames = new ArrayList<>();
            gate.release(1);
            until(stream, frames, "x".repeat(20_000));
            try (FrameStream viewer = dialect.look(server.port(), dialect.messageId(frames.getFirst()), 0)) {
                assertEquals(200, viewer.status());
                gate.open();
                frames.addAll(rest(stream));
                assertEquals("complete", dialect.end(frames));
            }
        }
    }

    @Test
    void aSilentStreamIsKeptAliveForWhoAskedAndForWhoLooksOn() throws Exception {
        Gate gate = new Gate();
        model.enqueue(Answer.of("late").withGate(gate));
        try (FrameStream stream = ask(false)) {
            String first = stream.next().orElseThrow();
            awaitKeepAlives(stream);
            try (FrameStream beside = dialect.look(server.port(), dialect.messageId(first), 1)) {
                awaitKeepAlives(beside);
            }
            gate.open();
            List<String> frames = new ArrayList<>(List.of(first));
            frames.addAll(rest(stream));
            assertEquals("complete", dialect.end(frames));
        }
    }

    @Test
    void aStreamIsSeenInRillsOwnProtocolWhateverItWasBegunIn() throws Exception {
        model.enqueue(SEARCH, Answer.words("The page sees it [1]."));
        List<String> frames;
        try (FrameStream stream = ask(false)) {
            frames = rest(stream);
        }
        Dialect own = new RillDialect();
        try (FrameStream page = own.look(server.port(), dialect.messageId(frames.getFirst()), 0)) {
            List<String> events = rest(page, own);
            assertEquals("complete", own.end(events));
            assertEquals(dialect.text(frames), own.text(events));
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

    FrameStream ask(boolean goOn) throws IOException {
        return dialect.ask(server.port(), "t", "How do I stop an answer?", goOn);
    }

    int stop(String messageId) throws IOException {
        return RawHttp.call(server.port(), "DELETE", "/chat/stream/" + messageId).status();
    }

    List<String> rest(FrameStream stream) throws IOException {
        return rest(stream, dialect);
    }

    private static List<String> rest(FrameStream stream, Dialect spoken) throws IOException {
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

    private void awaitKeepAlives(FrameStream stream) throws IOException {
        int seen = 0;
        while (seen < 3) {
            String frame = stream.next().orElseThrow(() -> new AssertionError("the stream ended"));
            if (dialect.isKeepAlive(frame)) {
                seen++;
            }
        }
    }

    private void upstreamCloses() throws Exception {
        model.takeRequest().connection().closed().get(Guard.SECONDS, TimeUnit.SECONDS);
    }

    /** A member of the last message in the thread; empty where there is none. */
    private String stored(String member) {
        try {
            return RawHttp.call(server.port(), "GET", "/threads/t").json().at("/messages").path(1).path(member)
                    .asString("");
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static Answer much() {
        return Answer.of(Collections.nCopies(45, "x".repeat(20_000)).toArray(String[]::new));
    }
}
