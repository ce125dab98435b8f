package dev.rill.wire;

import dev.rill.stream.FrameBuffer;
import dev.rill.stream.StreamEvent;
import dev.rill.wire.rill.RillCodec;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** A token as a frame. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class EncodingBenchmark {
    private static final int TOKENS = 100;

    /** Plain, to be escaped, outside of ASCII. */
    @Param({" configuration", "\"\n", " 日本語"})
    private String content;

    private final RillCodec encoder = new RillCodec();

    /** Into a buffer that has room, as a stream's has. */
    @Benchmark
    @OperationsPerInvocation(TOKENS)
    public FrameBuffer token() {
        FrameBuffer out = new FrameBuffer(TOKENS * 96);
        for (int i = 0; i < TOKENS; i++) {
            encoder.encode(1_000 + i, new StreamEvent.Token(content), out);
        }
        return out;
    }
}
