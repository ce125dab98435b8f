package dev.rill.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rill.http.RawHttp;
import dev.rill.model.fake.Answer;
import dev.rill.model.fake.Gate;
import dev.rill.server.FrameStream;
import dev.rill.server.Polling;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What holds beside of a stream whose answer is kept in a thread, and which others look at. */
abstract class StreamContract extends AskedStreamContract<Dialect> {

    StreamContract(Dialect dialect) {
        super(dialect);
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
            List<String> frames = new ArrayList<>(awaitKeepAlives(stream));
            try (FrameStream beside = dialect.look(server.port(), dialect.messageId(frames.getFirst()), 1)) {
                awaitKeepAlives(beside);
            }
            gate.open();
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

    @Override
    void assertKept(Map<String, String> members) throws InterruptedException {
        for (Map.Entry<String, String> member : members.entrySet()) {
            Polling.until(() -> stored(member.getKey()).equals(member.getValue()));
        }
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
}
