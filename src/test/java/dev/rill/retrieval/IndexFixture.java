package dev.rill.retrieval;

import dev.rill.launch.Guard;
import dev.rill.retrieval.embedded.EmbeddedIndex;
import dev.rill.retrieval.index.DocumentEngine;
import dev.rill.retrieval.index.DocumentIndex;
import dev.rill.retrieval.source.DocumentSource;
import dev.rill.retrieval.vector.SharedVectors;
import dev.rill.rights.Reader;
import dev.rill.storage.StorageThreads;
import dev.rill.stream.Cancellation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/** A folder of documents with an index over it that looks for changes every few milliseconds. */
public final class IndexFixture implements AutoCloseable {
    static final Duration LOOK_EVERY = Duration.ofMillis(20);

    public final Path documents;
    public final Path folder;
    private final StorageThreads threads = new StorageThreads("index-test", 2);
    private final Optional<Embedder> embedder;
    private final Optional<SharedVectors> shared;
    private final Optional<Function<DocumentSource, DocumentEngine>> engine;
    private DocumentIndex index;

    public IndexFixture(Path base) throws IOException {
        this(base, Optional.empty());
    }

    public IndexFixture(Path base, Optional<Embedder> embedder) throws IOException {
        this(base, embedder, Optional.empty());
    }

    public IndexFixture(Path base, Optional<Embedder> embedder, Optional<SharedVectors> shared) throws IOException {
        this(base, embedder, shared, Optional.empty());
    }

    /** With an index elsewhere. */
    public IndexFixture(Path base, Function<DocumentSource, DocumentEngine> engine) throws IOException {
        this(base, Optional.empty(), Optional.empty(), Optional.of(engine));
    }

    private IndexFixture(Path base, Optional<Embedder> embedder, Optional<SharedVectors> shared,
                         Optional<Function<DocumentSource, DocumentEngine>> engine) throws IOException {
        this.engine = engine;
        this.shared = shared;
        this.embedder = embedder;
        documents = Files.createDirectories(base.resolve("documents"));
        folder = base.resolve("index");
    }

    public DocumentIndex index() {
        return index;
    }

    /** Opens the index and waits for its first pass. */
    public DocumentIndex open() {
        begin();
        until(index::ready);
        return index;
    }

    /** Opens the index. */
    public DocumentIndex begin() {
        DocumentSource source = DocumentSource.folder(documents);
        index = engine.isPresent() ? DocumentIndex.open(source, engine.get().apply(source), threads, LOOK_EVERY,
                        Optional.of(folder.resolveSibling("left-out")))
                : EmbeddedIndex.open(source, folder, embedder, shared, threads, LOOK_EVERY);
        return index;
    }

    public void close(DocumentIndex opened) {
        opened.close();
        index = null;
    }

    public Path write(String path, String text) {
        try {
            Path file = documents.resolve(path);
            Files.createDirectories(file.getParent());
            return Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public List<String> paths() {
        return index.seenBy(Reader.NOBODY).documents().stream().map(DocumentInfo::path).toList();
    }

    /** The paths that a question finds, best first. */
    public List<String> found(String question) {
        return search(index, question).stream().map(Passage::path).distinct().toList();
    }

    public static List<Passage> search(DocumentIndex index, String question) {
        return index.seenBy(Reader.NOBODY).candidates(List.of(question), 20, new Cancellation()).getFirst();
    }

    public static void until(BooleanSupplier condition) {
        long end = Guard.deadline();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("not within " + Guard.TIME);
            }
            LockSupport.parkNanos(2_000_000);
        }
    }

    @Override
    public void close() {
        if (index != null) {
            index.close();
        }
        threads.close();
    }
}
