package dev.rill.retrieval.upload;

import dev.rill.storage.Uninterrupted;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Keeps what is here of the uploads that servers share as it is there, by looking twice a second for changes. Threads
 * that nobody interrupts. Whoever started it closes it.
 */
final class UploadCopies implements AutoCloseable {
    private static final System.Logger LOGGER = System.getLogger(UploadCopies.class.getName());
    private static final Duration LOOK_EVERY = Duration.ofMillis(500);
    /** A third of the time after which nobody waits for a server that is silent. */
    private static final Duration TELL_EVERY = Duration.ofSeconds(5);
    private static final Duration WAITED_FOR = Duration.ofMinutes(1);
    private static final int ASKED_AT_ONCE = 200;
    private static final Duration LONGEST_STOP = Duration.ofSeconds(5);

    private final SharedUploads shared;
    private final LocalUploads here;
    private final ReentrantLock looking = new ReentrantLock();
    /** Of each that is known here, the change up to which it is. */
    private final Map<String, Long> known = new ConcurrentHashMap<>();
    private final Map<String, String> notes = new ConcurrentHashMap<>();
    private final Set<String> unsettled = ConcurrentHashMap.newKeySet();
    private final Set<String> arriving = ConcurrentHashMap.newKeySet();
    private final Queue<Upload> gone = new ConcurrentLinkedQueue<>();
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final Thread thread = Thread.ofPlatform().daemon().name("rill-uploads").unstarted(this::run);
    private volatile BooleanSupplier asked = () -> false;
    private volatile Predicate<Upload> settled = _ -> false;
    private volatile Consumer<List<Upload>> forget = _ -> { };
    private volatile Optional<Adoption> adoption = Optional.empty();
    private volatile long foundByAll = -1;
    private volatile long seen = -1;
    private final long started = System.nanoTime();
    private long told = -1;
    private long toldAt;
    private boolean failing;

    UploadCopies(SharedUploads shared, LocalUploads here) {
        this.shared = shared;
        this.here = here;
    }

    void start() {
        attempt();
        thread.start();
    }

    /**
     * @param asked  whether questions come here: nobody waits long for a server that is not ready
     * @param found  whether a document is found by questions here, or is known to be none
     * @param forget is told of those that were deleted elsewhere
     */
    void indexedBy(BooleanSupplier asked, Predicate<Upload> found, Consumer<List<Upload>> forget) {
        this.asked = asked;
        this.settled = found;
        this.forget = forget;
    }

    /** Has those forgotten that were found to be gone. Not from within the work of a storage thread. */
    void forgetGone() {
        List<Upload> all = new ArrayList<>();
        for (Upload next = gone.poll(); next != null; next = gone.poll()) {
            all.add(next);
        }
        try {
            forget.accept(all);
        } catch (RuntimeException e) {
            LOGGER.log(System.Logger.Level.DEBUG, "The index forgets them with its next pass", e);
        }
    }

    /** Takes what this server kept while it was alone to where all have it, soon. */
    void adopt(Adoption own) {
        adoption = Optional.of(own);
    }

    /** Whether the questions of all servers find it, as far as it is one that they can find. */
    boolean foundByAll(Upload upload) {
        return known.getOrDefault(upload.id(), Long.MAX_VALUE) <= foundByAll;
    }

    /** @return the upload, or the one that is there and the same; empty where its owner has as much as one may have */
    Optional<Upload> keep(Upload upload, Path content, UploadLimits limits) throws IOException {
        arriving.add(upload.id());
        try {
            return switch (shared.keep(upload, content, limits)) {
                case SharedUploads.Kept.Taken(long change) -> {
                    here.arrived(upload);
                    changed(upload.id(), change);
                    yield Optional.of(upload);
                }
                case SharedUploads.Kept.Repeats(Upload before) -> Optional.of(before);
                case SharedUploads.Kept.Full _ -> Optional.empty();
            };
        } finally {
            arriving.remove(upload.id());
        }
    }

    private void changed(String id, long change) {
        known.put(id, change);
        unsettled.add(id);
    }

    void scanned(Upload upload) throws IOException {
        shared.scanned(upload);
        notes.remove(upload.id());
    }

    /** What one of the servers says of it. */
    Optional<String> note(String id) {
        return Optional.ofNullable(notes.get(id));
    }

    /** Says to all why it is not scanned yet. */
    void note(String id, String why) throws IOException {
        if (!why.equals(notes.get(id))) {
            shared.note(id, why);
            notes.put(id, why);
        }
    }

    /** Whether this server is to have it scanned. */
    boolean claimScan(Upload upload, Duration time) throws IOException {
        return shared.claimScan(upload.id(), time);
    }

    /** @return whether it was there */
    boolean delete(String id) throws IOException {
        looking.lock();
        try {
            boolean there = shared.delete(id);
            known.remove(id);
            notes.remove(id);
            here.forget(id);
            return there;
        } finally {
            looking.unlock();
        }
    }

    /** Takes over what has changed; contents come later. */
    void look() throws IOException {
        looking.lock();
        try {
            long last = shared.lastChange();
            if (last == seen) {
                return;
            }
            Map<String, Long> there = shared.changes();
            for (Upload upload : here.all()) {
                if (!there.containsKey(upload.id()) && !arriving.contains(upload.id())) {
                    known.remove(upload.id());
                    notes.remove(upload.id());
                    here.forget(upload.id());
                    gone.add(upload);
                }
            }
            List<String> changed = there.keySet().stream().filter(id -> !there.get(id).equals(known.get(id))).toList();
            Map<String, String> said = changed.isEmpty() ? Map.of() : shared.notes(changed);
            notes.putAll(said);
            notes.keySet().removeIf(id -> changed.contains(id) && !said.containsKey(id));
            boolean all = true;
            for (Upload upload : changed.isEmpty() ? List.<Upload>of() : shared.read(changed)) {
                if (arriving.contains(upload.id())) {
                    all = false; // whoever keeps it makes it known
                } else {
                    here.learn(upload);
                    changed(upload.id(), there.get(upload.id()));
                }
            }
            seen = all ? last : seen;
        } finally {
            looking.unlock();
        }
    }

    private void run() {
        try {
            while (!stopped.await(LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS)) {
                attempt();
                forgetGone();
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody has this thread to interrupt it", e);
        }
    }

    private void attempt() {
        try {
            look();
            tell();
            fetch();
            if (adoption.isPresent()) {
                adoption.get().into(shared);
                adoption = Optional.empty();
            }
            if (failing) {
                LOGGER.log(System.Logger.Level.INFO, "The uploads of all servers are known here again");
            }
            failing = false;
        } catch (IOException | RuntimeException e) {
            if (!failing) {
                LOGGER.log(System.Logger.Level.WARNING, "What was sent to other servers is not known here for now: {0}",
                        e.getMessage());
            }
            failing = true;
        }
    }

    /** One that cannot be fetched holds up no other. */
    private void fetch() throws IOException {
        Optional<IOException> failed = Optional.empty();
        for (String id : here.lacking()) {
            try {
                here.fetch(id, shared);
            } catch (IOException e) {
                failed = Optional.of(e);
            }
        }
        if (failed.isPresent()) {
            throw failed.get();
        }
    }

    private void tell() throws IOException {
        long upTo = seen;
        long change = settle() ? upTo : told;
        if (isWaitedFor() && (change != told || System.nanoTime() - toldAt > TELL_EVERY.toNanos())) {
            shared.tell(change);
            told = change;
            toldAt = System.nanoTime();
        }
        if (foundByAll < upTo) {
            foundByAll = Math.max(foundByAll, shared.foundByAll().orElse(-1L));
        }
    }

    /** From its start on, before the first question comes; not through a first pass over many documents. */
    private boolean isWaitedFor() {
        return asked.getAsBoolean() || System.nanoTime() - started < WAITED_FOR.toNanos();
    }

    /** @return whether of all that is known here it is known whether questions find it */
    private boolean settle() {
        int asked = 0;
        Set<String> done = new HashSet<>();
        for (Iterator<String> left = unsettled.iterator(); left.hasNext() && asked < ASKED_AT_ONCE; asked++) {
            String id = left.next();
            if (here.find(id).filter(upload -> !here.isNone(upload) && !settled.test(upload)).isEmpty()) {
                done.add(id);
            }
        }
        unsettled.removeAll(done);
        return unsettled.isEmpty();
    }

    @Override
    public void close() {
        stopped.countDown();
        Uninterrupted.join(thread, LONGEST_STOP);
        shared.close();
    }
}
