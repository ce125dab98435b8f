package dev.rill.retrieval.embedded;

import dev.rill.retrieval.Passage;
import dev.rill.retrieval.lucene.KeyTerms;
import dev.rill.retrieval.lucene.OpenIndex;
import dev.rill.retrieval.vector.KeyedPassages;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.util.BytesRef;

/** The passages of an index, as their vectors see them. Any thread that may read it. */
final class IndexedPassages implements KeyedPassages {
    private final LuceneEngine engine;
    private final BooleanSupplier ready;

    IndexedPassages(LuceneEngine engine, BooleanSupplier ready) {
        this.engine = engine;
        this.ready = ready;
    }

    @Override
    public boolean ready() {
        return ready.getAsBoolean();
    }

    @Override
    public long version() throws IOException {
        return read(searcher -> ((DirectoryReader) searcher.getIndexReader()).getVersion());
    }

    @Override
    public List<BytesRef> keys() throws IOException {
        return read(searcher -> KeyTerms.of(searcher.getIndexReader(), PassageFields.KEY));
    }

    @Override
    public Optional<Passage> passage(BytesRef key) throws IOException {
        return read(searcher -> HybridSearch.passage(searcher, key, Optional.empty()));
    }

    private <T> T read(OpenIndex.Reading<T> reading) throws IOException {
        return engine.opened().read(reading);
    }
}
