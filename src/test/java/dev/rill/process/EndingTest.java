package dev.rill.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class EndingTest {
    private static final Duration LONG = Duration.ofHours(1);

    @Test
    void whatEndsInTimeIsWaitedFor() {
        List<String> done = new ArrayList<>();
        Ending.within(LONG, ending -> done.add(ending.left().compareTo(LONG) <= 0 ? "done" : "too long"));
        assertEquals(List.of("done"), done);
    }

    @Test
    void whatDoesNotEndInItsTimeIsLeftBehind() {
        CountDownLatch never = new CountDownLatch(1);
        Ending.within(Duration.ofMillis(50), ending -> {
            try {
                never.await();
            } catch (InterruptedException e) {
                never.countDown();
            }
        });
        assertEquals(1, never.getCount());
        never.countDown();
    }

    @Test
    void aStepHasWhatIsLeftBesideWhatIsKeptForTheOthers() {
        List<Duration> left = new ArrayList<>();
        Ending.within(LONG, ending -> {
            left.add(ending.leftBut(Duration.ofMinutes(1)));
            left.add(ending.leftBut(LONG));
        });
        assertFalse(left.getFirst().isZero());
        assertTrue(left.getFirst().compareTo(Duration.ofMinutes(59)) <= 0);
        assertEquals(Duration.ZERO, left.getLast());
    }

    @Test
    void anInterruptReachesTheStepsAndIsKept() {
        List<String> seen = new ArrayList<>();
        Thread.currentThread().interrupt();
        Ending.within(LONG, ending -> {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                seen.add("interrupted");
            }
        });
        assertTrue(Thread.interrupted());
        assertEquals(List.of("interrupted"), seen);
    }
}
