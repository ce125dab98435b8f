package dev.rill.http.metrics;

import dev.rill.retrieval.UnreadFiles;
import dev.rill.retrieval.index.DocumentIndex;
import io.helidon.metrics.api.Gauge;
import io.helidon.metrics.api.MeterRegistry;
import io.helidon.metrics.api.Tag;
import java.util.List;
import java.util.function.ToIntFunction;

/** How many files of the documents are in which state. Any thread. */
public final class DocumentMeters {
    private final DocumentIndex index;

    public DocumentMeters(DocumentIndex index) {
        this.index = index;
    }

    /** After the server's configuration was made: meters register with what it says. */
    public void register(MeterRegistry registry) {
        registry.getOrCreate(documents("indexed", unread -> index.count()));
        registry.getOrCreate(documents("pending", unread -> unread.pending().orElse(0)));
        registry.getOrCreate(documents("unreadable", unread -> unread.leftOut().size()));
        registry.getOrCreate(documents("passed_over", UnreadFiles::passedOverFiles));
        registry.getOrCreate(Gauge.builder("rill.document.source.up", () -> index.unread().gone().isPresent() ? 0 : 1)
                .description("Whether the folder of documents can be looked at"));
        if (index.withoutVectors().isPresent()) {
            registry.getOrCreate(Gauge.builder("rill.passages.without.vectors", () -> index.withoutVectors().orElse(0))
                    .description("Passages that are found by their words alone"));
            registry.getOrCreate(Gauge.builder("rill.embeddings.up", () -> index.embeds() ? 1 : 0)
                    .description("Whether texts can be turned into vectors"));
        }
    }

    private Gauge.Builder<Integer> documents(String state, ToIntFunction<UnreadFiles> count) {
        return Gauge.builder("rill.documents", () -> count.applyAsInt(index.unread()))
                .description("Files in the folder of documents").tags(List.of(Tag.create("state", state)));
    }
}
