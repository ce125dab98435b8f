package dev.rill.retrieval.index;

import dev.rill.retrieval.DocumentLibrary;
import dev.rill.retrieval.GuardedDocuments;
import dev.rill.retrieval.SearchUnavailableException;
import dev.rill.retrieval.SourceInfo;
import dev.rill.retrieval.UnreadFiles;
import dev.rill.retrieval.WorkProgress;
import dev.rill.retrieval.index.DocumentEntries.UnreachableException;
import dev.rill.retrieval.source.DocumentSource;
import dev.rill.rights.Reader;
import dev.rill.rights.Readers;
import dev.rill.storage.StorageThreads;
import dev.rill.words.WordAnalyzer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The documents, indexed and kept up to date while it is open. Any thread, interrupted or not. Whoever opened it
 * closes it, before the storage threads.
 */
public final class DocumentIndex implements GuardedDocuments, AutoCloseable {
    private static final Duration OPENING = Duration.ofMinutes(2);
    private static final Duration READING = Duration.ofSeconds(10);
    private static final Duration FORGETTING = Duration.ofSeconds(30);
    /** Between two looks for changes, as is usual. */
    public static final Duration LOOK_EVERY = Duration.ofSeconds(2);

    private final StorageThreads threads;
    private final DocumentEngine engine;
    private final IndexSynchronizer keeper;
    private final PassageReading passages;
    private final Optional<PassageVectors> vectors;

    private DocumentIndex(StorageThreads threads, DocumentEngine engine, IndexSynchronizer keeper,
                          PassageReading passages, Optional<PassageVectors> vectors) {
        this.threads = threads;
        this.engine = engine;
        this.keeper = keeper;
        this.passages = passages;
        this.vectors = vectors;
    }

    /** One that looks for changes as often as is usual. */
    public static DocumentIndex open(DocumentSource source, DocumentEngine engine, StorageThreads threads,
                                     Optional<Path> leftOut) {
        return open(source, engine, threads, LOOK_EVERY, leftOut);
    }

    /**
     * Opens the index, or makes it, and begins to bring it up to date.
     *
     * @param engine    where it is; the index closes it
     * @param threads   where it is read, if not on the caller's
     * @param lookEvery between two looks for changes, at the least
     * @param leftOut   the file where it is kept what cannot be read, if it is
     * @throws IndexLockedException when another process has it open
     */
    public static DocumentIndex open(DocumentSource source, DocumentEngine engine, StorageThreads threads,
                                     Duration lookEvery, Optional<Path> leftOut) {
        try {
            IndexSynchronizer keeper = threads.call(() -> new IndexSynchronizer(source, engine, lookEvery,
                    leftOut), OPENING);
            Optional<PassageVectors> vectors = engine.vectors(keeper::ready);
            keeper.start();
            vectors.ifPresent(PassageVectors::start);
            return new DocumentIndex(threads, engine, keeper, engine.reading(), vectors);
        } catch (IOException e) {
            throw new UncheckedIOException("The index cannot be opened: " + e.getMessage(), e);
        }
    }

    /** What an index is made from. */
    public static String identity(DocumentSource source) {
        return String.join(" ", PreparedDocument.VERSION, WordAnalyzer.VERSION, source.identity());
    }

    /**
     * Whether all documents can be found: an index that was complete once is at once, a new one after its first pass.
     */
    public boolean ready() {
        return keeper.ready();
    }

    /**
     * Waits until all documents that were there at the start can be found.
     *
     * @return false when they cannot yet
     */
    public boolean awaitFirstPass(Duration atMost) throws InterruptedException {
        return keeper.awaitFirstPass(atMost);
    }

    /** Why documents cannot be searched just now, where they cannot, as far as is known; names no document. */
    public Optional<String> fault() {
        return engine.fault();
    }

    /** How many documents are indexed, whoever may see them. */
    public int count() {
        return keeper.catalog().count();
    }

    /** How many of them ask for users or groups by their names. */
    public int restricted() {
        return keeper.catalog().restricted();
    }

    /** Passages of what somebody may see that cannot be found by vectors yet; empty where there is no such search. */
    public OptionalInt withoutVectors(Reader reader) {
        return vectors.isEmpty() ? OptionalInt.empty()
                : OptionalInt.of(vectors.get().pending(catalog().filter(reader)));
    }

    /** How far a look at the documents is that goes on, by what somebody may see; empty where all is read. */
    public Optional<WorkProgress> reading(Reader reader) {
        return keeper.progress(reader).filter(work -> work.toDo() > 0);
    }

    /** How far the vectors are of what somebody may see; empty where none is to be made, as far as is known. */
    public Optional<WorkProgress> embedding(Reader reader) {
        return vectors.flatMap(made -> made.progress(catalog().filter(reader)));
    }

    /** All passages that cannot be found by vectors yet; empty where there is no search by vectors. */
    public OptionalInt withoutVectors() {
        return vectors.isEmpty() ? OptionalInt.empty() : OptionalInt.of(vectors.get().pending());
    }

    /** Whether texts can be embedded, as far as is known; true where there is no search by vectors. */
    public boolean embeds() {
        return vectors.isEmpty() || !vectors.get().failing();
    }

    /** What may hold an answer and cannot be found, all of it. */
    public UnreadFiles unread() {
        return keeper.unread();
    }

    /** Files that were left out because they cannot be read as documents. */
    public int problems() {
        return keeper.problems().count();
    }

    /** What somebody may see of it. */
    @Override
    public DocumentLibrary seenBy(Reader reader) {
        return seen(reader);
    }

    SeenDocuments seen(Reader reader) {
        return new SeenDocuments(this, reader);
    }

    /** Why sources cannot be looked at, where some cannot, in words that anybody may read. */
    public Optional<String> goneWithoutNames() {
        return keeper.looked().goneWithoutNames();
    }

    /** How each source stands that somebody may know of. */
    public List<SourceInfo> sources(Reader reader) {
        return keeper.sources(reader);
    }

    /**
     * The file of an indexed document, as it is now; empty where there is none that somebody may read.
     *
     * @param path as {@link DocumentLibrary#documents} has it; nothing but indexed documents can be read
     */
    public Optional<byte[]> original(Reader reader, String path) {
        Reader owner = reader.inOwnThreads();
        if (!keeper.catalog().shows(path, owner)) {
            return Optional.empty();
        }
        Optional<byte[]> content = threads.call(() -> keeper.original(path), READING);
        return content.filter(_ -> keeper.catalog().shows(path, owner));
    }

    /** Whether a document is found by a question that is asked now, by those who may read it. */
    public boolean finds(String path) {
        return keeper.catalog().finds(path);
    }

    /** Why a document could not be read, where it could not. */
    public Optional<String> leftOut(String path) {
        return keeper.problems().reason(path);
    }

    /** What was deleted is gone when this returns, in the index's files too. */
    public void forget(List<String> paths) {
        try {
            threads.call(() -> {
                IndexedDocuments catalog = keeper.catalog();
                for (String path : paths) {
                    keeper.problems().forget(path);
                    catalog.remove(path);
                }
                catalog.show();
                catalog.commit(false);
                return null;
            }, FORGETTING);
        } catch (UnreachableException e) {
            throw new SearchUnavailableException("The search server cannot be used: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new UncheckedIOException("The index cannot forget what was deleted.", e);
        }
    }

    UnreadFiles unread(Reader reader) {
        return keeper.unread(reader);
    }

    IndexedDocuments catalog() {
        return keeper.catalog();
    }

    /** See {@link LookedSources#above}. */
    Readers above(String path) {
        return keeper.looked().above(path);
    }

    Optional<PassageVectors> vectors() {
        return vectors;
    }

    PassageReading passages() {
        return passages;
    }

    /** Keeps what has been indexed so far; the rest is taken at the next start. */
    @Override
    public void close() {
        engine.stop();
        vectors.ifPresent(PassageVectors::stop);
        try {
            threads.call(() -> {
                keeper.close();
                engine.close();
                return null;
            }, OPENING);
        } catch (IOException e) {
            throw new UncheckedIOException("The index cannot be closed.", e);
        }
    }
}
