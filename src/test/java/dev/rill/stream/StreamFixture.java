package dev.rill.stream;

import dev.rill.live.EventOutput;
import dev.rill.live.StreamTimes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.OptionalLong;

/**
 * What tests of streams share: a fixed clock, an encoder whose frames can be read, a client that keeps what it gets.
 */
public final class StreamFixture {
    public static final Clock CLOCK = Clock.fixed(Instant.parse("2026-01-02T03:04:05.678Z"), ZoneOffset.UTC);
    public static final StreamTimes TIMES =
            new StreamTimes(Duration.ofSeconds(10), Duration.ofSeconds(20), Duration.ofMinutes(5));

    private StreamFixture() {
    }

    /** {@code <id> <what>}, one line and an empty one; for who does not decode. */
    public static final EventCodec PLAIN = new EventCodec() {
        @Override
        public void encode(long id, StreamEvent event, FrameBuffer out) {
            out.putDecimal(id).put((" " + switch (event) {
                case StreamEvent.Start _ -> "start";
                case StreamEvent.Step step -> step.step() + " " + step.status();
                case StreamEvent.Token token -> "token " + token.content();
                case StreamEvent.Complete _ -> "complete";
                case StreamEvent.Failed failed -> "error " + failed.code();
                case StreamEvent.Cancelled cancelled -> "cancelled " + cancelled.reason();
            } + "\n\n").getBytes(StandardCharsets.UTF_8)).endFrame();
        }

        @Override
        public List<StreamEvent> decode(byte[] frames) {
            throw new UnsupportedOperationException();
        }

        @Override
        public byte[] keepAlive() {
            return new byte[0];
        }
    };

    public static StreamEvent.Start start() {
        return new StreamEvent.Start("m", "t", CLOCK.instant());
    }

    public static StreamEvent.Step step(String name, StreamEvent.StepStatus status) {
        return new StreamEvent.Step(name, status, "", CLOCK.instant(), OptionalLong.empty());
    }

    public static StreamEvent.Complete complete() {
        return new StreamEvent.Complete("m", "t", CLOCK.instant(), "", List.of(), java.util.Optional.empty(), 1, true,
                FinishReason.STOP);
    }

    /** A client that reads everything, or fails from a write on. */
    public static final class RecordingOutput implements EventOutput {
        private final ByteArrayOutputStream received = new ByteArrayOutputStream();
        private int writes;
        private boolean aborted;
        private int failFrom = Integer.MAX_VALUE;

        public synchronized void failFromWrite(int number) {
            failFrom = number;
        }

        @Override
        public synchronized void write(byte[] bytes, int offset, int length) throws IOException {
            if (++writes >= failFrom) {
                throw new IOException("broken pipe");
            }
            received.write(bytes, offset, length);
        }

        @Override
        public void begin() {
            // there is no head
        }

        @Override
        public synchronized void abort() {
            aborted = true;
        }

        public synchronized boolean aborted() {
            return aborted;
        }

        public synchronized int writes() {
            return writes;
        }

        public synchronized String text() {
            return received.toString(StandardCharsets.UTF_8);
        }
    }
}
