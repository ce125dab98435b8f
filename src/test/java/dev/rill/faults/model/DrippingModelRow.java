package dev.rill.faults.model;

import static dev.rill.faults.model.ModelServerFaultsTest.assertNotBefore;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rill.faults.FaultBed;
import dev.rill.faults.Figures;
import dev.rill.faults.SeenAnswer;
import dev.rill.model.fake.Answer;
import dev.rill.model.fake.Effect;
import dev.rill.model.fake.Phase;
import dev.rill.server.EventStream.Event;
import dev.rill.server.EventStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A model server that never quite stops. */
abstract class DrippingModelRow {
    private static final Answer FOUR = Answer.of("one ", "two ", "three ", "four ");

    @ParameterizedTest
    @EnumSource(names = {"REQUEST_READ", "HEADERS_SENT", "MID_ANSWER"})
    void bytesAreNoWords(Phase phase, Figures figures) throws Exception {
        String drip = phase == Phase.REQUEST_READ ? "HTTP/1.1 200 OK\r\nX: " : ": a comment\n";
        Duration deadline = Duration.ofSeconds(2);
        try (FaultBed bed = FaultBed.with("RILL_MODEL_FIRST_TOKEN_TIMEOUT", deadline.toString(),
                "RILL_MODEL_GAP_TIMEOUT", deadline.toString())) {
            SeenAnswer seen = bed.answer("t", FOUR.withFault(phase, drip(drip, Duration.ofMillis(50))))
                    .assertError("MODEL_STALLED", true);
            assertNotBefore(deadline, seen.took());
            bed.assertUpstreamClosed();
            bed.assertStored("error", phase == Phase.MID_ANSWER ? "one two " : "", "t");
            bed.assertNothingLeft("t");
            figures.took("a byte every 50 ms, deadline 2 s, " + phase + ": after the last event",
                    seen.last());
        }
    }

    @Test
    void wordsForEverEndWithTheWholeAnswersDeadline(Figures figures) throws Exception {
        Duration deadline = Duration.ofSeconds(8);
        String word = "data: {\"choices\":[{\"delta\":{\"content\":\"again \"}}]}\n\n";
        try (FaultBed bed = FaultBed.with("RILL_MODEL_FIRST_TOKEN_TIMEOUT", "PT6S", "RILL_MODEL_GAP_TIMEOUT", "PT6S",
                "RILL_MODEL_TOTAL_TIMEOUT", deadline.toString())) {
            bed.model.enqueue(FOUR.withFault(Phase.MID_ANSWER, drip(word, Duration.ofMillis(1))));
            long posted = System.nanoTime();
            try (EventStream endless = bed.ask("endless")) {
                endless.next("token");
                long gap = others(bed, posted, deadline);
                Event end = endless.rest().getLast();
                Duration took = Duration.ofNanos(System.nanoTime() - posted);
                assertEquals("MODEL_DEADLINE", end.json().get("code").stringValue());
                assertNotBefore(deadline, took);
                assertTrue(bed.stored("endless").get("content").stringValue().startsWith("one two again again "));
                figures.took("a word every millisecond, deadline 8 s:", took);
                figures.took("longest gap between words of other streams meanwhile (one word every 10 ms)",
                        Duration.ofNanos(gap));
            }
            bed.assertNothingLeft("endless");
        }
    }

    /** Other streams, one after the other, well before the deadline. @return their longest gap, in nanoseconds */
    private static long others(FaultBed bed, long posted, Duration deadline) throws Exception {
        long longest = 0;
        for (int i = 0; i == 0 || System.nanoTime() - posted < deadline.toNanos() / 2; i++) {
            bed.model.enqueue(FOUR.withDelay(Duration.ofMillis(10)));
            try (EventStream other = bed.ask("other" + i)) {
                other.next("token");
                long last = System.nanoTime();
                for (Optional<Event> event = other.nextFrame(); event.isPresent(); event = other.nextFrame()) {
                    longest = Math.max(longest, System.nanoTime() - last);
                    last = System.nanoTime();
                }
            }
            bed.assertStored("complete", FOUR.text(), "other" + i);
        }
        return longest;
    }

    private static Effect drip(String text, Duration every) {
        return new Effect.Drip(text.getBytes(StandardCharsets.UTF_8), every);
    }
}
