package dev.rill.model.embedded;

import dev.rill.stream.Cancellation;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A model that turns texts into vectors in this process. It is loaded when the first text comes, which takes about
 * half a second and some 50 MB outside the heap; what could not be loaded once is not tried again. Whoever made it
 * closes it. Any thread.
 */
public final class EmbeddedModel implements AutoCloseable {
    /** A question's vector takes some milliseconds; nobody waits longer than this for it. */
    private static final Duration LONGEST_WAIT = Duration.ofMillis(500);

    /** Nor longer for the sentences that may answer it, some 3 ms each. */
    private static final Duration LONGEST_COMPARING = Duration.ofMillis(200);

    private final Path folder;
    /** Native code holds its thread, and a virtual one's carrier: questions have a platform thread of their own. */
    private final ThreadPoolExecutor questions = thread("rill-questions");
    /** Sentences take longer than a question, and no question shall wait for those of another. */
    private final ThreadPoolExecutor sentences = thread("rill-sentences");
    private final LateModel<SentenceEncoder> model;

    /** @param folder of the model, laid out as {@link ModelFolder} says */
    public EmbeddedModel(Path folder) {
        this.folder = folder;
        this.model = new LateModel<>("the embedding model", () -> SentenceEncoder.load(ModelFolder.of(folder)));
    }

    private static ThreadPoolExecutor thread(String name) {
        ThreadPoolExecutor thread = new ThreadPoolExecutor(1, 1, 1, TimeUnit.MINUTES, new LinkedBlockingQueue<>(),
                Thread.ofPlatform().daemon().name(name).factory());
        thread.allowCoreThreadTimeOut(true);
        return thread;
    }

    /** The model that was built in. */
    public static EmbeddedModel builtin() {
        return new EmbeddedModel(OnnxLibrary.libraries().resolve("embeddings"));
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
     * One vector a passage, in order, of no length for one that the model cannot understand. Platform threads, for
     * which it works itself; looks for cancellation before each.
     *
     * @throws EmbeddedModelException          when the model cannot be loaded or run
     * @throws Cancellation.CancelledException when it was cancelled, as it is where the process ends before the model
     *                                         is loaded
     */
    public List<float[]> passages(List<String> texts, Cancellation cancellation) {
        List<float[]> vectors = new ArrayList<>();
        for (String text : texts) {
            cancellation.check();
            try {
                vectors.add(model.use(encoder -> encoder.passage(text)));
            } catch (EmbeddedModelException e) {
                if (e.ending()) {
                    cancellation.cancel(Cancellation.Reason.DRAINING);
                    cancellation.check();
                }
                throw e;
            }
        }
        return vectors;
    }

    /**
     * One vector a question, in order, of no length for one that the model cannot understand; none where they do not
     * come soon, as while the model is loaded or where the process ends before. Any thread.
     *
     * @throws EmbeddedModelException          when the model cannot be loaded or run
     * @throws Cancellation.CancelledException when it was cancelled
     */
    public List<float[]> questions(List<String> texts, Cancellation cancellation) {
        return soon(questions, LONGEST_WAIT, cancellation,
                () -> texts.stream().map(text -> model.use(encoder -> encoder.question(text))).toList());
    }

    /**
     * The vectors of a question and, behind it, of some sentences: some 3 ms each. None where they do not come soon, or
     * the model cannot understand the question. Any thread.
     *
     * @throws EmbeddedModelException          when the model cannot be loaded or run
     * @throws Cancellation.CancelledException when it was cancelled
     */
    public List<float[]> sentences(String question, List<String> texts, Cancellation cancellation) {
        long end = System.nanoTime() + LONGEST_COMPARING.toNanos();
        return soon(sentences, LONGEST_COMPARING, cancellation, () -> {
            List<float[]> vectors = new ArrayList<>();
            vectors.add(model.use(encoder -> encoder.question(question)));
            for (String text : vectors.getFirst().length == 0 ? List.<String>of() : texts) {
                if (System.nanoTime() > end) {
                    return List.of(); // nobody waits for the others
                }
                vectors.add(model.use(encoder -> encoder.sentence(text)));
            }
            return vectors.getFirst().length == 0 ? List.of() : vectors;
        });
    }

    private static List<float[]> soon(ThreadPoolExecutor thread, Duration longest, Cancellation cancellation,
                                      Callable<List<float[]>> work) {
        FutureTask<List<float[]>> task = new FutureTask<>(work);
        try {
            thread.execute(task);
            return cancellation.interruptibly(() -> await(task, longest));
        } catch (RejectedExecutionException e) {
            throw new EmbeddedModelException("the embedding model is closed", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return List.of();
        } finally {
            task.cancel(false);
            thread.remove(task);
        }
    }

    private static List<float[]> await(FutureTask<List<float[]>> task, Duration longest)
            throws InterruptedException {
        try {
            return task.get(longest.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            return List.of();
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof EmbeddedModelException known)) {
                throw new EmbeddedModelException("the embedding model failed", e.getCause());
            }
            if (known.ending()) {
                return List.of();
            }
            throw known;
        }
    }

    /**
     * Loads the model, where that has not been done and the process does not end. Platform threads.
     *
     * @throws EmbeddedModelException when it cannot be
     */
    public void load() {
        try {
            model.load();
        } catch (EmbeddedModelException e) {
            if (!e.ending()) {
                throw e;
            }
        }
    }

    /** Waits for what is being worked on; what comes later fails. */
    @Override
    public void close() {
        questions.close();
        sentences.close();
        model.close();
    }
}
