package dev.rill.retrieval;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rill.retrieval.Reranker.RerankingFailedException;
import dev.rill.retrieval.Reranking.Outcome;
import dev.rill.stream.Cancellation;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class RerankingTest {
    private static final Duration DEADLINE = Duration.ofMillis(500);
    private static final List<Passage> FOUND = List.of(passage("a"), passage("b"), passage("c"));

    private final AtomicLong now = new AtomicLong();
    private final Deque<Supplier<List<OptionalDouble>>> answers = new ArrayDeque<>();
    private final List<List<String>> asked = new ArrayList<>();
    private final Reranking reranking = new Reranking((question, texts, atMost, cancellation) -> {
        asked.add(texts);
        return answers.remove().get();
    }, DEADLINE, now::get);

    private static Passage passage(String name) {
        return new Passage(name + "#1-1", name, "Title", List.of("Part"), 1, 1, "Text of " + name, "hash", 1);
    }

    private Optional<List<String>> order(Duration left) {
        return reranking.reranked("Which?", FOUND, left, new Cancellation())
                .map(list -> list.stream().map(Passage::path).toList());
    }

    private void answer(Double... scores) {
        answers.add(() -> Arrays.stream(scores).map(score -> score == null ? OptionalDouble.empty()
                : OptionalDouble.of(score)).toList());
    }

    private void fail(boolean late) {
        answers.add(() -> {
            throw new RerankingFailedException("down", late, null);
        });
    }

    @Test
    void theBestComesFirstWhateverSignTheScoresHave() {
        answer(-7.0, -1.0, -3.0);
        List<Passage> ranked = reranking.reranked("Which?", FOUND, DEADLINE, new Cancellation()).orElseThrow();
        assertEquals(List.of("b", "c", "a"), ranked.stream().map(Passage::path).toList());
        assertEquals(1, ranked.getFirst().score());
        assertEquals(0, ranked.getLast().score());
        assertEquals(1, reranking.count(Outcome.RERANKED));
        assertEquals("Title > Part\n\nText of a", asked.getFirst().getFirst());
    }

    @Test
    void equalsKeepTheirOrderAndWhatWasNotJudgedStaysBehind() {
        answer(2.0, null, 2.0);
        assertEquals(Optional.of(List.of("a", "c", "b")), order(DEADLINE));
    }

    @Test
    void aFailureKeepsTheOrderAndTheRerankerIsNotAskedForAWhile() {
        fail(false);
        assertEquals(Optional.empty(), order(DEADLINE));
        assertEquals(Optional.empty(), order(DEADLINE));
        assertEquals(1, asked.size());
        now.addAndGet(ServiceHealth.FIRST_PAUSE.toNanos());
        answer(1.0, 2.0, 3.0);
        assertEquals(Optional.of(List.of("c", "b", "a")), order(DEADLINE));
        assertEquals(1, reranking.count(Outcome.FAILED));
        assertEquals(1, reranking.count(Outcome.NOT_ASKED));
        assertEquals(1, reranking.count(Outcome.RERANKED));
    }

    @Test
    void oneThatIsLateWithinTheRestOfADeadlineIsAskedAgain() {
        fail(true);
        assertEquals(Optional.empty(), order(DEADLINE.dividedBy(10)));
        fail(true);
        assertEquals(Optional.empty(), order(DEADLINE));
        assertEquals(Optional.empty(), order(DEADLINE));
        assertEquals(2, reranking.count(Outcome.LATE));
        assertEquals(1, reranking.count(Outcome.NOT_ASKED));
    }

    @Test
    void nothingIsAskedWhenTheDeadlineIsUsedUpOrThereIsNothingToOrder() {
        assertEquals(Optional.empty(), order(Duration.ZERO));
        assertEquals(Optional.empty(), reranking.reranked("Which?", FOUND.subList(0, 1), DEADLINE, new Cancellation()));
        assertEquals(0, asked.size());
        assertEquals(1, reranking.count(Outcome.NOT_ASKED));
    }
}
