package dev.rill.live;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** A frame into the log, and out of it for a client that resumes. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class EventLogBenchmark {
    private static final int FRAMES = 1_000;
    private static final byte[] FRAME = "event: token\ndata: {\"content\":\" configuration\"}\nid: 1000\n\n"
            .getBytes(StandardCharsets.US_ASCII);

    private final ReplayBudget budget = new ReplayBudget(Long.MAX_VALUE, () -> { });
    private final EventLog full = filled();

    /** One frame a call, as paced tokens come; the memory of the log included. */
    @Benchmark
    @OperationsPerInvocation(FRAMES)
    public EventLog append() {
        return filled();
    }

    /** All frames after the middle one. */
    @Benchmark
    @OperationsPerInvocation(FRAMES / 2)
    public long replay() {
        long last = FRAMES / 2;
        while (full.peek(last) instanceof EventLog.Read.Frames frames) {
            last = frames.lastId();
        }
        return last;
    }

    private EventLog filled() {
        EventLog log = new EventLog(1 << 20, budget);
        for (int i = 0; i < FRAMES; i++) {
            log.append(FRAME, FRAME.length, 1);
        }
        return log;
    }
}
