package dev.rill.retrieval.embedded;

import dev.rill.retrieval.Passage;
import dev.rill.retrieval.WorkProgress;
import dev.rill.retrieval.index.PassageVectors;
import dev.rill.retrieval.index.ReaderFilter;
import dev.rill.retrieval.index.Within;
import dev.rill.retrieval.vector.KeyFilter;
import dev.rill.retrieval.vector.VectorSearch;
import dev.rill.stream.Cancellation;
import dev.rill.words.Nearness;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;

/** Vectors in an index of their own, beside Lucene's index of words. Any thread, interrupted or not. */
final class LuceneVectors implements PassageVectors {
    private final LuceneEngine engine;
    private final VectorSearch vectors;
    private final HybridSearch hybrid;
    private final VisibleKeys keys = new VisibleKeys();

    LuceneVectors(LuceneEngine engine, VectorSearch vectors) {
        this.engine = engine;
        this.vectors = vectors;
        this.hybrid = new HybridSearch(vectors);
    }

    @Override
    public void start() {
        vectors.start();
    }

    @Override
    public void stop() {
        vectors.stop();
    }

    @Override
    public boolean failing() {
        return vectors.failing();
    }

    @Override
    public int pending() {
        return vectors.pending();
    }

    @Override
    public int pending(ReaderFilter readers) {
        int all = vectors.pending();
        return all == 0 ? 0 : keys(readers).map(vectors::pending).orElse(all);
    }

    @Override
    public Optional<WorkProgress> progress(ReaderFilter readers) {
        return vectors.making() ? vectors.progress(keys(readers)).filter(work -> work.toDo() > 0) : Optional.empty();
    }

    /** Empty where all passages may be seen. */
    private Optional<KeyFilter> keys(ReaderFilter readers) {
        return LuceneFilters.of(readers).map(query ->
                engine.read(searcher -> keys.of(searcher, readers.visible().orElseThrow(), query)));
    }

    @Override
    public List<float[]> directions(List<String> questions, Cancellation cancellation) {
        return vectors.directions(questions, cancellation);
    }

    @Override
    public Nearness nearness(String question, Cancellation cancellation) {
        return vectors.nearness(question, cancellation);
    }

    @Override
    public List<List<Passage>> fused(List<String> queries, List<List<Passage>> words, List<float[]> directions,
                                     Within within, int limit, Cancellation cancellation) {
        Optional<Query> filter = LuceneFilters.of(within);
        return engine.read(searcher -> hybrid.search(searcher, queries, words, directions, filter,
                among(searcher, within, filter), limit));
    }

    private Optional<KeyFilter> among(IndexSearcher searcher, Within within, Optional<Query> filter)
            throws IOException {
        if (filter.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(within.paths().isEmpty()
                ? keys.of(searcher, within.readers().visible().orElseThrow(), filter.get())
                : VisibleKeys.matching(searcher, filter.get()));
    }
}
