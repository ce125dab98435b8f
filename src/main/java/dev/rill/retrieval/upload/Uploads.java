package dev.rill.retrieval.upload;

import dev.rill.storage.StorageThreads;
import dev.rill.storage.StorageTimeoutException;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The files that users have sent. Any thread, interrupted or not. Whoever opened it closes it, before the storage
 * threads and after what reads documents.
 */
public final class Uploads implements AutoCloseable {
    private static final System.Logger LOGGER = System.getLogger(Uploads.class.getName());
    private static final Duration STORING = Duration.ofSeconds(30);

    private final UploadFolder folder;
    private final UploadLimits limits;
    private final StorageThreads storage;
    private final Clock clock;
    private final Allowances allowances;
    private final LocalUploads here;
    private final Optional<ScanQueue> scans;
    private final Optional<UploadCopies> copies;

    private Uploads(UploadFolder folder, UploadLimits limits, Optional<VirusScanner> scanner, StorageThreads storage,
                    Clock clock, Optional<SharedUploads> shared) {
        this.folder = folder;
        this.limits = limits;
        this.storage = storage;
        this.clock = clock;
        this.allowances = new Allowances(limits);
        this.scans = scanner.map(one -> new ScanQueue(one, this));
        this.here = new LocalUploads(folder, allowances, scans.isPresent(),
                upload -> scans.orElseThrow().add(upload));
        this.copies = shared.map(others -> new UploadCopies(others, here));
    }

    /**
     * Opens what is kept in a folder.
     *
     * @param folder  of the uploads; nothing else may be in it
     * @param scanner looks at each before anything else does
     * @param shared  where several servers keep them: the folder has copies then; closed with this
     * @throws IOException where the folder cannot be made or read
     */
    public static Uploads open(Path folder, UploadLimits limits, Optional<VirusScanner> scanner,
                               StorageThreads storage, Clock clock, Optional<SharedUploads> shared) throws IOException {
        return storage.call(() -> {
            Uploads uploads = new Uploads(UploadFolder.open(folder), limits, scanner, storage, clock, shared);
            uploads.here.open();
            uploads.here.scanAll();
            uploads.copies.ifPresent(UploadCopies::start);
            uploads.scans.ifPresent(ScanQueue::start);
            return uploads;
        }, STORING);
    }

    /**
     * Begins to take a file.
     *
     * @return empty where its owner has as many files as one may have
     */
    public Optional<Receiving> begin(String owner) throws IOException {
        refresh(); // room that was made at another server
        if (!allowances.takeFile(owner)) {
            return Optional.empty();
        }
        boolean begun = false;
        try {
            String id = UploadId.random();
            Receiving receiving = stored(() -> new Receiving(this, folder, allowances, limits, id, owner));
            begun = true;
            return Optional.of(receiving);
        } finally {
            if (!begun) {
                allowances.give(owner, 1, 0);
            }
        }
    }

    /** @return the upload, or the one that is there and the same; empty where its owner has as much as one may have */
    Optional<Upload> keep(Upload upload, Path content) throws IOException {
        return copies.isPresent() ? copies.get().keep(upload, content, limits) : Optional.of(here.keep(upload));
    }

    /** What a scan has found; nothing where it was deleted meanwhile. */
    void scanned(Upload upload) throws IOException {
        if (copies.isPresent()) {
            copies.get().scanned(upload);
        }
        here.change(upload);
    }

    /** Whether this server is the one to have it scanned, for so long. */
    boolean claimScan(Upload upload, Duration time) throws IOException {
        return copies.isEmpty() || copies.get().claimScan(upload, time);
    }

    /**
     * One of an owner; empty where there is none, or it is another's.
     *
     * @throws UncheckedIOException where another server may have it, and that cannot be found out
     */
    public Optional<Upload> find(String owner, String id) {
        Optional<Upload> known = here.find(id);
        if (known.isEmpty()) {
            try {
                look();
            } catch (IOException e) {
                throw new UncheckedIOException("What other servers took is not known", e);
            }
            known = here.find(id);
        }
        return known.filter(upload -> upload.owner().equals(owner));
    }

    /** Whoever owns it. */
    Optional<Upload> any(String id) {
        return here.find(id);
    }

    /** Knows what other servers have taken until now, where they can be asked. */
    public void refresh() {
        try {
            look();
        } catch (IOException e) {
            LOGGER.log(System.Logger.Level.DEBUG, "What other servers took is not known", e);
        }
    }

    private void look() throws IOException {
        if (copies.isPresent()) {
            stored(() -> {
                copies.get().look();
                return null;
            });
            copies.get().forgetGone();
        }
    }

    /** All of an owner, the newest first. */
    public List<Upload> of(String owner) {
        return here.all().stream().filter(upload -> upload.owner().equals(owner))
                .sorted(Comparator.comparing(Upload::received).reversed().thenComparing(Upload::id)).toList();
    }

    /** Those that are documents: their content is here, and nothing is wrong with it, as far as anybody has to look. */
    public List<Upload> documents() {
        return here.all().stream().filter(here::isDocument).toList();
    }

    /** Whether there is a document of that path. */
    public boolean holds(String path) {
        return UploadPath.id(path).flatMap(here::find)
                .filter(upload -> upload.path().equals(path) && here.isDocument(upload)).isPresent();
    }

    /** Whether it still has to be scanned. */
    public boolean waits(Upload upload) {
        return here.waits(upload);
    }

    /** A scan said nothing. */
    void unscanned(Upload upload, String why) throws IOException {
        if (copies.isPresent()) {
            copies.get().note(upload.id(), why);
        }
    }

    /** Why the last scan said nothing, where it did not. */
    public Optional<String> scanFault(Upload upload) {
        return scans.flatMap(queue -> queue.fault(upload.id())).or(() -> copies.flatMap(on -> on.note(upload.id())));
    }

    /**
     * Takes what this server kept while it was alone to where all servers have it; soon.
     *
     * @param wanted what is left in its folder otherwise
     */
    public void adopt(Path folder, Predicate<Upload> wanted) {
        copies.ifPresent(others -> others.adopt(new Adoption(folder, wanted)));
    }

    /**
     * What questions find, where servers share uploads.
     *
     * @param asked  whether questions come here
     * @param found  whether they find a document, or it is known to be none
     * @param forget is told of those that were deleted at another server
     */
    public void indexedBy(BooleanSupplier asked, Predicate<Upload> found, Consumer<List<Upload>> forget) {
        copies.ifPresent(others -> others.indexedBy(asked, found, forget));
    }

    /** Whether a document that is found by questions here is found by those of all servers. */
    public boolean foundByAll(Upload upload) {
        return copies.isEmpty() || copies.get().foundByAll(upload);
    }

    /** @return it, where there was one */
    public Optional<Upload> delete(String owner, String id) {
        Optional<Upload> upload = find(owner, id);
        return upload.isPresent() && remove(upload.get()) ? upload : Optional.empty();
    }

    /** All that was added to a thread. @return what that was */
    public List<Upload> deleteThread(String owner, String threadId) {
        refresh();
        return of(owner).stream().filter(upload -> upload.threadId().equals(Optional.of(threadId)))
                .filter(this::remove).toList();
    }

    private boolean remove(Upload upload) {
        try {
            return stored(() -> copies.isPresent() ? copies.get().delete(upload.id()) : here.forget(upload.id()));
        } catch (IOException e) {
            throw new UncheckedIOException("An upload cannot be deleted", e);
        }
    }

    /** The threads that something was added to. */
    public Set<OwnedThread> threads() {
        return here.all().stream().flatMap(upload -> upload.threadId().stream()
                .map(thread -> new OwnedThread(upload.owner(), thread))).collect(Collectors.toSet());
    }

    /** A thread, by its owner and its id. */
    public record OwnedThread(String owner, String threadId) {
    }

    /** Another number after each change. */
    public long changes() {
        return here.changes();
    }

    public UploadLimits limits() {
        return limits;
    }

    /** Where they are; changes in it are changes of them. */
    public Path folder() {
        return folder.folder();
    }

    /** Where the content of one lies. */
    public Path content(Upload upload) {
        return folder.content(upload.id());
    }

    /**
     * The content of a document. To be called by a thread that nobody interrupts.
     *
     * @throws IOException where it is gone
     */
    public byte[] read(String path) throws IOException {
        String id = UploadPath.id(path).filter(_ -> holds(path))
                .orElseThrow(() -> new NoSuchFileException(path));
        try (FileInputStream in = new FileInputStream(folder.content(id).toFile())) {
            return in.readNBytes(Math.toIntExact(limits.fileBytes()));
        }
    }

    Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS); // as exact as a database
    }

    <T> T stored(StorageThreads.Work<T, IOException> work) throws IOException {
        try {
            return storage.call(work, STORING);
        } catch (StorageTimeoutException e) {
            throw new IOException("It takes too long", e);
        }
    }

    /** Ends the scans; what was not scanned is with the next start. */
    @Override
    public void close() {
        scans.ifPresent(ScanQueue::close);
        copies.ifPresent(UploadCopies::close);
    }
}
