package dev.rill.copy;

import dev.rill.live.EventLog;
import dev.rill.live.Identities;
import dev.rill.live.LiveStream;
import dev.rill.live.LiveStreams.Opening;
import dev.rill.live.LiveStreams;
import dev.rill.live.StreamMonitor;
import dev.rill.live.Watchdog;
import dev.rill.stream.EventCodec;
import dev.rill.stream.FinishReason;
import dev.rill.stream.OnBusy;
import dev.rill.stream.StreamEvent;
import dev.rill.stream.StreamFixture;
import dev.rill.wire.rill.RillCodec;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Streams of a server, and the copies of them. One thread; closed by the test. */
final class CopyBed implements AutoCloseable {
    static final CopyTimes TIMES = new CopyTimes(Duration.ofMillis(5), Duration.ofMinutes(5), Duration.ofMinutes(1));
    static final EventCodec CODEC = new RillCodec();

    private final Watchdog watchdog = new Watchdog(Duration.ofMillis(50));
    private final StreamMonitor monitor = new StreamMonitor(StreamFixture.CLOCK);
    private final LiveStreams streams;

    /** @param resumeBytes so much of a stream its log holds */
    CopyBed(long resumeBytes) {
        streams = new LiveStreams(new LiveStreams.Limits(1000, 0, Duration.ofMinutes(5), resumeBytes, 1 << 24),
                StreamFixture.TIMES, CODEC, monitor, watchdog, StreamFixture.CLOCK);
    }

    StreamMirror mirror(StreamCopy copy) {
        StreamMirror mirror = new StreamMirror(copy, TIMES, () -> true);
        monitor.onStart(mirror);
        return mirror;
    }

    EventLog newLog() {
        return streams.foreignLog();
    }

    LiveStream started(String messageId) {
        LiveStream stream = ((Opening.Opened) streams.open(
                Identities.of("ann", "t" + messageId, messageId, true), OnBusy.REJECT))
                .stream();
        streams.started(stream);
        stream.start(new StreamEvent.Start(messageId, "t" + messageId, StreamFixture.CLOCK.instant()));
        return stream;
    }

    static void say(LiveStream stream, int from, int to) {
        for (int i = from; i < to; i++) {
            stream.token("word" + i + " ");
            stream.flush();
        }
    }

    void end(LiveStream stream) {
        streams.close(stream, stream.end(new StreamEvent.Complete(stream.identity().messageId(), "t",
                StreamFixture.CLOCK.instant(), "", List.of(), Optional.empty(), 1, true, FinishReason.STOP),
                Optional.empty()));
    }

    static String text(EventLog log, long after) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        long last = after;
        while (log.peek(last) instanceof EventLog.Read.Frames(byte[] bytes, long lastId)) {
            all.writeBytes(bytes);
            last = lastId;
        }
        return all.toString(StandardCharsets.UTF_8);
    }

    /** What a copy holds, and at its end whether it is sealed. */
    static String copied(StreamCopy copy, String messageId) {
        try {
            StreamCopy.Part part = copy.read(Map.of(messageId, StreamCopy.FROM_THE_BEGINNING)).get(messageId);
            if (part == null) {
                return "nothing";
            }
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            part.pieces().forEach(piece -> all.writeBytes(piece.frames()));
            return all.toString(StandardCharsets.UTF_8) + (part.sealed() ? "sealed" : "");
        } catch (CopyUnavailableException e) {
            return "unavailable";
        }
    }

    @Override
    public void close() {
        streams.close();
        watchdog.close();
    }
}
