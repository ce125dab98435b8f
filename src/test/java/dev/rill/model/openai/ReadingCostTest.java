package dev.rill.model.openai;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import dev.rill.model.ModelCall;
import dev.rill.model.ModelEvent;
import dev.rill.model.fake.Answer;
import dev.rill.model.fake.Effect;
import dev.rill.stream.Cancellation;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What a token costs on its way from the socket to the caller. */
class ReadingCostTest {
    private static final int TOKENS = 20_000;
    private static final int MOST_BYTES_A_TOKEN = 1200;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /** The test's thread is a platform thread, whose allocations the platform counts. */
    @Test
    void aTokenAllocatesLittle() {
        try (ModelBed bed = new ModelBed(ModelBed.limits(Duration.ofMinutes(1), Duration.ofMinutes(1),
                Duration.ofMinutes(5)))) {
            bed.fake.byDefault(Answer.words("token ".repeat(TOKENS)));
            read(bed);
            long before = threads.getCurrentThreadAllocatedBytes();
            read(bed);
            long perToken = (threads.getCurrentThreadAllocatedBytes() - before) / TOKENS;
            System.out.println("bytes allocated a token: " + perToken);
            assertTrue(perToken <= MOST_BYTES_A_TOKEN, perToken + " bytes a token");
        }
    }

    @Test
    void anAnswerOfFiftyMegabytesNeedsNoMoreThanItsBuffer() {
        try (ModelBed bed = new ModelBed(ModelBed.limits(Duration.ofMinutes(1), Duration.ofMinutes(1),
                Duration.ofMinutes(5)))) {
            bed.fake.byDefault(Answer.of("a", "b").withFaultAfter(1, new Effect.Flood(
                    "data: ".getBytes(), 50L << 20, Effect.silence())));
            long before = threads.getCurrentThreadAllocatedBytes();
            try (ModelCall call = bed.client.call(ModelBed.question("How?"), new Cancellation())) {
                assertEquals(new ModelEvent.Text("a"), call.next());
                assertTrue(call.next() instanceof ModelEvent.Failed);
            }
            long allocated = threads.getCurrentThreadAllocatedBytes() - before;
            assertTrue(allocated < 8 << 20, allocated + " bytes");
        }
    }

    private static void read(ModelBed bed) {
        int tokens = 0;
        try (ModelCall call = bed.client.call(ModelBed.question("How?"), new Cancellation())) {
            while (call.next() instanceof ModelEvent.Text) {
                tokens++;
            }
        }
        assertEquals(TOKENS, tokens);
    }
}
