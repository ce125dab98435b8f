package dev.rill.retrieval.index;

import dev.rill.retrieval.Embedder;
import dev.rill.retrieval.Embedder.EmbeddingFailedException;
import dev.rill.retrieval.document.UnreadableDocumentException;
import dev.rill.retrieval.source.DocumentFile;
import dev.rill.retrieval.source.DocumentSource;
import dev.rill.stream.Cancellation;
import dev.rill.stream.Cancellation.CancelledException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Gives the passages of an index their vectors, in the background and several documents at a time; documents can be
 * found by their words meanwhile, and for as long as the embeddings server fails. The work is done by one platform
 * thread, interrupted only while it waits for that server.
 */
final class VectorKeeper {
    private static final System.Logger LOGGER = System.getLogger(VectorKeeper.class.getName());
    private static final Duration LONGEST_STOP = Duration.ofSeconds(30);
    private static final Duration COMMIT_EVERY = Duration.ofSeconds(10);
    private static final int TRIES = 3;

    private final Embedder embedder;
    private final EmbeddingHealth health;
    private final IndexSynchronizer keeper;
    private final DocumentSource source;
    private final Duration rest;
    /** How often the very content of a document has failed. */
    private final Map<String, Integer> failures = new HashMap<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Thread thread = Thread.ofPlatform().daemon().name("rill-vectors").unstarted(this::run);
    private Cancellation cancellation;
    private boolean stopped;
    private boolean uncommitted;
    private long committed = System.nanoTime();

    /** @param rest between two looks for passages without vectors */
    VectorKeeper(Embedder embedder, EmbeddingHealth health, IndexSynchronizer keeper, DocumentSource source, Duration rest) {
        this.embedder = embedder;
        this.health = health;
        this.keeper = keeper;
        this.source = source;
        this.rest = rest;
    }

    void start() {
        thread.start();
    }

    private void run() {
        begin(new Cancellation());
        while (!stopped()) {
            try {
                boolean idle = health.pause() > 0 || !embedSome();
                if (uncommitted && (idle || System.nanoTime() - committed > COMMIT_EVERY.toNanos())) {
                    keeper.catalog().commit(false);
                    uncommitted = false;
                    committed = System.nanoTime();
                }
                if (idle) {
                    await(Math.max(rest.toNanos(), health.pause()));
                }
            } catch (CancelledException e) {
                return;
            } catch (IOException | RuntimeException e) {
                LOGGER.log(System.Logger.Level.WARNING, "Vectors cannot be added to the index just now", e);
                await(EmbeddingHealth.LONGEST_PAUSE.toNanos());
            }
        }
    }

    /** @return false when there was nothing to do */
    private boolean embedSome() throws IOException {
        IndexedDocuments catalog = keeper.catalog();
        List<PreparedDocument> documents = next(catalog);
        if (documents.isEmpty()) {
            return false;
        }
        Map<String, float[]> vectors = new HashMap<>();
        Set<String> missing = new HashSet<>();
        for (PreparedDocument document : documents) {
            vectors.putAll(catalog.store().vectors(document.document().info().path()));
            document.passages().forEach(passage -> missing.add(Vectors.textOf(passage)));
        }
        missing.removeAll(vectors.keySet());
        List<String> texts = List.copyOf(missing);
        try {
            List<float[]> answer = Vectors.embed(embedder, texts, cancellation);
            health.succeeded();
            for (int i = 0; i < texts.size(); i++) {
                vectors.put(texts.get(i), answer.get(i));
            }
            catalog.putVectors(documents, vectors);
            uncommitted = true;
        } catch (EmbeddingFailedException | IllegalArgumentException e) {
            // Lucene answers vectors of another size than those before with an IllegalArgumentException
            health.failed(e);
            documents.forEach(document -> failures.merge(document.document().hash(), 1, Integer::sum));
        }
        return true;
    }

    /** Documents for about one call to the server; one that has failed before comes alone, and not for ever. */
    private List<PreparedDocument> next(IndexedDocuments catalog) {
        List<PreparedDocument> documents = new ArrayList<>();
        int passages = 0;
        for (IndexedDocument document : catalog.withoutVectors()) {
            int failed = failures.getOrDefault(document.hash(), 0);
            if (failed >= TRIES || failed > 0 && !documents.isEmpty()) {
                continue;
            }
            DocumentFile file = keeper.found(document.info().path());
            PreparedDocument prepared = file == null ? null : prepared(file, document);
            if (prepared != null) {
                documents.add(prepared);
                passages += prepared.passages().size();
            }
            if (failed > 0 && prepared != null || passages >= Vectors.BATCH) {
                break;
            }
        }
        return documents;
    }

    /** Read again, unless it has changed since: then it is indexed again first. */
    private PreparedDocument prepared(DocumentFile file, IndexedDocument document) {
        try {
            PreparedDocument prepared = PreparedDocument.of(file, source.read(file));
            return prepared.document().hash().equals(document.hash()) ? prepared : null;
        } catch (IOException | UnreadableDocumentException e) {
            return null; // the next look at the folder reports it
        }
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

    /** Ends a call to the server that is under way, and the thread. */
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
}
