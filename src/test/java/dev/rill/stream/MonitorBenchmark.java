package dev.rill.stream;

import dev.rill.live.Identities;
import dev.rill.live.LiveStream;
import dev.rill.live.LiveStreams;
import dev.rill.live.LiveStreams.Opening;
import dev.rill.live.RollingAverage;
import dev.rill.live.StreamMonitor;
import dev.rill.live.Watchdog;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** What is counted of a token and of a stream, without a client and without a frame's bytes. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class MonitorBenchmark {
    private static final int TOKENS = 1_000;
    private static final EventCodec NOTHING = new EventCodec() {
        @Override
        public void encode(long id, StreamEvent event, FrameBuffer out) {
            out.endFrame();
        }

        @Override
        public List<StreamEvent> decode(byte[] frames) {
            return List.of();
        }

        @Override
        public byte[] keepAlive() {
            return new byte[0];
        }
    };

    private final Watchdog watchdog = new Watchdog(Duration.ofSeconds(1));
    private final LiveStreams streams = new LiveStreams(
            new LiveStreams.Limits(1_000, 0, Duration.ZERO, 1 << 16, 1 << 16), StreamFixture.TIMES, NOTHING,
            new StreamMonitor(Clock.systemUTC()), watchdog, Clock.systemUTC());
    private final RollingAverage average = new RollingAverage(StreamMonitor.WINDOW);
    private final LiveStream open = begin("open", "open");
    private long streamNumber;

    /** Each token published by itself, as paced tokens are. */
    @Benchmark
    @OperationsPerInvocation(TOKENS)
    public int token() {
        LiveStream stream = begin("tokens", "m" + streamNumber++);
        for (int i = 0; i < TOKENS; i++) {
            stream.token(" token");
            stream.flush();
        }
        end(stream);
        return stream.tokenCount();
    }

    /** A stream of no tokens, from its admission to its end. */
    @Benchmark
    public void stream() {
        end(begin("thread", "m" + streamNumber++));
    }

    @Benchmark
    public double rollingAverage() {
        average.record(streamNumber++);
        return average.average();
    }

    @TearDown
    public void close() {
        end(open);
        streams.close();
        watchdog.close();
    }

    private LiveStream begin(String threadId, String messageId) {
        Opening opening = streams.open(Identities.of("", threadId, messageId, false), OnBusy.REJECT);
        if (!(opening instanceof Opening.Opened(LiveStream stream, boolean _))) {
            throw new IllegalStateException(opening.toString());
        }
        streams.started(stream);
        stream.start(StreamFixture.start());
        return stream;
    }

    private void end(LiveStream stream) {
        streams.close(stream, stream.end(StreamFixture.complete(), Optional.empty()));
    }
}
