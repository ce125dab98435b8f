package dev.rill.model.embedded;

import ai.onnxruntime.OrtException;
import dev.rill.stream.Cancellation;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * A model that turns texts into vectors in this process. It is loaded when the first text comes, which takes about
 * half a second and some 60 MB outside the heap; what could not be loaded once is not tried again. Whoever made it
 * closes it.
 */
public final class EmbeddedModel implements AutoCloseable {
    private static final System.Logger LOGGER = System.getLogger(EmbeddedModel.class.getName());
    /** A question's vector takes some milliseconds; nobody waits longer than this for it. */
    private static final Duration LONGEST_WAIT = Duration.ofMillis(500);
    private static final String CLOSED = "the embedding model is closed";

    private final Path folder;
    /** Native code holds its thread, and a virtual one's carrier: questions have a platform thread of their own. */
    private final ThreadPoolExecutor questions = new ThreadPoolExecutor(1, 1, 1, TimeUnit.MINUTES,
            new LinkedBlockingQueue<>(), Thread.ofPlatform().daemon().name("rill-questions").factory());
    /** Shared by those who use the encoder; exclusive to load and to close it. */
    private final ReadWriteLock using = new ReentrantReadWriteLock();
    private SentenceEncoder encoder;
    private EmbeddedModelException failure;

    /** @param folder of the model, laid out as {@link ModelFolder} says */
    public EmbeddedModel(Path folder) {
        this.folder = folder;
        questions.allowCoreThreadTimeOut(true);
    }

    /** The model that was built in. */
    public static EmbeddedModel builtin() {
        return new EmbeddedModel(NativeLibrary.libraries().resolve("embeddings"));
    }

    /**
     * Names the vectors: no other model has this name. Any thread; reads a file.
     *
     * @throws EmbeddedModelException when there is no such model
     */
    public String name() {
        try {
            return ModelFolder.of(folder).fingerprint();
        } catch (IOException e) {
            throw new EmbeddedModelException("the embedding model cannot be read: " + e.getMessage(), e);
        }
    }

    /**
     * One vector a passage, in order. Platform threads, for which it works itself; looks for cancellation before each.
     *
     * @throws EmbeddedModelException          when the model cannot be loaded or run
     * @throws Cancellation.CancelledException when it was cancelled
     */
    public List<float[]> passages(List<String> texts, Cancellation cancellation) {
        List<float[]> vectors = new ArrayList<>();
        for (String text : texts) {
            cancellation.check();
            vectors.add(use(encoder -> encoder.passage(text)));
        }
        return vectors;
    }

    /**
     * One vector a question, in order; none where they do not come soon, as while the model is loaded. Any thread.
     *
     * @throws EmbeddedModelException          when the model cannot be loaded or run
     * @throws Cancellation.CancelledException when it was cancelled
     */
    public List<float[]> questions(List<String> texts, Cancellation cancellation) {
        FutureTask<List<float[]>> task = new FutureTask<>(() -> texts.stream()
                .map(text -> use(encoder -> encoder.question(text))).toList());
        try {
            questions.execute(task);
            return cancellation.interruptibly(() -> await(task));
        } catch (RejectedExecutionException e) {
            throw new EmbeddedModelException(CLOSED, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return List.of();
        } finally {
            task.cancel(false);
            questions.remove(task);
        }
    }

    private static List<float[]> await(FutureTask<List<float[]>> task) throws InterruptedException {
        try {
            return task.get(LONGEST_WAIT.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            return List.of();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof EmbeddedModelException known ? known
                    : new EmbeddedModelException("the embedding model failed", e.getCause());
        }
    }

    @FunctionalInterface
    private interface Use {
        float[] of(SentenceEncoder encoder) throws OrtException;
    }

    private float[] use(Use use) {
        while (true) {
            using.readLock().lock();
            try {
                if (failure != null) {
                    throw failure;
                }
                if (encoder != null) {
                    return use.of(encoder);
                }
            } catch (OrtException e) {
                throw new EmbeddedModelException("the embedding model failed: " + e.getMessage(), e);
            } finally {
                using.readLock().unlock();
            }
            loadOnce();
        }
    }

    /** Loads the model, where that has not been done. Platform threads. @throws EmbeddedModelException when it cannot be */
    public void load() {
        loadOnce();
        use(_ -> null);
    }

    private void loadOnce() {
        using.writeLock().lock();
        try {
            if (encoder == null && failure == null) {
                long began = System.nanoTime();
                encoder = SentenceEncoder.load(ModelFolder.of(folder));
                LOGGER.log(System.Logger.Level.DEBUG, "The embedding model was loaded in {0} ms",
                        (System.nanoTime() - began) / 1_000_000);
            }
        } catch (IOException | OrtException | RuntimeException | LinkageError e) {
            failure = new EmbeddedModelException("the embedding model cannot be loaded: "
                    + (e.getCause() == null ? e : e.getCause()).getMessage(), e);
        } finally {
            using.writeLock().unlock();
        }
    }

    /** Waits for what is being worked on; what comes later fails. */
    @Override
    public void close() {
        questions.close();
        using.writeLock().lock();
        try {
            failure = new EmbeddedModelException(CLOSED, null);
            if (encoder != null) {
                encoder.close();
                encoder = null;
            }
        } catch (OrtException e) {
            LOGGER.log(System.Logger.Level.WARNING, "The embedding model did not close", e);
        } finally {
            using.writeLock().unlock();
        }
    }
}
