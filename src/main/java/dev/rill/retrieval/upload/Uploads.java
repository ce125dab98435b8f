package dev.rill.retrieval.upload;

import dev.rill.retrieval.document.format.DocumentType;
import dev.rill.storage.StorageThreads;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

/**
 * The files that users have sent. Any thread, interrupted or not. Whoever opened it closes it, before the storage
 * threads and after what reads documents.
 */
public final class Uploads implements AutoCloseable {
    private static final Duration STORING = Duration.ofSeconds(30);
    private static final String LETTERS = "abcdefghijkmnpqrstuvwxyz23456789";
    private static final int ID_LENGTH = 16;

    private final UploadFolder folder;
    private final UploadLimits limits;
    private final StorageThreads storage;
    private final Clock clock;
    private final Allowances allowances;
    private final SecureRandom random = new SecureRandom();
    private final Map<String, Upload> all = new ConcurrentHashMap<>();
    private final AtomicLong changes = new AtomicLong();
    private final Optional<ScanQueue> scans;

    private Uploads(UploadFolder folder, UploadLimits limits, Optional<VirusScanner> scanner, StorageThreads storage,
                    Clock clock) {
        this.folder = folder;
        this.limits = limits;
        this.storage = storage;
        this.clock = clock;
        this.allowances = new Allowances(limits);
        this.scans = scanner.map(one -> new ScanQueue(one, this));
    }

    /**
     * Opens what is kept in a folder.
     *
     * @param folder  of the uploads; nothing else may be in it
     * @param scanner looks at each before anything else does
     * @throws IOException where the folder cannot be made or read
     */
    public static Uploads open(Path folder, UploadLimits limits, Optional<VirusScanner> scanner,
                               StorageThreads storage, Clock clock) throws IOException {
        return storage.call(() -> {
            UploadFolder opened = UploadFolder.open(folder);
            Uploads uploads = new Uploads(opened, limits, scanner, storage, clock);
            opened.all().forEach(uploads::add);
            uploads.scans.ifPresent(queue -> {
                uploads.all.values().stream().filter(upload -> !upload.scanned()).forEach(queue::add);
                queue.start();
            });
            return uploads;
        }, STORING);
    }

    private void add(Upload upload) {
        allowances.count(upload);
        all.put(upload.id(), upload);
    }

    /**
     * Begins to take a file.
     *
     * @return empty where its owner has as many files as one may have
     */
    public Optional<Receiving> begin(String owner) throws IOException {
        if (!allowances.takeFile(owner)) {
            return Optional.empty();
        }
        boolean begun = false;
        try {
            Receiving receiving = stored(() -> new Receiving(this, folder, allowances, limits, newId(), owner));
            begun = true;
            return Optional.of(receiving);
        } finally {
            if (!begun) {
                allowances.give(owner, 1, 0);
            }
        }
    }

    private String newId() {
        StringBuilder id = new StringBuilder();
        for (int i = 0; i < ID_LENGTH; i++) {
            id.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return id.toString();
    }

    /** @return the upload, or the one that is there and the same */
    synchronized Upload keep(Upload upload) throws IOException {
        Optional<Upload> before = all.values().stream().filter(upload::repeats).findFirst();
        if (before.isPresent()) {
            return before.get();
        }
        folder.keep(upload);
        all.put(upload.id(), upload);
        changes.incrementAndGet();
        scans.ifPresent(queue -> queue.add(upload));
        return upload;
    }

    /** What a scan has found; nothing where it was deleted meanwhile. */
    synchronized void scanned(Upload upload) throws IOException {
        Upload before = all.get(upload.id());
        if (before != null) {
            folder.rewrite(upload);
            all.put(upload.id(), upload);
            allowances.give(upload.owner(), 0, before.bytes() - upload.bytes());
            changes.incrementAndGet();
        }
    }

    /** One of an owner; empty where there is none, or it is another's. */
    public Optional<Upload> find(String owner, String id) {
        return Optional.ofNullable(all.get(id)).filter(upload -> upload.owner().equals(owner));
    }

    /** Whoever owns it. */
    Optional<Upload> any(String id) {
        return Optional.ofNullable(all.get(id));
    }

    /** All of an owner, the newest first. */
    public List<Upload> of(String owner) {
        return all.values().stream().filter(upload -> upload.owner().equals(owner))
                .sorted(Comparator.comparing(Upload::received).reversed().thenComparing(Upload::id)).toList();
    }

    /** Those that are documents: nothing is wrong with them, as far as anybody has to look. */
    public List<Upload> documents() {
        return all.values().stream().filter(this::isDocument).toList();
    }

    private boolean isDocument(Upload upload) {
        return upload.refused().isEmpty() && (scans.isEmpty() || upload.scanned());
    }

    /** Whether there is a document of that path. */
    public boolean holds(String path) {
        return UploadPath.id(path).map(all::get).filter(upload -> upload.path().equals(path) && isDocument(upload))
                .isPresent();
    }

    /** Whether it still has to be scanned. */
    public boolean waits(Upload upload) {
        return scans.isPresent() && !upload.scanned();
    }

    /** Why the last scan said nothing, where it did not. */
    public Optional<String> scanFault(Upload upload) {
        return scans.flatMap(queue -> queue.fault(upload.id()));
    }

    /** @return it, where there was one */
    public Optional<Upload> delete(String owner, String id) {
        Optional<Upload> upload = find(owner, id);
        return upload.isPresent() && remove(upload.get()) ? upload : Optional.empty();
    }

    /** All that was added to a thread. @return what that was */
    public List<Upload> deleteThread(String owner, String threadId) {
        return of(owner).stream().filter(upload -> upload.threadId().equals(Optional.of(threadId)))
                .filter(this::remove).toList();
    }

    private boolean remove(Upload upload) {
        try {
            return stored(() -> removed(upload.id()));
        } catch (IOException e) {
            throw new UncheckedIOException("An upload cannot be deleted", e);
        }
    }

    private synchronized boolean removed(String id) throws IOException {
        Upload upload = all.get(id);
        if (upload == null) {
            return false;
        }
        folder.remove(id);
        all.remove(id);
        allowances.give(upload.owner(), 1, upload.bytes());
        changes.incrementAndGet();
        return true;
    }

    /** The threads that something was added to. */
    public Set<OwnedThread> threads() {
        return all.values().stream().flatMap(upload -> upload.threadId().stream()
                .map(thread -> new OwnedThread(upload.owner(), thread))).collect(Collectors.toSet());
    }

    /** A thread, by its owner and its id. */
    public record OwnedThread(String owner, String threadId) {
    }

    /** Another number after each change. */
    public long changes() {
        return changes.get();
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

    /** How large a file of a type may be. */
    long most(DocumentType type) {
        return !type.extracted() ? Math.min(limits.fileBytes(), limits.textBytes()) : limits.fileBytes();
    }

    Instant now() {
        return clock.instant();
    }

    <T> T stored(StorageThreads.Work<T, IOException> work) throws IOException {
        return storage.call(work, STORING);
    }

    /** Ends the scans; what was not scanned is with the next start. */
    @Override
    public void close() {
        scans.ifPresent(ScanQueue::close);
    }
}
