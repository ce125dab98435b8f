package dev.rill.retrieval;

import dev.rill.retrieval.Reranker.RerankingFailedException;
import dev.rill.stream.Cancellation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/**
 * Puts first what a reranker finds best, where it says so in time. One that fails, or is too slow, is not asked for a
 * while. Any thread.
 */
public final class Reranking {

    /** What came of a list. */
    public enum Outcome { RERANKED, LATE, FAILED, NOT_ASKED }

    private final Reranker reranker;
    private final Duration deadline;
    private final ServiceHealth health;
    private final Map<Outcome, LongAdder> counts = new EnumMap<>(Outcome.class);

    /** @param deadline how much later an answer may begin for it */
    public Reranking(Reranker reranker, Duration deadline) {
        this(reranker, deadline, System::nanoTime);
    }

    Reranking(Reranker reranker, Duration deadline, LongSupplier nanos) {
        this.reranker = reranker;
        this.deadline = deadline;
        this.health = new ServiceHealth(
                "Passages cannot be reranked, so that the order of the search stays until they can",
                "Passages are reranked again", nanos);
        for (Outcome outcome : Outcome.values()) {
            counts.put(outcome, new LongAdder());
        }
    }

    public Duration deadline() {
        return deadline;
    }

    /** How many lists this came of. */
    public long count(Outcome outcome) {
        return counts.get(outcome).sum();
    }

    /**
     * The passages, the best first, with scores up to 1; those that were not judged stay behind the others. Empty where
     * the order they have is to stay.
     *
     * @param atMost what an answer has left of the deadline
     * @throws Cancellation.CancelledException when the stream was cancelled
     */
    public Optional<List<Passage>> reranked(String question, List<Passage> passages, Duration atMost,
                                            Cancellation cancellation) {
        if (passages.size() < 2) {
            return Optional.empty();
        }
        if (!atMost.isPositive() || health.pause() > 0) {
            counts.get(Outcome.NOT_ASKED).increment();
            return Optional.empty();
        }
        try {
            List<OptionalDouble> scores = reranker.scores(question, passages.stream().map(Passage::inContext).toList(),
                    atMost, cancellation);
            health.succeeded();
            counts.get(Outcome.RERANKED).increment();
            return Optional.of(ordered(passages, scores));
        } catch (RerankingFailedException e) {
            if (!e.late() || atMost.equals(deadline)) {
                health.failed(e); // what is late within the rest of a deadline need not be slow
            }
            counts.get(e.late() ? Outcome.LATE : Outcome.FAILED).increment();
            return Optional.empty();
        }
    }

    private static List<Passage> ordered(List<Passage> passages, List<OptionalDouble> scores) {
        double worst = scores.stream().flatMapToDouble(OptionalDouble::stream).min().orElse(0);
        double best = scores.stream().flatMapToDouble(OptionalDouble::stream).max().orElse(0);
        List<Passage> judged = new ArrayList<>();
        List<Passage> others = new ArrayList<>();
        for (int i = 0; i < passages.size(); i++) {
            Passage passage = passages.get(i);
            if (scores.get(i).isPresent()) {
                // logits of one model and chances of another: only their distances can be compared
                judged.add(passage.withScore(best > worst
                        ? (scores.get(i).getAsDouble() - worst) / (best - worst) : 1));
            } else {
                others.add(passage.withScore(0));
            }
        }
        judged.sort(Comparator.comparingDouble((Passage passage) -> -passage.score()));
        judged.addAll(others);
        return judged;
    }
}
