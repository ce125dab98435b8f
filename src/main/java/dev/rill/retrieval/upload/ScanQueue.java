package dev.rill.retrieval.upload;

import dev.rill.storage.FileFault;
import dev.rill.storage.Uninterrupted;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.IntStream;

/**
 * Uploads that wait for the virus scanner, which looks at two at a time, of different owners where they are known: one
 * that takes it long holds up nobody else's. One of which it says nothing is looked at again, and waits until then, and
 * never are two of those looked at at once. Any thread adds; whoever started it closes it.
 */
final class ScanQueue implements AutoCloseable {
    private static final System.Logger LOGGER = System.getLogger(ScanQueue.class.getName());
    private static final int LANES = 2;
    private static final Duration AGAIN = Duration.ofSeconds(30);
    private static final Duration LONGEST_STOP = Duration.ofSeconds(5);
    static final String INFECTED = "the virus scanner refuses it";

    private final VirusScanner scanner;
    private final Uploads uploads;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition added = lock.newCondition();
    private final Map<String, Waiting> waiting = new LinkedHashMap<>();
    private final Map<String, Waiting> scanned = new HashMap<>();
    private final Map<String, String> faults = new ConcurrentHashMap<>();
    private final List<Thread> threads = IntStream.range(0, LANES).mapToObj(i ->
            Thread.ofPlatform().daemon().name("rill-scan-" + i).unstarted(this::run)).toList();
    private boolean stopped;

    /**
     * @param at    when it may be looked at
     * @param again whether it was looked at before
     */
    private record Waiting(String owner, long at, boolean again) {
        /** Without the owner. */
        @Override
        public String toString() {
            return "Waiting[again=" + again + "]";
        }
    }

    ScanQueue(VirusScanner scanner, Uploads uploads) {
        this.scanner = scanner;
        this.uploads = uploads;
    }

    void start() {
        threads.forEach(Thread::start);
    }

    void add(Upload upload) {
        add(upload.id(), new Waiting(upload.owner(), System.nanoTime(), false));
    }

    /** Why nothing is known of one after it was looked at. */
    Optional<String> fault(String id) {
        return Optional.ofNullable(faults.get(id));
    }

    private void add(String id, Waiting one) {
        lock.lock();
        try {
            waiting.put(id, one);
            added.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void run() {
        Optional<String> next = next();
        while (next.isPresent()) {
            String id = next.get();
            try {
                uploads.any(id).filter(uploads::waits).ifPresentOrElse(this::scan, () -> faults.remove(id));
            } finally {
                ended(id);
            }
            next = next();
        }
    }

    private void scan(Upload upload) {
        try {
            if (!uploads.claimScan(upload, scanner.deadline().plus(AGAIN))) {
                add(upload.id(), new Waiting(upload.owner(), System.nanoTime() + AGAIN.toNanos(), true));
                return;
            }
            VirusScanner.Finding finding = scanner.scan(uploads.content(upload));
            switch (finding) {
                case VirusScanner.Finding.Clean _ -> uploads.scanned(upload.clean());
                case VirusScanner.Finding.Infected _ -> {
                    LOGGER.log(System.Logger.Level.WARNING, "The virus scanner refuses the upload {0}", upload.id());
                    uploads.scanned(upload.refused(INFECTED));
                }
                case VirusScanner.Finding.Unknown(String reason, String detail) ->
                        again(upload, reason, detail.isEmpty() ? "" : ": " + detail);
            }
            if (!(finding instanceof VirusScanner.Finding.Unknown)) {
                faults.remove(upload.id());
            }
        } catch (IOException e) {
            again(upload, "what the virus scanner says cannot be written down", FileFault.of(e));
        }
    }

    /** @param detail for the log alone: it may name places of this machine */
    private void again(Upload upload, String reason, String detail) {
        String id = upload.id();
        if (!reason.equals(faults.put(id, reason))) {
            LOGGER.log(System.Logger.Level.WARNING, "The upload {0} is not read: {1}{2}; this is tried again", id,
                    reason, detail);
        }
        try {
            uploads.unscanned(upload, reason);
        } catch (IOException e) {
            LOGGER.log(System.Logger.Level.DEBUG, "Other servers are not told why the upload is not read", e);
        }
        add(id, new Waiting(upload.owner(), System.nanoTime() + AGAIN.toNanos(), true));
    }

    private void ended(String id) {
        lock.lock();
        try {
            scanned.remove(id);
            added.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Waits for it; empty at the end. */
    private Optional<String> next() {
        lock.lock();
        try {
            while (!stopped) {
                long now = System.nanoTime();
                Optional<String> next = due(now, false).or(() -> due(now, true));
                if (next.isPresent()) {
                    scanned.put(next.get(), waiting.remove(next.get()));
                    return next;
                }
                long wait = waiting.values().stream().mapToLong(one -> one.at() - now).filter(left -> left > 0).min()
                        .orElse(Long.MAX_VALUE);
                added.awaitNanos(Math.min(wait, TimeUnit.HOURS.toNanos(1)));
            }
            return Optional.empty();
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody has this thread to interrupt it", e);
        } finally {
            lock.unlock();
        }
    }

    /** The first that is due and does not have to wait for another one. */
    private Optional<String> due(long now, boolean again) {
        return waiting.entrySet().stream().filter(each -> {
            Waiting one = each.getValue();
            return one.again() == again && one.at() - now <= 0 && scanned.values().stream().noneMatch(other ->
                    again && other.again() || !one.owner().isEmpty() && one.owner().equals(other.owner()));
        }).map(Map.Entry::getKey).findFirst();
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
        threads.forEach(thread -> Uninterrupted.join(thread, LONGEST_STOP));
    }
}
