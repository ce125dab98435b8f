package dev.rill.retrieval.index;

import dev.rill.retrieval.Passage;
import dev.rill.retrieval.lucene.KeyTerms;
import dev.rill.retrieval.lucene.OpenIndex;
import dev.rill.retrieval.vector.KeyedPassages;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.util.BytesRef;

/** The passages of an index, as their vectors see them. Any thread that may read it. */
final class IndexedPassages implements KeyedPassages {
    private final IndexSynchronizer keeper;

    IndexedPassages(IndexSynchronizer keeper) {
        this.keeper = keeper;
    }

    @Override
    public boolean ready() {
        return keeper.ready();
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
        return keeper.catalog().store().read(reading);
    }
}
