package dev.rill.retrieval.source;

import dev.rill.retrieval.SourceKind;
import dev.rill.rights.ReaderRules;
import dev.rill.rights.Readers;
import dev.rill.storage.Uninterrupted;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * Documents that are elsewhere, and of which a copy is kept. It is brought up to date now and then by a thread of its
 * own, so that nobody waits for what is slow or gone.
 */
final class FetchedSource implements DocumentSource {
    private static final System.Logger LOGGER = System.getLogger(FetchedSource.class.getName());
    /** What could not be fetched may soon be there again. */
    private static final Duration AFTER_FAILURE = Duration.ofMinutes(1);
    private static final Duration LONGEST_STOP = Duration.ofSeconds(5);

    /** How the last fetch ended. */
    private record State(Optional<Instant> fetched, Optional<String> revision, Optional<String> fault) {
        /** Whether others would be told something else, but for the time. */
        private boolean differs(State other) {
            return !revision.equals(other.revision) || !fault.equals(other.fault);
        }
    }

    private final SourceKind kind;
    private final Fetcher fetcher;
    private final Duration interval;
    private final ReaderRules rules;
    private final FolderSource copy;
    /** Shared by those who read the copy; exclusive for who writes it. */
    private final ReentrantReadWriteLock writing = new ReentrantReadWriteLock();
    private final Thread thread = Thread.ofPlatform().daemon().name("rill-fetch").unstarted(this::run);
    private final CountDownLatch first = new CountDownLatch(1);
    private final CountDownLatch stopping = new CountDownLatch(1);
    private volatile State state;
    private volatile State scanned;

    FetchedSource(SourceKind kind, Fetcher fetcher, Duration interval, long maxBytes, ReaderRules rules) {
        this.kind = kind;
        this.fetcher = fetcher;
        this.interval = interval;
        this.rules = rules;
        this.copy = FolderSource.unchecked(fetcher.folder(), maxBytes, Optional.empty(), rules);
        this.state = new State(Optional.empty(), fetcher.revision(), fetcher.complete() ? Optional.empty()
                : Optional.of("it has not been fetched yet"));
        this.scanned = state;
    }

    @Override
    public void start() {
        thread.start();
    }

    @Override
    public void awaitFirstFetch() throws InterruptedException {
        first.await();
    }

    @Override
    public String identity() {
        return fetcher.identity();
    }

    @Override
    public ReaderRules rules() {
        return rules;
    }

    @Override
    public DocumentScan scan(LeftOutDocuments problems, FolderWatch watch) {
        writing.readLock().lock();
        try {
            State now = state;
            scanned = now;
            if (!fetcher.complete()) {
                return new DocumentScan(Map.of(), Set.of(""), new PassedOver(), _ -> Readers.NOBODY, List.of(look(now,
                        now.fault(), new PassedOver(), rules.of(""))), false);
            }
            DocumentScan scan = copy.scan(problems, watch);
            Map<String, DocumentFile> files = new TreeMap<>();
            scan.files().forEach((path, file) -> files.put(path, file.from(fetcher.origin(path))));
            SourceLook found = scan.looks().getFirst();
            return new DocumentScan(files, scan.unknown(), scan.passedOver(), scan.rights(), List.of(look(now,
                    now.fault().or(found::gone), found.passedOver(), found.readers())), scan.watched());
        } finally {
            writing.readLock().unlock();
        }
    }

    private SourceLook look(State now, Optional<String> fault, PassedOver passedOver, Readers readers) {
        return new SourceLook("", kind, now.fetched(), fault, passedOver, readers, now.revision());
    }

    @Override
    public RightsNow rights() {
        return fetcher.complete() ? copy.rights() : (path, known) -> known.and(rules.of(path));
    }

    @Override
    public boolean moved() {
        return state.differs(scanned) || fetcher.complete() && copy.moved();
    }

    @Override
    public byte[] read(DocumentFile file) throws IOException {
        writing.readLock().lock();
        try {
            if (!fetcher.complete() || !fetcher.origin(file.path()).equals(file.origin())) {
                throw new SourceReadException("it has changed", new NoSuchFileException(file.path())); // seen next time
            }
            return copy.read(file);
        } finally {
            writing.readLock().unlock();
        }
    }

    private void run() {
        boolean goesOn = true;
        while (goesOn) {
            Optional<String> fault = fetch();
            state = fault.isEmpty() ? fetched() : new State(state.fetched(), fetcher.revision(), fault);
            first.countDown();
            goesOn = rest(fault.isEmpty() || interval.compareTo(AFTER_FAILURE) < 0 ? interval : AFTER_FAILURE);
        }
    }

    private State fetched() {
        return new State(Optional.of(Instant.now()), fetcher.revision(), Optional.empty());
    }

    /** @return why it could not, where it could not */
    private Optional<String> fetch() {
        try {
            Optional<Fetcher.Update> update = fetcher.fetch(this::stopped);
            if (update.isPresent() && !stopped()) {
                write(update.get());
            }
            return Optional.empty();
        } catch (Fetcher.FetchException e) {
            LOGGER.log(System.Logger.Level.DEBUG, "Documents could not be fetched", e);
            return Optional.of(e.getMessage());
        } catch (IOException | RuntimeException e) {
            LOGGER.log(System.Logger.Level.WARNING, "The copy of fetched documents could not be written", e);
            return Optional.of("its copy cannot be written: " + e.getClass().getSimpleName());
        }
    }

    /** Who reads what was written is told so. */
    private void write(Fetcher.Update update) throws IOException {
        writing.writeLock().lock();
        try {
            update.write();
            state = fetched();
        } finally {
            writing.writeLock().unlock();
        }
    }

    private boolean stopped() {
        return stopping.getCount() == 0;
    }

    /** @return whether it is to be fetched again */
    private boolean rest(Duration time) {
        try {
            return !stopping.await(time.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody has this thread to interrupt it", e);
        }
    }

    /** Ends a fetch that is under way as soon as it listens; what is being written then is fetched again. */
    @Override
    public void close() {
        stopping.countDown();
        if (thread.isAlive()) {
            Uninterrupted.join(thread, LONGEST_STOP);
        }
    }
}
