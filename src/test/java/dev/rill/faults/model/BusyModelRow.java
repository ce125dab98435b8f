package dev.rill.faults.model;

import static dev.rill.faults.model.ModelServerFaultsTest.assertNotBefore;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rill.faults.FaultBed;
import dev.rill.faults.Figures;
import dev.rill.faults.SeenAnswer;
import dev.rill.model.fake.Answer;
import dev.rill.model.fake.Script;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A model server that has too many requests. */
abstract class BusyModelRow {

    @Test
    void aShortPauseIsWaitedFor(Figures figures) throws Exception {
        try (FaultBed bed = FaultBed.with()) {
            bed.model.enqueue(Script.status(429, Map.of("Retry-After", "2")), Answer.of("at ", "last"));
            SeenAnswer seen = bed.answer("t").assertComplete("at last");
            assertEquals(2, bed.model.requests().size());
            assertNotBefore(Duration.ofSeconds(2), seen.took());
            figures.took("Retry-After 2: answered after", seen.took());
        }
    }

    @Test
    void aLongPauseIsToldAtOnce(Figures figures) throws Exception {
        try (FaultBed bed = FaultBed.with()) {
            SeenAnswer seen = bed.answer("t", Script.status(429, Map.of("Retry-After", "3600")))
                    .assertError("MODEL_RATE_LIMITED", true);
            assertEquals(3_600_000, seen.end().json().get("retryAfterMs").longValue());
            assertEquals(1, bed.model.requests().size());
            figures.took("Retry-After 3600: told after", seen.took());
        }
    }
}
