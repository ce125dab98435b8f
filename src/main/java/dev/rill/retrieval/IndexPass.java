package dev.rill.retrieval;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;

/**
 * One look at all documents: what is new or changed is indexed, what is gone is removed, and the rest costs no more
 * than the look. One use, on the index's own thread.
 */
final class IndexPass {
    private static final System.Logger LOGGER = System.getLogger(IndexPass.class.getName());
    private static final Duration REPORT_EVERY = Duration.ofSeconds(5);
    private static final Duration SHOW_EVERY = Duration.ofSeconds(1);

    private final DocumentSource source;
    private final Problems problems;
    private final IndexCatalog catalog;
    private final BooleanSupplier stopped;
    private final long began = System.nanoTime();
    private long reported = began;
    private long shown = began;
    private int added;
    private int updated;
    private int removed;
    private int described;
    private int passages;

    IndexPass(DocumentSource source, Problems problems, IndexCatalog catalog, BooleanSupplier stopped) {
        this.source = source;
        this.problems = problems;
        this.catalog = catalog;
        this.stopped = stopped;
    }

    /** @return false when it was stopped before it had seen everything */
    boolean run(DocumentScan scan) throws IOException {
        Map<String, DocumentFile> changed = new TreeMap<>(scan.files());
        changed.values().removeIf(file -> catalog.holds(file) || problems.knows(file));
        for (String path : catalog.paths()) {
            if (!scan.files().containsKey(path) && !scan.mayStillHold(path)) {
                catalog.remove(path);
                removed++;
            }
        }
        int looked = 0;
        for (DocumentFile file : changed.values()) {
            if (stopped.getAsBoolean()) {
                break;
            }
            take(file);
            progress(++looked, changed.size());
        }
        boolean all = looked == changed.size();
        finish(all && scan.unknown().isEmpty());
        return all;
    }

    private void take(DocumentFile file) throws IOException {
        try {
            byte[] content = source.read(file);
            IndexedDocument known = catalog.find(file.path());
            if (known != null && known.hash().equals(ContentHash.of(content))) {
                if (file.settled()) {
                    catalog.describe(file);
                    described++;
                }
                return;
            }
            PreparedDocument prepared = PreparedDocument.of(file, content);
            catalog.put(prepared);
            passages += prepared.passages().size();
            if (known == null) {
                added++;
            } else {
                updated++;
            }
        } catch (UnreadableDocumentException e) {
            leaveOut(file, e.getMessage());
        } catch (AccessDeniedException e) {
            leaveOut(file, "it cannot be read by this user");
        } catch (SourceReadException e) {
            // what is known of it stays until it can be read again, or is seen to be gone
            if (!(e.getCause() instanceof NoSuchFileException)) {
                problems.report(file.path(), file.version(), "it cannot be read: " + e.getMessage());
            }
        }
    }

    private void leaveOut(DocumentFile file, String why) throws IOException {
        problems.report(file.path(), file.version(), why);
        if (catalog.find(file.path()) != null) {
            catalog.remove(file.path());
            removed++;
        }
    }

    private void progress(int looked, int of) throws IOException {
        long now = System.nanoTime();
        if (now - shown > SHOW_EVERY.toNanos()) {
            shown = now;
            catalog.show();
        }
        if (now - reported > REPORT_EVERY.toNanos()) {
            reported = now;
            catalog.commit(false);
            LOGGER.log(System.Logger.Level.INFO, "Indexed {0} of {1} documents, {2} passages", looked, of, passages);
        }
    }

    private void finish(boolean complete) throws IOException {
        boolean nothing = added + updated + removed + described == 0;
        if (nothing && (catalog.complete() || !complete)) {
            return;
        }
        catalog.commit(complete);
        catalog.show();
        if (added + updated + removed > 0) {
            LOGGER.log(System.Logger.Level.INFO,
                    "Documents: {0} added, {1} updated, {2} removed; {3} passages indexed in {4} ms",
                    added, updated, removed, passages, (System.nanoTime() - began) / 1_000_000);
        }
    }
}
