package dev.rill.retrieval.index;

import dev.rill.retrieval.WorkProgress;
import dev.rill.retrieval.vector.KeyFilter;
import dev.rill.retrieval.vector.VectorSearch;
import dev.rill.rights.Reader;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.lucene.search.Query;

/** How far the vectors are of passages that a reader may see. Any thread, interrupted or not. */
final class SeenVectors {
    private final DocumentIndex index;
    private final Reader reader;

    SeenVectors(DocumentIndex index, Reader reader) {
        this.index = index;
        this.reader = reader;
    }

    /** Passages that cannot be found by vectors yet; empty where there is no such search. */
    OptionalInt missing() {
        if (index.vectors().isEmpty()) {
            return OptionalInt.empty();
        }
        VectorSearch vectors = index.vectors().get();
        int all = vectors.pending();
        return OptionalInt.of(all == 0 ? 0 : keys().map(vectors::pending).orElse(all));
    }

    /** Empty where none is to be made, as far as is known. */
    Optional<WorkProgress> progress() {
        return index.vectors().filter(VectorSearch::making)
                .flatMap(vectors -> vectors.progress(keys())).filter(work -> work.toDo() > 0);
    }

    /** Empty where all passages may be seen. */
    private Optional<KeyFilter> keys() {
        ReaderFilter filter = index.catalog().filter(reader);
        Optional<Query> within = filter.query();
        return within.map(query -> index.read(searcher ->
                index.keys().of(searcher, filter.visible().orElseThrow(), query)));
    }
}
