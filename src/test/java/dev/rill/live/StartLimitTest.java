package dev.rill.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rill.live.StartLimit.Turn;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import org.junit.jupiter.api.Test;

class StartLimitTest {
    private long now = Long.MAX_VALUE - 1_000_000_000L; // it turns negative on the way
    private final SchedulerLag lag = new SchedulerLag();
    private final StartLimit limit = new StartLimit(() -> now, lag);
    private final Queue<Turn> underWay = new ArrayDeque<>();

    @Test
    void asManyAsComeAtOnceAreTaken() {
        assertEquals(5000, ask(5000));
    }

    @Test
    void asManyAsComeAreTakenWhereEachBeginsSoon() {
        for (int i = 0; i < 1000; i++) {
            assertEquals(10, ask(10));
            pass(100);
            begin(10);
        }
    }

    @Test
    void aFewAreTakenHoweverLongTheyWait() {
        for (int i = 0; i <= StartLimit.LEAST; i++) {
            assertEquals(1, ask(1));
            pass(1000);
        }
        assertEquals(0, ask(1));
        begin(2);
        assertEquals(1, ask(1));
    }

    @Test
    void whenOneHasWaitedTooLongOthersAreRefusedUntilThoseAreBegun() {
        assertEquals(100, ask(100));
        pass(310);
        assertTrue(limit.full());
        assertEquals(0, ask(100));
        begin(50);
        pass(10);
        assertEquals(0, ask(1), "half of what was under way is what may be");
        begin(20);
        pass(10);
        assertTrue(ask(100) > 0);
    }

    @Test
    void whoAsksMoreThanCanBeAnsweredWaitsNoLongerThanTheLeastTake() {
        long longest = 0;
        int taken = 0;
        Queue<Long> came = new ArrayDeque<>();
        for (int millis = 0; millis < 20_000; millis++) { // 300 come and 50 are begun in a second
            if (millis % 10 < 3 && ask(1) == 1) {
                came.add(now);
                taken++;
            }
            if (millis % 20 == 0 && !came.isEmpty()) {
                begin(1);
                long waited = now - came.remove();
                if (millis > 5_000) {
                    longest = Math.max(longest, waited);
                }
            }
            pass(1);
        }
        assertTrue(longest <= Duration.ofMillis(900).toNanos(), "waited " + Duration.ofNanos(longest));
        assertTrue(taken >= 950, taken + " taken");
    }

    @Test
    void afterATimeWithoutARefusalAsManyAsComeAreTakenAgain() {
        ask(100);
        pass(310);
        assertEquals(0, ask(1));
        begin(100);
        pass(2100);
        assertEquals(1000, ask(1000));
    }

    @Test
    void threadsThatWaitForAProcessorAreAReasonToo() {
        assertEquals(50, ask(50));
        assertFalse(limit.full());
        lag.startedNanos(now - Duration.ofMillis(1100).toNanos());
        assertTrue(limit.full());
        assertEquals(0, ask(1));
        begin(34);
        assertEquals(1, ask(1), "a few are taken all the same");
    }

    @Test
    void whatIsEndedTwiceCountsOnce() {
        ask(StartLimit.LEAST + 2);
        Turn turn = underWay.remove();
        pass(310);
        assertEquals(0, ask(1));
        limit.ended(turn);
        limit.ended(turn);
        assertEquals(0, ask(1), "the least are under way, and one more");
        begin(2);
        assertEquals(1, ask(1));
    }

    private int ask(int count) {
        int taken = 0;
        for (int i = 0; i < count; i++) {
            Optional<Turn> turn = limit.begin();
            turn.ifPresent(underWay::add);
            taken += turn.isPresent() ? 1 : 0;
        }
        return taken;
    }

    private void begin(int count) {
        for (int i = 0; i < count; i++) {
            limit.ended(underWay.remove());
        }
    }

    private void pass(long millis) {
        now += Duration.ofMillis(millis).toNanos();
    }
}
