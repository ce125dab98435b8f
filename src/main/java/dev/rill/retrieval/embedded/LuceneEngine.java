package dev.rill.retrieval.embedded;

import dev.rill.retrieval.Embedder;
import dev.rill.retrieval.index.DocumentEngine;
import dev.rill.retrieval.index.DocumentEntries;
import dev.rill.retrieval.index.PassageReading;
import dev.rill.retrieval.index.PassageVectors;
import dev.rill.retrieval.lucene.OpenIndex;
import dev.rill.retrieval.vector.SharedVectors;
import dev.rill.retrieval.vector.VectorSearch;
import dev.rill.storage.StorageThreads;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.apache.lucene.store.AlreadyClosedException;

/** Lucene's indexes in the data folder: one of words, and beside it one of vectors. */
final class LuceneEngine implements DocumentEngine {
    private static final Duration READING = Duration.ofSeconds(10);
    private static final String VECTORS = "vectors";

    private final Path folder;
    private final String identity;
    private final Optional<Embedder> embedder;
    private final Optional<SharedVectors> shared;
    private final StorageThreads threads;
    private final Duration lookEvery;
    private volatile LuceneIndex opened;

    /**
     * @param folder  of the index; nothing else may be in it
     * @param threads where its files are read
     */
    LuceneEngine(Path folder, String identity, Optional<Embedder> embedder, Optional<SharedVectors> shared,
                 StorageThreads threads, Duration lookEvery) {
        this.folder = folder;
        this.identity = identity;
        this.embedder = embedder;
        this.shared = shared;
        this.threads = threads;
        this.lookEvery = lookEvery;
    }

    @Override
    public DocumentEntries open() throws IOException {
        opened = IndexDirectory.open(folder, identity);
        return opened;
    }

    @Override
    public void discard() throws IOException {
        IndexDirectory.discard(folder);
    }

    @Override
    public PassageReading reading() {
        return new LuceneReading(this);
    }

    @Override
    public Optional<PassageVectors> vectors(BooleanSupplier ready) {
        return embedder.map(e -> new LuceneVectors(this, new VectorSearch(e, new IndexedPassages(this, ready), shared,
                folder.resolveSibling(VECTORS), lookEvery)));
    }

    LuceneIndex opened() {
        return opened;
    }

    /** Any thread, interrupted or not. */
    <T> T read(OpenIndex.Reading<T> reading) {
        try {
            return threads.call(() -> {
                LuceneIndex store = opened;
                try {
                    return store.read(reading);
                } catch (AlreadyClosedException e) {
                    LuceneIndex reopened = opened;
                    if (reopened == store) {
                        throw e;
                    }
                    return reopened.read(reading);
                }
            }, READING);
        } catch (IOException e) {
            throw new UncheckedIOException("The index cannot be read.", e);
        }
    }
}
