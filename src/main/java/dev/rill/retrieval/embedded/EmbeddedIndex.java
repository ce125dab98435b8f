package dev.rill.retrieval.embedded;

import dev.rill.retrieval.Embedder;
import dev.rill.retrieval.index.DocumentIndex;
import dev.rill.retrieval.index.IndexLockedException;
import dev.rill.retrieval.source.DocumentSource;
import dev.rill.retrieval.vector.SharedVectors;
import dev.rill.storage.StorageThreads;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Opens an index that lies in a folder of this server alone. Any thread; who opens one closes it. */
public final class EmbeddedIndex {

    /** Beside an index: what could not be read. */
    public static final String LEFT_OUT = "left-out";

    private EmbeddedIndex() {
    }

    /**
     * Opens the index, or makes it, and begins to bring it up to date.
     *
     * @param folder   of the index; nothing else may be in it; beside it is one of the vectors, and what cannot be read
     * @param embedder for search by vectors as well as by words
     * @param shared   vectors that other servers have made, too; the index closes it
     * @param threads  where the index's files are read
     * @throws dev.rill.retrieval.index.IndexLockedException when another process has it open
     */
    public static DocumentIndex open(DocumentSource source, Path folder, Optional<Embedder> embedder,
                                     Optional<SharedVectors> shared, StorageThreads threads) {
        return open(source, folder, embedder, shared, threads, DocumentIndex.LOOK_EVERY);
    }

    /** One that shares no vectors. */
    public static DocumentIndex open(DocumentSource source, Path folder, Optional<Embedder> embedder,
                                     StorageThreads threads) {
        return open(source, folder, embedder, Optional.empty(), threads);
    }

    /** @param lookEvery between two looks for changes, at the least */
    public static DocumentIndex open(DocumentSource source, Path folder, Optional<Embedder> embedder,
                                     Optional<SharedVectors> shared, StorageThreads threads, Duration lookEvery) {
        return DocumentIndex.open(source, new LuceneEngine(folder, DocumentIndex.identity(source), embedder, shared,
                threads, lookEvery), threads, lookEvery, Optional.of(folder.resolveSibling(LEFT_OUT)));
    }
}
