package dev.rill.live;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class RollingAverageTest {

    @Test
    void anAverageOfNothingIsZero() {
        assertEquals(0, new RollingAverage(100).average());
    }

    @Test
    void theAverageIsThatOfTheLastHundredWhateverCameBefore() {
        Random random = new Random(7);
        RollingAverage rolling = new RollingAverage(100);
        List<Long> all = new ArrayList<>();
        for (int i = 0; i < 2_000; i++) {
            long value = random.nextLong(1_000_000_000L);
            all.add(value);
            rolling.record(value);
            List<Long> last = all.subList(Math.max(0, all.size() - 100), all.size());
            long sum = last.stream().mapToLong(Long::longValue).sum();
            assertEquals((double) sum / last.size(), rolling.average());
        }
    }

    @Test
    void valuesFromManyThreadsAreEachCountedOnce() throws InterruptedException {
        int threads = 64;
        int each = 500;
        RollingAverage rolling = new RollingAverage(threads * each);
        CountDownLatch go = new CountDownLatch(1);
        List<Thread> running = new ArrayList<>();
        for (int t = 0; t < threads; t++) {
            long base = (long) t * each;
            running.add(Thread.startVirtualThread(() -> {
                try {
                    go.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                for (int i = 0; i < each; i++) {
                    rolling.record(base + i);
                }
            }));
        }
        go.countDown();
        for (Thread thread : running) {
            thread.join();
        }
        assertEquals((threads * each - 1) / 2.0, rolling.average());
    }
}
