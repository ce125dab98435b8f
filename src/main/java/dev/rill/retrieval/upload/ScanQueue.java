package dev.rill.retrieval.upload;

import dev.rill.storage.FileFault;
import dev.rill.storage.Uninterrupted;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Uploads that wait for the virus scanner, which looks at one after the other. One of which it says nothing is looked
 * at again, and waits until then. Any thread adds; whoever started it closes it.
 */
final class ScanQueue implements AutoCloseable {
    private static final System.Logger LOGGER = System.getLogger(ScanQueue.class.getName());
    private static final Duration AGAIN = Duration.ofSeconds(30);
    private static final Duration LONGEST_STOP = Duration.ofSeconds(5);
    static final String INFECTED = "the virus scanner refuses it";

    private final VirusScanner scanner;
    private final Uploads uploads;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition added = lock.newCondition();
    /** When each may be looked at. */
    private final Map<String, Long> due = new LinkedHashMap<>();
    private final Map<String, String> faults = new ConcurrentHashMap<>();
    private final Thread thread = Thread.ofPlatform().daemon().name("rill-scan").unstarted(this::run);
    private boolean stopped;

    ScanQueue(VirusScanner scanner, Uploads uploads) {
        this.scanner = scanner;
        this.uploads = uploads;
    }

    void start() {
        thread.start();
    }

    void add(Upload upload) {
        add(upload.id(), System.nanoTime());
    }

    /** Why nothing is known of one after it was looked at. */
    Optional<String> fault(String id) {
        return Optional.ofNullable(faults.get(id));
    }

    private void add(String id, long at) {
        lock.lock();
        try {
            due.put(id, at);
            added.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void run() {
        Optional<String> next = next();
        while (next.isPresent()) {
            String id = next.get();
            uploads.any(id).ifPresentOrElse(this::scan, () -> faults.remove(id));
            next = next();
        }
    }

    private void scan(Upload upload) {
        VirusScanner.Finding finding = scanner.scan(uploads.content(upload));
        try {
            switch (finding) {
                case VirusScanner.Finding.Clean _ -> uploads.scanned(upload.clean());
                case VirusScanner.Finding.Infected _ -> {
                    LOGGER.log(System.Logger.Level.WARNING, "The virus scanner refuses the upload {0}", upload.id());
                    uploads.scanned(upload.refused(INFECTED));
                }
                case VirusScanner.Finding.Unknown(String reason, String detail) ->
                        again(upload.id(), reason, detail.isEmpty() ? "" : ": " + detail);
            }
            if (!(finding instanceof VirusScanner.Finding.Unknown)) {
                faults.remove(upload.id());
            }
        } catch (IOException e) {
            again(upload.id(), "what the virus scanner says cannot be written down", FileFault.of(e));
        }
    }

    /** @param detail for the log alone: it may name places of this machine */
    private void again(String id, String reason, String detail) {
        if (!reason.equals(faults.put(id, reason))) {
            LOGGER.log(System.Logger.Level.WARNING, "The upload {0} is not read: {1}{2}; this is tried again", id,
                    reason, detail);
        }
        add(id, System.nanoTime() + AGAIN.toNanos());
    }

    /** Waits for it; empty at the end. */
    private Optional<String> next() {
        lock.lock();
        try {
            while (!stopped) {
                long now = System.nanoTime();
                long wait = Long.MAX_VALUE;
                for (Map.Entry<String, Long> each : due.entrySet()) {
                    wait = Math.min(wait, each.getValue() - now);
                    if (each.getValue() - now <= 0) {
                        due.remove(each.getKey());
                        return Optional.of(each.getKey());
                    }
                }
                added.awaitNanos(Math.min(wait, TimeUnit.HOURS.toNanos(1)));
            }
            return Optional.empty();
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody has this thread to interrupt it", e);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            stopped = true;
            added.signalAll();
        } finally {
            lock.unlock();
        }
        scanner.stop();
        Uninterrupted.join(thread, LONGEST_STOP);
    }
}
