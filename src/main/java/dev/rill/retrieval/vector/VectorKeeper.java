package dev.rill.retrieval.vector;

import dev.rill.retrieval.Embedder;
import dev.rill.retrieval.Embedder.EmbeddingFailedException;
import dev.rill.retrieval.ServiceHealth;
import dev.rill.retrieval.WorkProgress;
import dev.rill.storage.Uninterrupted;
import dev.rill.stream.Cancellation;
import dev.rill.stream.Cancellation.CancelledException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.lucene.util.BytesRef;

/**
 * Gives passages their vectors, in the background; they can be found by their words meanwhile, and for as long as the
 * embedder fails. The work is done by one platform thread, interrupted only while it waits for a server.
 */
final class VectorKeeper {
    private static final System.Logger LOGGER = System.getLogger(VectorKeeper.class.getName());
    /** Between two looks for what another server is making. */
    private static final Duration OTHERS_TAKE = Duration.ofMillis(250);
    private static final Duration LONGEST_STOP = Duration.ofSeconds(30);

    private final Embedder embedder;
    private final ServiceHealth health;
    private final KeyedPassages passages;
    private final VectorSharing sharing;
    private final PassageEmbedding embedding;
    private final Path folder;
    private final Duration rest;
    private final PendingPassages pending;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Thread thread = Thread.ofPlatform().daemon().name("rill-vectors").unstarted(this::run);
    private volatile VectorIndex index;
    private Cancellation cancellation;
    private boolean stopped;
    private long looked;

    /** @param rest between two looks for passages without vectors */
    VectorKeeper(Embedder embedder, ServiceHealth health, KeyedPassages passages, PendingPassages pending,
                 Optional<SharedVectors> shared, Path folder, Duration rest) {
        this.embedder = embedder;
        this.health = health;
        this.passages = passages;
        this.pending = pending;
        this.sharing = new VectorSharing(shared);
        this.embedding = new PassageEmbedding(embedder, health, passages, pending, sharing);
        this.folder = folder;
        this.rest = rest;
    }

    void start() {
        thread.start();
    }

    /** Empty until it is open. */
    Optional<VectorIndex> index() {
        return Optional.ofNullable(index);
    }

    /** How far the vectors are, of some passages where not all are meant; empty where that is not known. */
    Optional<WorkProgress> progress(Optional<KeyFilter> among) {
        return embedding.progress(among);
    }

    private void run() {
        begin(new Cancellation());
        try {
            while (!stopped()) {
                await(step());
            }
        } catch (CancelledException e) {
            // told to stop while it waited for a server
        } finally {
            close();
        }
    }

    /** @return nanoseconds until there may be more to do */
    private long step() {
        try {
            if (!passages.ready()) {
                return rest.toNanos();
            }
            if (health.pause() > 0) {
                return Math.max(rest.toNanos(), health.pause());
            }
            if (index == null || !index.writable()) {
                open();
            }
            look();
            return switch (embedding.some(index, cancellation)) {
                case SOME_HAVE -> {
                    keep(false);
                    yield 0;
                }
                case OTHERS_MAKE_THEM -> {
                    keep(false);
                    yield Math.min(rest.toNanos(), OTHERS_TAKE.toNanos());
                }
                case NONE_WAITS -> {
                    keep(true);
                    embedder.prepare(); // so that the first question need not wait for it
                    yield sharing.offerSome(index.model(), index) ? 0 : rest.toNanos();
                }
            };
        } catch (CancelledException e) {
            throw e;
        } catch (EmbeddingFailedException e) {
            health.failed(e);
            return rest.toNanos();
        } catch (IOException | RuntimeException e) {
            LOGGER.log(System.Logger.Level.WARNING, "Vectors cannot be added to the index just now", e);
            return ServiceHealth.LONGEST_PAUSE.toNanos();
        }
    }

    private void open() throws IOException {
        if (index != null) {
            index.close();
        }
        index = VectorIndex.open(folder, embedder.model());
        pending.forget();
    }

    private void keep(boolean atOnce) throws IOException {
        if (index.keep(atOnce)) {
            pending.seen();
        }
    }

    /** Compares the vectors that there are with the passages, where these have changed. */
    private void look() throws IOException {
        long version = passages.version();
        long now = System.nanoTime();
        if (!pending.outdated(version) || pending.some() && now - looked < rest.toNanos()) {
            return;
        }
        looked = now;
        index.refresh();
        pending.seen();
        Set<BytesRef> missing = new LinkedHashSet<>(passages.keys());
        List<BytesRef> gone = new ArrayList<>();
        int have = 0;
        for (BytesRef key : index.keys()) {
            if (missing.remove(key)) {
                have++;
            } else {
                gone.add(key);
            }
        }
        index.remove(gone);
        pending.set(version, missing, have);
    }

    private void begin(Cancellation own) {
        lock.lock();
        try {
            cancellation = own;
            if (stopped) {
                own.cancel(Cancellation.Reason.DRAINING);
            }
        } finally {
            lock.unlock();
        }
    }

    private boolean stopped() {
        lock.lock();
        try {
            return stopped;
        } finally {
            lock.unlock();
        }
    }

    private void await(long nanos) {
        lock.lock();
        try {
            long left = nanos;
            while (!stopped && left > 0) {
                left = changed.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted outside a call to the embeddings server", e);
        } finally {
            lock.unlock();
        }
    }

    /** Ends what is under way, and the thread, and closes the index. */
    void stop() {
        lock.lock();
        try {
            stopped = true;
            changed.signalAll();
            if (cancellation != null) {
                cancellation.cancel(Cancellation.Reason.DRAINING);
            }
        } finally {
            lock.unlock();
        }
        Uninterrupted.join(thread, LONGEST_STOP);
    }

    private void close() {
        sharing.close();
        try {
            if (index != null) {
                if (index.writable()) {
                    index.keep(true);
                }
                index.close();
            }
        } catch (IOException e) {
            LOGGER.log(System.Logger.Level.WARNING, "The vectors that were made last are lost", e);
        }
    }
}
