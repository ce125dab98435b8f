package dev.rill.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rill.live.LiveStreams.Opening;
import dev.rill.stream.Cancellation.CancelledException;
import dev.rill.stream.OnBusy;
import dev.rill.stream.StreamFixture;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LiveStreamTest {
    private final Watchdog watchdog = new Watchdog(Duration.ofMillis(10));
    private final StreamMonitor monitor = new StreamMonitor(StreamFixture.CLOCK);
    private final LiveStreams streams = new LiveStreams(
            new LiveStreams.Limits(3, 2, Duration.ofMinutes(5), 1 << 20, 1 << 24), StreamFixture.TIMES,
            StreamFixture.PLAIN, monitor, watchdog, StreamFixture.CLOCK);
    private final StreamFixture.RecordingOutput client = new StreamFixture.RecordingOutput();

    @AfterEach
    void close() {
        streams.close();
        watchdog.close();
    }

    @Test
    void startIsSentBeforeAnythingElseHappens() {
        LiveStream stream = open("u", "t", "m", false);
        stream.connect(client);
        stream.start(StreamFixture.start());
        assertEquals("1 start\n\n", client.text());
    }

    @Test
    void eventsWhoseCauseHasArrivedLeaveInOneWriteBeforeTheThreadWaits() {
        LiveStream stream = open("u", "t", "m", false);
        stream.connect(client);
        stream.start(StreamFixture.start());
        stream.token("a");
        stream.token("");
        stream.token("b");
        assertEquals(1, client.writes());
        stream.cancellation().interruptibly(() -> {
            assertEquals("1 start\n\n2 token a\n\n3 token b\n\n", client.text());
            return null;
        });
        assertEquals(2, client.writes());
        assertEquals("ab", stream.sentText());
        assertEquals(2, stream.tokenCount());
    }

    @Test
    void anAnswerIsFoundAndStoppedFromTheMomentThatItsThreadIsBusy() {
        LiveStream stream = assertInstanceOf(Opening.Opened.class,
                streams.open(Identities.of("u", "t", "m", false), OnBusy.REJECT)).stream();
        assertEquals(Optional.of("m"), streams.runningIn("u", "t"));
        assertEquals(Optional.of(stream), streams.find("u", "m"));
        assertEquals(LiveStreams.Stop.STOPPING, streams.stop("u", "m"));
        streams.started(stream);
        assertThrows(CancelledException.class, () -> stream.cancellation().check());
    }

    @Test
    void whoWaitsForAnAnswerThatIsAbandonedGetsNothing() throws InterruptedException {
        LiveStream stream = assertInstanceOf(Opening.Opened.class,
                streams.open(Identities.of("u", "t", "m", false), OnBusy.REJECT)).stream();
        assertInstanceOf(EventLog.Read.Nothing.class, stream.log().peek(0));
        streams.abandon(stream);
        assertInstanceOf(EventLog.Read.End.class, stream.log().await(0, 60_000));
        assertEquals(Optional.empty(), streams.find("u", "m"));
        assertEquals(LiveStreams.Stop.UNKNOWN, streams.stop("u", "m"));
    }

    @Test
    void nothingFollowsTheTerminalEvent() {
        LiveStream stream = open("u", "t", "m", false);
        stream.start(StreamFixture.start());
        stream.end(StreamFixture.complete(), Optional.empty());
        assertThrows(IllegalStateException.class, () -> stream.token("late"));
        assertInstanceOf(EventLog.Read.End.class, stream.log().peek(2));
    }

    @Test
    void aClientThatLeavesEndsTheWork() {
        LiveStream stream = open("u", "t", "m", false);
        stream.connect(client);
        stream.start(StreamFixture.start());
        client.failFromWrite(2);
        stream.token("a");
        stream.flush();
        assertFalse(stream.clientConnected());
        assertThrows(CancelledException.class, stream.cancellation()::check);
    }

    @Test
    void workThatIsToContinueGoesOnInTheLog() {
        LiveStream stream = open("u", "t", "m", true);
        stream.connect(client);
        stream.start(StreamFixture.start());
        client.failFromWrite(2);
        stream.token("a");
        stream.flush();
        stream.token("b");
        stream.end(StreamFixture.complete(), Optional.empty());
        stream.cancellation().check();
        assertEquals("2 token a\n\n3 token b\n\n4 complete\n\n", new String(
                assertInstanceOf(EventLog.Read.Frames.class, stream.log().peek(1)).bytes()));
    }

    @Test
    void aClientOfAnotherFormGetsItsOwnFramesInTheSameWrites() {
        LiveStream stream = open("u", "t", "m", false);
        stream.connect(client, new ParagraphEncoder());
        stream.start(StreamFixture.start());
        assertEquals("", client.text(), "it has nothing to say of a start");
        stream.token("a");
        stream.token("b");
        stream.flush();
        assertEquals("(\n\na\n\nb\n\n", client.text());
        assertEquals(1, client.writes());
        stream.end(StreamFixture.complete(), Optional.empty());
        assertEquals("(\n\na\n\nb\n\n)\n\nend\n\n", client.text());
        assertEquals("1 start\n\n2 token a\n\n3 token b\n\n4 complete\n\n", new String(
                assertInstanceOf(EventLog.Read.Frames.class, stream.log().peek(0)).bytes()));
    }

    @Test
    void aClientWhoseFormFailsIsCutAndItsStreamEndsAsWhereItLeft() {
        LiveStream stream = open("u", "t", "m", false);
        stream.connect(client, new ParagraphEncoder());
        stream.start(StreamFixture.start());
        stream.token(ParagraphEncoder.UNSPEAKABLE);
        assertTrue(client.aborted());
        assertFalse(stream.clientConnected());
        assertThrows(CancelledException.class, stream.cancellation()::check);
        stream.end(StreamFixture.complete(), Optional.empty());
        assertEquals("", client.text());
        assertEquals(3, stream.log().lastId());
    }

    @Test
    void aThreadHasOneStreamAtATimeAndIsFreedForTheNext() {
        LiveStream stream = open("u", "t", "m1", false);
        assertEquals(new Opening.ThreadBusy("m1"), streams.open(Identities.of("u", "t", "m2", false), OnBusy.REJECT));
        assertInstanceOf(Opening.Opened.class, streams.open(Identities.of("v", "t", "m3", false), OnBusy.REJECT),
                "another owner's thread of that name is another thread");
        streams.freeThread(stream);
        assertInstanceOf(Opening.Opened.class, streams.open(Identities.of("u", "t", "m4", false), OnBusy.REJECT));
    }

    @Test
    void theLimitsOfAUserAndOfTheServerHoldAndPlacesComeBack() {
        LiveStream first = open("u", "t1", "m1", false);
        open("u", "t2", "m2", false);
        assertEquals(new Opening.TooManyStreams(true),
                streams.open(Identities.of("u", "t3", "m3", false), OnBusy.REJECT));
        open("v", "t1", "m4", false);
        assertEquals(new Opening.TooManyStreams(false),
                streams.open(Identities.of("w", "t1", "m5", false), OnBusy.REJECT));
        first.start(StreamFixture.start());
        streams.close(first, first.end(StreamFixture.complete(), Optional.empty()));
        open("u", "t3", "m6", false);
    }

    @Test
    void aStreamIsStoppedOnceAndAnotherOwnersIsUnknown() {
        LiveStream stream = open("u", "t", "m", false);
        stream.start(StreamFixture.start());
        assertEquals(LiveStreams.Stop.UNKNOWN, streams.stop("v", "m"));
        assertEquals(LiveStreams.Stop.STOPPING, streams.stop("u", "m"));
        assertEquals(LiveStreams.Stop.STOPPING, streams.stop("u", "m"));
        stream.cancellation().conclude(false);
        streams.close(stream, stream.end(StreamFixture.complete(), Optional.empty()));
        assertEquals(LiveStreams.Stop.ALREADY_ENDED, streams.stop("u", "m"));
    }

    @Test
    void endedStreamsAreForgottenOldestFirstWhenTheirLogsTakeTooMuch() {
        try (LiveStreams small = new LiveStreams(new LiveStreams.Limits(100, 0, Duration.ofMinutes(5), 1 << 20, 4096),
                StreamFixture.TIMES, StreamFixture.PLAIN, monitor, watchdog, StreamFixture.CLOCK)) {
            for (int i = 0; i < 20; i++) {
                LiveStream stream = ((Opening.Opened) small.open(Identities.of("u", "t", "m" + i, false),
                        OnBusy.REJECT))
                        .stream();
                small.started(stream);
                stream.start(StreamFixture.start());
                stream.token("x".repeat(400));
                small.close(stream, stream.end(StreamFixture.complete(), Optional.empty()));
            }
            assertTrue(small.find("u", "m0").isEmpty());
            assertTrue(small.find("u", "m19").isPresent());
        }
    }

    private LiveStream open(String owner, String thread, String message, boolean continueWhenGone) {
        Opening.Opened opened = assertInstanceOf(Opening.Opened.class,
                streams.open(Identities.of(owner, thread, message, continueWhenGone), OnBusy.REJECT));
        streams.started(opened.stream());
        return opened.stream();
    }
}
