package dev.rill.retrieval;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ServiceHealthTest {
    private final AtomicLong now = new AtomicLong(-5);
    private final ServiceHealth health = new ServiceHealth("It fails", "It works again", now::get);

    @Test
    void thePauseDoublesUpToAMinuteAndEndsWithAnAnswer() {
        long[] seconds = {2, 4, 8, 16, 32, 60, 60};
        for (long expected : seconds) {
            health.failed(new RuntimeException("down"));
            assertEquals(expected * 1_000_000_000L, health.pause());
            now.addAndGet(expected * 1_000_000_000L - 1);
            assertEquals(1, health.pause());
            now.addAndGet(1);
            assertEquals(0, health.pause());
        }
        health.failed(new RuntimeException("down"));

        health.succeeded();

        assertEquals(0, health.pause());
    }
}
