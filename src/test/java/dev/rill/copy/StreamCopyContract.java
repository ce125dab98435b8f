package dev.rill.copy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rill.copy.AnswerStandings.Standing;
import dev.rill.copy.StreamCopy.News;
import dev.rill.copy.StreamCopy.Origin;
import dev.rill.live.EventLog;
import dev.rill.live.LiveStream;
import dev.rill.live.ReadableStream;
import dev.rill.stream.StreamFixture;
import dev.rill.threads.CuttableProxy;
import dev.rill.threads.Eventually;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Wherever copies are: what is in them, and who may add to them. */
abstract class StreamCopyContract {
    private static final Duration KEEP = Duration.ofMinutes(1);
    private static final Origin ORIGIN = new Origin("ann", "t", "rill", StreamFixture.CLOCK.instant());

    private static final AtomicInteger TESTS = new AtomicInteger();

    private final int test = TESTS.incrementAndGet();
    final String m1 = "one" + test;
    private final String m2 = "two" + test;
    private final String m3 = "none" + test;
    private final Map<String, String> recovered = new ConcurrentHashMap<>();
    private CopyBed bed;
    private CuttableProxy way;
    StreamCopy direct;
    private StreamMirror mirror;

    /** Behind this port of the loopback. */
    abstract int port() throws Exception;

    /** Through another port. */
    abstract StreamCopy copy(int port) throws Exception;

    abstract void loseAll() throws Exception;

    @BeforeEach
    void open() throws Exception {
        way = new CuttableProxy(port());
        direct = copy(port());
        bed = new CopyBed(1 << 20);
        mirror = bed.mirror(copy(way.port()));
    }

    @AfterEach
    void close() throws Exception {
        if (bed != null) {
            mirror.close();
            bed.close();
            direct.close();
            way.close();
        }
    }

    private String log(LiveStream stream) {
        return CopyBed.text(stream.log(), 0);
    }

    private void isCopied(LiveStream stream) throws InterruptedException {
        Eventually.is(log(stream) + (stream.log().ended() ? "sealed" : ""),
                () -> CopyBed.copied(direct, stream.identity().messageId()));
    }

    @Test
    void whatAStreamSendsIsInItsCopyWhichIsSealedAtItsEnd() throws Exception {
        LiveStream one = bed.started(m1);
        LiveStream two = bed.started(m2);
        CopyBed.say(one, 0, 10);
        isCopied(one);
        CopyBed.say(two, 0, 500);
        CopyBed.say(one, 10, 20);
        isCopied(two);
        bed.end(one);
        isCopied(one);
        isCopied(two);
        Origin origin = direct.read(Map.of(m1, StreamCopy.FROM_THE_BEGINNING)).get(m1).origin().orElseThrow();
        assertEquals(new Origin("ann", "t" + m1, "rill", one.startTime()), origin);
        assertEquals(new StreamCopy.Standing(one.log().lastId(), true), direct.standings(List.of(m1)).get(m1));
        assertEquals(Map.of(), direct.read(Map.of(m2, two.log().lastId(), m3, StreamCopy.FROM_THE_BEGINNING)));
    }

    @Test
    void aCopyThatVanishedIsWrittenAnewWithTheSameBytes() throws Exception {
        LiveStream stream = bed.started(m1);
        CopyBed.say(stream, 0, 50);
        isCopied(stream);
        loseAll();
        CopyBed.say(stream, 50, 60);
        isCopied(stream);
        bed.end(stream);
        isCopied(stream);
        assertTrue(mirror.reconciles() > 0);
    }

    @Test
    void whatWasSaidWhileTheWayWasCutFollows() throws Exception {
        LiveStream stream = bed.started(m1);
        CopyBed.say(stream, 0, 50);
        isCopied(stream);
        way.cut();
        CopyBed.say(stream, 50, 3000);
        Eventually.is(false, mirror::reached);
        LiveStream ended = bed.started(m2);
        CopyBed.say(ended, 0, 50);
        bed.end(ended);
        Eventually.is(true, () -> mirror.behind() > 0);
        way.restore();
        isCopied(stream);
        isCopied(ended);
        Eventually.is(0L, mirror::behind);
    }

    @Test
    void aCopyThatIsAheadOfItsStreamIsWrittenAnew() throws Exception {
        LiveStream stream = bed.started(m1);
        CopyBed.say(stream, 0, 5);
        isCopied(stream);
        way.cut();
        CopyBed.say(stream, 5, 6);
        Eventually.is(false, mirror::reached);
        direct.write(List.of(new News.Frames(m1, "event: token\n\n".getBytes(StandardCharsets.UTF_8), 100)));
        way.restore();
        isCopied(stream);
    }

    @Test
    void whatOthersHaveSealedIsNotAddedTo() throws Exception {
        LiveStream stream = bed.started(m1);
        CopyBed.say(stream, 0, 5);
        isCopied(stream);
        String before = log(stream);
        byte[] end = "event: error\n\n".getBytes(StandardCharsets.UTF_8);
        assertFalse(direct.seal(m1, stream.log().lastId() - 1, end, KEEP));
        assertTrue(direct.seal(m1, stream.log().lastId(), end, KEEP));
        assertFalse(direct.seal(m1, stream.log().lastId() + 1, end, KEEP));
        CopyBed.say(stream, 5, 10);
        bed.end(stream);
        LiveStream other = bed.started(m2);
        isCopied(other);
        Eventually.is(0L, mirror::behind);
        assertEquals(before + "event: error\n\nsealed", CopyBed.copied(direct, m1));
    }

    @Test
    void whoLooksOnElsewhereSeesTheSameBytesAndTheEnd() throws Exception {
        try (OrphanedCopies orphaned = orphaned(); RemoteStreams remote = remote(Standing.RUNS, orphaned)) {
            LiveStream stream = bed.started(m1);
            CopyBed.say(stream, 0, 50);
            isCopied(stream);
            assertEquals(Optional.empty(), remote.find("bob", m1));
            assertEquals(Optional.empty(), remote.find("ann", m2));
            ReadableStream seen = remote.find("ann", m1).orElseThrow();
            assertEquals("t" + m1, seen.identity().threadId());
            assertEquals(log(stream), CopyBed.text(seen.log(), 0));
            loseAll();
            CopyBed.say(stream, 50, 60);
            Eventually.is(log(stream), () -> CopyBed.text(seen.log(), 0));
            bed.end(stream);
            Eventually.is(true, () -> seen.log().ended());
            assertEquals(log(stream), CopyBed.text(seen.log(), 0));
        }
    }

    @Test
    void whatIsMissingInACopyIsNeverPassedOver() throws Exception {
        try (OrphanedCopies orphaned = orphaned(); RemoteStreams remote = remote(Standing.RUNS, orphaned)) {
            byte[] frame = "event: token\n\n".getBytes(StandardCharsets.UTF_8);
            direct.write(List.of(new News.Begin(m1, ORIGIN, KEEP), new News.Frames(m1, frame, 1)));
            ReadableStream seen = remote.find("ann", m1).orElseThrow();
            assertEquals(1, seen.log().lastId());
            direct.write(List.of(new News.Frames(m1, frame, 3)));
            Eventually.is(true, () -> seen.log().peek(0) instanceof EventLog.Read.Gone);
        }
    }

    @Test
    void anOrphanedCopyGetsTheEventThatEndsItOnceAndTellsItsText() throws Exception {
        try (OrphanedCopies orphaned = orphaned(); RemoteStreams remote = remote(Standing.RUNS, orphaned)) {
            LiveStream stream = bed.started(m1);
            CopyBed.say(stream, 0, 2);
            isCopied(stream);
            ReadableStream seen = remote.find("ann", m1).orElseThrow();
            assertTrue(orphaned.end(m1));
            assertTrue(orphaned.end(m1));
            assertFalse(orphaned.end(m2));
            assertEquals(Map.of(m1, "word0 word1 "), recovered);
            Eventually.is(true, () -> seen.log().ended());
            String last = CopyBed.text(seen.log(), stream.log().lastId());
            assertTrue(last.startsWith("event: error\n") && last.contains("INTERRUPTED")
                    && last.endsWith("id: 4\n\n"), last);
        }
    }

    private OrphanedCopies orphaned() throws Exception {
        return new OrphanedCopies(copy(port()), CopyBed.TIMES, CopyBed.CODEC, StreamFixture.CLOCK,
                recovered::put);
    }

    private RemoteStreams remote(Standing standing, OrphanedCopies orphaned) throws Exception {
        return new RemoteStreams(copy(port()), CopyBed.TIMES, CopyBed.CODEC, bed::newLog, (_, _) -> standing, orphaned);
    }
}
