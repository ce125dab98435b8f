package dev.rill.process;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class IdleCollectionTest {
    private long now = Long.MAX_VALUE - 10;
    private int running;
    private long started;
    private int collections;
    private final IdleCollection idle = new IdleCollection(() -> running, () -> started, Duration.ofMinutes(1),
            Duration.ofMinutes(5), () -> now, () -> collections++);

    @Test
    void nothingIsCollectedWhileStreamsRunOrCome() {
        running = 1;
        pass(Duration.ofHours(1));
        assertEquals(0, collections);
        running = 0;
        for (int i = 0; i < 600; i++) {
            started++; // and has ended, between two looks
            pass(Duration.ofSeconds(10));
        }
        assertEquals(0, collections);
    }

    @Test
    void aMinuteAfterTheLastStreamItIsCollectedAndOnceMoreWhenItsReplayIsForgotten() {
        running = 5;
        pass(Duration.ofMinutes(10));
        running = 0;
        pass(Duration.ofSeconds(50));
        assertEquals(0, collections);
        pass(Duration.ofSeconds(10));
        assertEquals(1, collections);
        pass(Duration.ofSeconds(290));
        assertEquals(1, collections);
        pass(Duration.ofSeconds(10));
        assertEquals(2, collections);
        pass(Duration.ofDays(1));
        assertEquals(2, collections, "there is nothing more to give back");
    }

    @Test
    void theNextLoadIsGivenBackToo() {
        pass(Duration.ofHours(1));
        assertEquals(2, collections);
        started += 2000;
        pass(Duration.ofHours(1));
        assertEquals(4, collections);
    }

    private void pass(Duration time) {
        for (Duration left = time; left.isPositive(); left = left.minusSeconds(10)) {
            now += Duration.ofSeconds(10).toNanos();
            idle.run();
        }
    }
}
