package dev.rill.retrieval.index;

import dev.rill.retrieval.WorkProgress;
import dev.rill.retrieval.document.ContentHash;
import dev.rill.retrieval.document.UnreadableDocumentException;
import dev.rill.retrieval.document.format.DocumentType;
import dev.rill.retrieval.extraction.ExtractionEndedException;
import dev.rill.retrieval.extraction.TextExtraction;
import dev.rill.retrieval.source.DocumentFile;
import dev.rill.retrieval.source.DocumentScan;
import dev.rill.retrieval.source.DocumentSource;
import dev.rill.retrieval.source.LeftOutDocuments;
import dev.rill.retrieval.source.SourceReadException;
import dev.rill.retrieval.upload.UploadPath;
import dev.rill.rights.Readers;
import dev.rill.storage.FileFault;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/**
 * One look at all documents: what is new or changed is indexed, what is gone is removed, and the rest costs no more
 * than the look. One use.
 */
public final class IndexPass {
    private static final System.Logger LOGGER = System.getLogger(IndexPass.class.getName());
    private static final Duration REPORT_EVERY = Duration.ofSeconds(5);
    private static final Duration REPORT_LATER_EVERY = Duration.ofMinutes(1);
    private static final Duration SHOW_EVERY = Duration.ofSeconds(1);
    /** A first pass is quicker when the index is written in large pieces. */
    private static final Duration SHOW_FIRST_EVERY = Duration.ofSeconds(5);
    private static final Duration KEEP_EVERY = Duration.ofSeconds(20);

    private final DocumentSource source;
    private final TextExtraction extraction;
    private final LeftOutDocuments problems;
    private final UnreadableBefore unreadable;
    private final IndexedDocuments catalog;
    private final int threads;
    private final BooleanSupplier stopped;
    private final long began = System.nanoTime();
    private long reported = began;
    private long shown = began;
    private long kept = began;
    private final PassProgress progress = new PassProgress();
    private final AtomicInteger looked = new AtomicInteger();
    private final AtomicInteger added = new AtomicInteger();
    private final AtomicInteger updated = new AtomicInteger();
    private final AtomicInteger removed = new AtomicInteger();
    private final AtomicInteger described = new AtomicInteger();
    private final AtomicInteger passages = new AtomicInteger();

    /** One that knows of no earlier start. */
    public IndexPass(DocumentSource source, TextExtraction extraction, LeftOutDocuments problems,
                     IndexedDocuments catalog, int threads, BooleanSupplier stopped) {
        this(source, extraction, problems, new UnreadableBefore(Optional.empty(), ""), catalog, threads, stopped);
    }

    /** @param threads to index with, where there is that much to do */
    IndexPass(DocumentSource source, TextExtraction extraction, LeftOutDocuments problems,
              UnreadableBefore unreadable, IndexedDocuments catalog, int threads, BooleanSupplier stopped) {
        this.unreadable = unreadable;
        this.extraction = extraction;
        this.threads = threads;
        this.source = source;
        this.problems = problems;
        this.catalog = catalog;
        this.stopped = stopped;
    }

    /**
     * What a pass did.
     *
     * @param all  false when it was stopped before it had seen everything
     * @param read documents whose content was looked at
     */
    public record Outcome(boolean all, int read, int added, int updated, int removed) {
    }

    public Outcome run(DocumentScan scan) throws IOException {
        Map<String, DocumentFile> changed = new TreeMap<>(scan.files());
        changed.values().removeIf(file -> catalog.holds(file) || problems.knows(file) || recalled(file));
        for (String path : catalog.paths()) {
            if (!scan.files().containsKey(path) && !scan.mayStillHold(path)) {
                catalog.remove(path);
                removed.incrementAndGet();
            }
        }
        restrict(scan);
        progress.found(changed.values());
        Queue<DocumentFile> left = new ConcurrentLinkedQueue<>(ordered(changed.values()));
        ParallelWork.run(Math.min(threads, changed.size()), () -> {
            DocumentFile file = left.poll();
            while (file != null && !stopped.getAsBoolean()) {
                progress.begin(file);
                if (extracted(file) || file.bytes() > DocumentSource.MAX_DOCUMENT_BYTES) {
                    synchronized (extraction) { // of these, which may be large, one at a time is held in memory
                        take(file);
                    }
                } else {
                    take(file);
                }
                progress.done(file);
                looked.incrementAndGet();
                tell();
                file = left.poll();
            }
        });
        boolean all = looked.get() == changed.size() && !stopped.getAsBoolean();
        unreadable.keep(path -> scan.files().containsKey(path) || scan.mayStillHold(path));
        finish(all && scan.unknown().isEmpty());
        return new Outcome(all, looked.get(), added.get(), updated.get(), removed.get());
    }

    /**
     * Somebody waits for what was uploaded: of that the first file of each owner comes before the second of any. What
     * is read here is found soon, and what another process reads waits for one another.
     *
     * @param files by path
     */
    static List<DocumentFile> ordered(Collection<DocumentFile> files) {
        Map<String, Integer> turns = new HashMap<>();
        Map<Readers, Integer> before = new HashMap<>();
        files.stream().filter(file -> UploadPath.is(file.path())).sorted(Comparator.comparing(IndexPass::extracted))
                .forEach(file -> turns.put(file.path(), before.merge(file.readers().inAnyThread(), 1,
                        Integer::sum)));
        return files.stream().sorted(Comparator.comparing((DocumentFile file) -> !UploadPath.is(file.path()))
                .thenComparing(IndexPass::extracted)
                .thenComparing(file -> turns.getOrDefault(file.path(), 0))).toList();
    }

    private boolean recalled(DocumentFile file) {
        Optional<String> why = unreadable.why(file);
        why.ifPresent(known -> problems.recall(file, known));
        return why.isPresent();
    }

    /** Before anything is read, which may take long, nobody sees any more what they may no longer see. */
    private void restrict(DocumentScan scan) throws IOException {
        int restricted = 0;
        for (DocumentFile file : scan.files().values()) {
            IndexedDocument known = catalog.find(file.path());
            if (known != null && !known.readers().equals(file.readers())) {
                catalog.restrict(file.path(), file.readers());
                restricted++;
            }
        }
        if (restricted > 0) {
            described.addAndGet(restricted);
            catalog.show();
            LOGGER.log(System.Logger.Level.INFO, "Rights: who may read {0} documents has changed", restricted);
        }
    }

    /** Any thread. */
    PassProgress progress() {
        return progress;
    }

    /** As far as its name tells, before it is read. */
    static boolean extracted(DocumentFile file) {
        return DocumentType.of(file.path()).filter(DocumentType::extracted).isPresent();
    }

    private PreparedDocument prepare(DocumentFile file, byte[] content)
            throws IOException, UnreadableDocumentException {
        DocumentType type = PreparedDocument.type(file, content);
        if (!type.extracted()) {
            return PreparedDocument.of(file, type, content, content);
        }
        synchronized (extraction) {
            return PreparedDocument.of(file, type, content, extraction.text(type, content));
        }
    }

    private void take(DocumentFile file) throws IOException {
        try {
            byte[] content = source.read(file);
            unreadable.forget(file.path());
            IndexedDocument known = catalog.find(file.path());
            if (known != null && known.hash().equals(ContentHash.of(content))) {
                problems.forget(file.path());
                if (file.settled()) {
                    catalog.describe(file);
                    described.incrementAndGet();
                }
                return;
            }
            PreparedDocument prepared = prepare(file, content);
            catalog.put(prepared);
            problems.forget(file.path());
            if (source.dropped(file.path())) {
                catalog.remove(file.path());
            }
            passages.addAndGet(prepared.passages().size());
            if (known == null) {
                added.incrementAndGet();
            } else {
                updated.incrementAndGet();
            }
        } catch (UnreadableDocumentException e) {
            if (e.lasting()) {
                unreadable.add(file, e.getMessage());
            }
            leaveOut(file, e.getMessage());
        } catch (OutOfMemoryError e) { // of one document; the others go on, and so does the thread
            leaveOut(file, "it takes more memory to read than the server has");
        } catch (AccessDeniedException e) {
            problems.reportForNow(file, "it cannot be read by this user");
            forgetDocument(file);
        } catch (ExtractionEndedException e) {
            LOGGER.log(System.Logger.Level.DEBUG, "{0} is read at the next start", file.path());
        } catch (SourceReadException e) {
            // what is known of it stays until it can be read again, or is seen to be gone
            if (!(e.getCause() instanceof NoSuchFileException)) {
                problems.report(file.path(), file.version(), "it cannot be read"
                        + (e.getCause() instanceof IOException io ? FileFault.of(io) : ": " + e.getMessage()),
                        file.readers());
            }
        }
    }

    private void leaveOut(DocumentFile file, String why) throws IOException {
        problems.report(file.path(), file.version(), why, file.readers());
        forgetDocument(file);
    }

    private void forgetDocument(DocumentFile file) throws IOException {
        if (catalog.find(file.path()) != null) {
            catalog.remove(file.path());
            removed.incrementAndGet();
        }
    }

    private synchronized void tell() throws IOException {
        long now = System.nanoTime();
        if (now - shown > (catalog.complete() ? SHOW_EVERY : SHOW_FIRST_EVERY).toNanos()) {
            shown = now;
            catalog.show();
        }
        if (now - kept > KEEP_EVERY.toNanos()) {
            kept = now;
            catalog.commit(false);
        }
        if (now - reported > Math.clamp((now - began) / 10, REPORT_EVERY.toNanos(), REPORT_LATER_EVERY.toNanos())) {
            reported = now;
            WorkProgress work = progress.all();
            LOGGER.log(System.Logger.Level.INFO, "Indexed {0} of {1} documents, {2} passages{3}", work.done(),
                    work.done() + work.toDo(), passages.get(), work.leftInWords());
        }
    }

    private void finish(boolean complete) throws IOException {
        int changes = added.get() + updated.get() + removed.get();
        if (changes + described.get() == 0 && (catalog.complete() || !complete)) {
            return;
        }
        catalog.show();
        catalog.commit(complete);
        if (changes > 0) {
            LOGGER.log(System.Logger.Level.INFO,
                    "Documents: {0} added, {1} updated, {2} removed; {3} passages indexed in {4} ms",
                    added.get(), updated.get(), removed.get(), passages.get(), (System.nanoTime() - began) / 1_000_000);
        }
    }
}
