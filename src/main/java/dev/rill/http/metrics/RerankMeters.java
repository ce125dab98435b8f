package dev.rill.http.metrics;

import dev.rill.retrieval.Reranking;
import io.helidon.metrics.api.FunctionalCounter;
import io.helidon.metrics.api.MeterRegistry;
import io.helidon.metrics.api.Tag;
import java.util.List;
import java.util.Locale;

/** What came of the lists of passages that were to be reranked. Any thread. */
public final class RerankMeters {
    private final Reranking reranking;

    public RerankMeters(Reranking reranking) {
        this.reranking = reranking;
    }

    /** After the server's configuration was made: meters register with what it says. */
    public void register(MeterRegistry registry) {
        for (Reranking.Outcome outcome : Reranking.Outcome.values()) {
            registry.getOrCreate(FunctionalCounter.builder("rill.reranks", reranking, one -> one.count(outcome))
                    .description("Lists of passages that were to be reranked")
                    .tags(List.of(Tag.create("outcome", outcome.name().toLowerCase(Locale.ROOT)))));
        }
    }
}
