package dev.rill.retrieval;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PaceTest {
    private long seconds = 1_000;
    private final Pace<String> pace = new Pace<>(() -> Duration.ofSeconds(seconds).toNanos());

    @Test
    void theRestTakesAsLongAsWhatWasDoneInTheLastMinuteSays() {
        pace.begin();
        assertEquals(Optional.empty(), left(10));
        assertEquals(Optional.of(Duration.ZERO), left(0));
        seconds++;
        done("a", 1);
        done("a", 1);
        done("a", 1);
        assertEquals(Optional.empty(), left(10), "a second is too short");
        seconds++;
        done("a", 3);
        assertEquals(Optional.of(Duration.ofSeconds(20)), left(60));

        for (int i = 0; i < 120; i++) {
            seconds++;
            done("b", 1);
        }
        assertEquals(Optional.of(Duration.ofSeconds(60)), left(60));
    }

    @Test
    void nothingIsSaidOfWorkThatStandsStillOrRests() {
        pace.begin();
        seconds += 3;
        done("a", 1);
        done("a", 1);
        done("a", 1);
        assertEquals(Optional.of(Duration.ofSeconds(10)), left(10));
        seconds += 61;
        assertEquals(Optional.empty(), left(10));

        done("a", 1);
        done("a", 1);
        done("a", 1);
        pace.rest();
        assertEquals(Optional.empty(), left(10));
        seconds += 1_000;
        pace.begin();
        seconds += 4;
        done("a", 1);
        done("a", 1);
        done("a", 2);
        assertEquals(Optional.of(Duration.ofSeconds(10)), left(10), "the time of rest does not count");
    }

    @Test
    void whoMayKnowOfSomePiecesIsToldOfThemAlone() {
        pace.begin();
        seconds += 10;
        for (int i = 0; i < 10; i++) {
            done(i < 5 ? "mine" : "yours", 1);
        }
        assertEquals(Optional.of(Duration.ofSeconds(10)), pace.left(5, "mine"::equals));
        assertEquals(Optional.empty(), pace.left(5, "theirs"::equals));
    }

    @Test
    void ofVeryManyPiecesTheLastAreRemembered() {
        pace.begin();
        seconds += 10;
        for (int i = 0; i < 10_000; i++) {
            done("a", 1);
        }
        seconds += 10;
        for (int i = 0; i < 10_000; i++) {
            done("a", 1);
        }
        assertEquals(Optional.of(Duration.ofSeconds(1)), left(1_000));
    }

    @Test
    void aTimeIsToldInWordsThatPromiseNothing() {
        assertEquals(", about 40 s left", words(40));
        assertEquals(", about 1 s left", words(0));
        assertEquals(", about 3 min left", words(170));
        assertEquals(", about 2 h 5 min left", words(7_510));
        assertEquals("", new WorkProgress(1, 2, Optional.empty()).leftInWords());
        assertEquals("", new WorkProgress(3, 0, Optional.of(Duration.ZERO)).leftInWords());
    }

    private static String words(long left) {
        return new WorkProgress(1, 2, Optional.of(Duration.ofSeconds(left))).leftInWords();
    }

    private Optional<Duration> left(long size) {
        return pace.left(size, _ -> true);
    }

    private void done(String what, long size) {
        pace.done(what, size);
    }
}
