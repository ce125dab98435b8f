package dev.rill.faults;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rill.model.fake.Answer;
import dev.rill.model.fake.Effect;
import dev.rill.model.fake.Phase;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a user sees when the model server fails. */
@FaultTable("Case by case: what a user sees when the model server fails")
class ModelServerFaultsTest {
    private static final Answer FOUR = Answer.of("one ", "two ", "three ", "four ");

    @ParameterizedTest
    @ValueSource(strings = {"FIN", "RST", "no last chunk"})
    @DisplayName("It closes the connection in the middle of an answer")
    void closesInTheMiddle(String how, Figures figures) throws Exception {
        Effect effect = switch (how) {
            case "FIN" -> Effect.fin();
            case "RST" -> Effect.rst();
            default -> Effect.endBody();
        };
        try (FaultBed bed = FaultBed.with()) {
            bed.model.enqueue(FOUR.withFault(Phase.MID_ANSWER, effect));
            SeenAnswer seen = bed.answer("t").assertError("MODEL_TRUNCATED", true);
            assertTrue(seen.took().toSeconds() < 10, seen.took().toString());
            bed.assertStored("error", "one two ", "t");
            bed.assertNothingLeft();
            figures.took(how + ": the whole stream", seen.took());
        }
    }
}
