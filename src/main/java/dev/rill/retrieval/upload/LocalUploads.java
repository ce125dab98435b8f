package dev.rill.retrieval.upload;

import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * The uploads that this server knows, with their contents in its folder, where they are all of them or copies. Threads
 * that nobody interrupts; what only reads, any.
 */
final class LocalUploads {
    private static final System.Logger LOGGER = System.getLogger(LocalUploads.class.getName());

    private final UploadFolder folder;
    private final Allowances allowances;
    private final boolean scansFirst;
    private final Consumer<Upload> scan;
    private final Map<String, Upload> all = new ConcurrentHashMap<>();
    /** Those whose content is to be fetched yet. */
    private final Set<String> lacking = ConcurrentHashMap.newKeySet();
    private final AtomicLong changes = new AtomicLong();

    /**
     * @param scansFirst whether none is a document before it was scanned
     * @param scan       is told of each that waits for that
     */
    LocalUploads(UploadFolder folder, Allowances allowances, boolean scansFirst, Consumer<Upload> scan) {
        this.folder = folder;
        this.allowances = allowances;
        this.scansFirst = scansFirst;
        this.scan = scan;
    }

    /** Knows what the folder has. */
    void open() throws IOException {
        folder.all().forEach(this::count);
    }

    private void count(Upload upload) {
        allowances.count(upload);
        all.put(upload.id(), upload);
    }

    Optional<Upload> find(String id) {
        return Optional.ofNullable(all.get(id));
    }

    Collection<Upload> all() {
        return all.values();
    }

    /** The ids of those whose content is not here yet. */
    List<String> lacking() {
        return List.copyOf(lacking);
    }

    /** Another number after each change. */
    long changes() {
        return changes.get();
    }

    /** Whether it still has to be scanned. */
    boolean waits(Upload upload) {
        return scansFirst && !upload.scanned();
    }

    /** Whether it is no document, or none until it was scanned. */
    boolean isNone(Upload upload) {
        return upload.refused().isPresent() || waits(upload);
    }

    boolean isDocument(Upload upload) {
        return !isNone(upload) && !lacking.contains(upload.id());
    }

    /** Has those scanned whose content is here. */
    void scanAll() {
        all.values().forEach(this::scan);
    }

    private void scan(Upload upload) {
        if (waits(upload) && !lacking.contains(upload.id())) {
            scan.accept(upload);
        }
    }

    /** Keeps one whose content was written and counted. @return the upload, or the one that is there and the same */
    synchronized Upload keep(Upload upload) throws IOException {
        Optional<Upload> before = all.values().stream().filter(upload::repeats).findFirst();
        if (before.isPresent()) {
            return before.get();
        }
        folder.keep(upload);
        added(upload);
        return upload;
    }

    private void added(Upload upload) {
        all.put(upload.id(), upload);
        changes.incrementAndGet();
        scan(upload);
    }

    /** The same of one that the servers' database has: what the folder cannot take is fetched later. */
    synchronized void arrived(Upload upload) throws IOException {
        try {
            folder.keep(upload);
        } catch (IOException e) {
            LOGGER.log(System.Logger.Level.WARNING, "An upload is kept by the database, and not yet here", e);
            folder.discard(upload.id());
            lacking.add(upload.id());
        }
        added(upload);
    }

    /** One that another server took or changed. */
    synchronized void learn(Upload upload) throws IOException {
        Upload before = all.get(upload.id());
        if (before != null) {
            change(before, upload);
            return;
        }
        if (upload.refused().isEmpty()) {
            lacking.add(upload.id());
        }
        count(upload);
        changes.incrementAndGet();
    }

    /** What has become of one; nothing where it was deleted meanwhile. */
    synchronized void change(Upload upload) throws IOException {
        Upload before = all.get(upload.id());
        if (before != null) {
            change(before, upload);
        }
    }

    private void change(Upload before, Upload now) throws IOException {
        if (before.equals(now)) {
            return;
        }
        if (folder.has(now.id())) {
            folder.rewrite(now);
        }
        if (now.refused().isPresent()) {
            lacking.remove(now.id());
        }
        all.put(now.id(), now);
        allowances.give(now.owner(), 0, before.bytes() - now.bytes());
        changes.incrementAndGet();
    }

    /** Fetches the content of one, and nothing that is not what was sent. */
    void fetch(String id, SharedUploads from) throws IOException {
        Upload upload = all.get(id);
        boolean whole = upload != null && folder.fetch(upload, from);
        synchronized (this) {
            Upload now = all.get(id);
            if (whole && now != null && now.refused().isEmpty()) {
                folder.keep(now);
                lacking.remove(id);
                added(now);
            } else {
                folder.discard(id);
            }
        }
    }

    /** @return whether it was here */
    synchronized boolean forget(String id) throws IOException {
        Upload upload = all.get(id);
        if (upload == null) {
            return false;
        }
        if (folder.has(id)) {
            folder.remove(id);
        }
        all.remove(id);
        lacking.remove(id);
        allowances.give(upload.owner(), 1, upload.bytes());
        changes.incrementAndGet();
        return true;
    }
}
