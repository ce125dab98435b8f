package dev.rill.retrieval.index;

import dev.rill.retrieval.SourceInfo;
import dev.rill.retrieval.UnreadFiles;
import dev.rill.retrieval.WorkProgress;
import dev.rill.retrieval.extraction.ExtractionLimits;
import dev.rill.retrieval.extraction.TextExtraction;
import dev.rill.retrieval.index.DocumentEntries.UnreachableException;
import dev.rill.retrieval.source.DocumentFile;
import dev.rill.retrieval.source.DocumentScan;
import dev.rill.retrieval.source.DocumentSource;
import dev.rill.retrieval.source.FolderWatch;
import dev.rill.retrieval.source.LeftOutDocuments;
import dev.rill.rights.Reader;
import dev.rill.rights.Readers;
import dev.rill.storage.Uninterrupted;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Keeps an index in step with its documents: looks at all of them, rests until something changes or some time has gone,
 * looks again. After a failure it opens the index anew, from its last commit. The work is done by one platform thread,
 * which nobody interrupts.
 */
final class IndexSynchronizer implements Closeable {
    private static final System.Logger LOGGER = System.getLogger(IndexSynchronizer.class.getName());
    private static final Duration LONGEST_STOP = Duration.ofSeconds(30);

    private static final int MOST_THREADS = Math.min(4, Runtime.getRuntime().availableProcessors());

    private final DocumentSource source;
    private final TextExtraction extraction = new TextExtraction(ExtractionLimits.USUAL);
    private final DocumentEngine engine;
    private final LeftOutDocuments problems = new LeftOutDocuments();
    private final UnreadableBefore unreadable;
    private final LookPause pause;
    private final Thread thread;
    private volatile IndexedDocuments catalog;
    private volatile boolean ready;
    private final CountDownLatch firstPass = new CountDownLatch(1);
    private final FolderWatch watch;
    private volatile boolean stopped;
    private final LookedSources looked = new LookedSources(problems);
    private volatile IndexPass pass;
    private volatile Map<String, DocumentFile> files = Map.of();
    private boolean settled;
    private long scanNanos;
    private String lastFailure = "";
    private boolean away;

    /**
     * @param rest    between two looks, at the least
     * @param leftOut where it is kept what cannot be read, if it is
     */
    IndexSynchronizer(DocumentSource source, DocumentEngine engine, Duration rest, Optional<Path> leftOut)
            throws IOException {
        this.unreadable = new UnreadableBefore(leftOut, DocumentIndex.identity(source));
        this.source = source;
        this.engine = engine;
        this.pause = new LookPause(rest);
        this.catalog = openedOrAway();
        this.ready = catalog.complete();
        this.watch = FolderWatch.open(pause::end);
        this.thread = Thread.ofPlatform().daemon().name("rill-index").unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    IndexedDocuments catalog() {
        return catalog;
    }

    /** Whether everything that was there at the start, or at the last commit, can be found. */
    boolean ready() {
        return ready;
    }

    /** Waits until everything that was there at the start can be found. */
    boolean awaitFirstPass(Duration atMost) throws InterruptedException {
        return firstPass.await(atMost.toNanos(), TimeUnit.NANOSECONDS);
    }

    LeftOutDocuments problems() {
        return problems;
    }

    /** What the last look found and could not read, or has not read yet; all of it. */
    UnreadFiles unread() {
        IndexPass running = pass;
        return running == null ? looked.unread() : looked.unread().withPending(running.progress().all().toDo());
    }

    /** The same, as far as somebody may know of it. */
    UnreadFiles unread(Reader reader) {
        UnreadFiles seen = looked.unread(reader);
        return progress(reader).map(work -> seen.withPending(work.toDo())).orElse(seen);
    }

    /** How far the look is that goes on, as far as somebody may know of it; empty where none does. */
    Optional<WorkProgress> progress(Reader reader) {
        return Optional.ofNullable(pass).map(running -> running.progress().among(readers -> readers.include(reader)));
    }

    /** What the last look found beside documents. */
    LookedSources looked() {
        return looked;
    }

    /** How each source stands that somebody may know of. */
    List<SourceInfo> sources(Reader reader) {
        return looked.infos(reader, catalog.infos(reader));
    }

    /** The file of a document that the last look found; empty where it cannot be read now. */
    Optional<byte[]> original(String path) {
        DocumentFile file = files.get(path);
        try {
            return file == null ? Optional.empty() : Optional.of(source.read(file));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Rights that have changed while nobody looked count before the first question is answered. */
    private static void look(IndexedDocuments catalog, DocumentSource.RightsNow now) throws IOException {
        for (String path : catalog.paths()) {
            Readers known = catalog.find(path).readers();
            Readers readers = now.of(path, known);
            if (!readers.equals(known)) {
                catalog.restrict(path, readers);
            }
        }
        catalog.show();
    }

    /** An index that is elsewhere is waited for. */
    private IndexedDocuments openedOrAway() throws IOException {
        try {
            return opened();
        } catch (UnreachableException e) {
            failed(e);
            return new IndexedDocuments(new EntriesAway());
        }
    }

    private IndexedDocuments opened() throws IOException {
        DocumentEntries store = engine.open();
        try {
            IndexedDocuments made = new IndexedDocuments(store);
            look(made, source.rights());
            return made;
        } catch (IOException | RuntimeException e) {
            store.close();
            throw e;
        }
    }

    private void run() {
        verify();
        while (!stopped) {
            if (look()) {
                pause.afterLook(scanNanos, settled, () -> source.moved() || catalog.store().moved());
            } else {
                pause.afterFailure(away);
            }
        }
    }

    /** A damaged file is noticed here, and not when the first question needs it. */
    private void verify() {
        try {
            catalog.store().verify();
        } catch (IOException | RuntimeException e) {
            ready = false;
            LOGGER.log(System.Logger.Level.WARNING, "The index is damaged and is made anew: {0}", e.toString());
            try {
                catalog.store().close();
                engine.discard();
                catalog = opened();
            } catch (IOException | RuntimeException again) {
                failed(again);
            }
        }
    }

    private boolean look() {
        try {
            if (!catalog.store().writable()) {
                catalog.store().close();
                catalog = opened();
            }
            catalog.follow();
            DocumentScan scan = scan();
            if (!catalog.store().feeds()) {
                follow(scan);
                return true;
            }
            int threads = ready ? 1 : MOST_THREADS; // before it is ready, there is nobody to slow down
            pass = new IndexPass(source, extraction, problems, unreadable, catalog, threads,
                    () -> stopped || watch.rightsChanged() || source.waitedFor() || !catalog.store().writable());
            if (pass.run(scan).all()) {
                ready = true;
                firstPass.countDown();
            }
            looked.read(scan);
            lastFailure = "";
            return true;
        } catch (IOException | RuntimeException e) {
            failed(e);
            return false;
        } finally {
            pass = null;
        }
    }

    /** Another server reads what has changed; who may read it counts here at once. */
    private void follow(DocumentScan scan) throws IOException {
        for (DocumentFile file : scan.files().values()) {
            IndexedDocument known = catalog.find(file.path());
            if (known != null && !known.readers().equals(file.readers())) {
                catalog.restrict(file.path(), file.readers());
            }
        }
        if (catalog.complete()) {
            ready = true;
            firstPass.countDown();
            looked.read(scan);
        }
        lastFailure = "";
    }

    private DocumentScan scan() {
        pause.begin();
        long began = System.nanoTime();
        watch.begin();
        DocumentScan scan = source.scan(problems, watch);
        settled = watch.end() & scan.settled();
        scanNanos = System.nanoTime() - began;
        looked.found(scan, source.rules());
        files = scan.files();
        return scan;
    }

    private void failed(Exception e) {
        away = e instanceof UnreachableException;
        if (!e.toString().equals(lastFailure)) {
            lastFailure = e.toString();
            if (away) {
                LOGGER.log(System.Logger.Level.WARNING, "The search server cannot be used: {0}; this is tried again",
                        e.getMessage());
                return;
            }
            LOGGER.log(System.Logger.Level.ERROR, "The index cannot be brought up to date; this is tried again", e);
        }
    }

    /** Ends the look that is under way, keeps what it has done, and closes the index. */
    @Override
    public void close() throws IOException {
        stopped = true;
        pause.stop();
        extraction.close();
        watch.close();
        Uninterrupted.join(thread, LONGEST_STOP);
        catalog.store().close();
    }
}
