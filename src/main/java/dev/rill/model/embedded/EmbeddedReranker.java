package dev.rill.model.embedded;

import dev.rill.stream.Cancellation;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A cross-encoder in this process, on half of the processors. Any thread. Whoever made it closes it.
 */
public final class EmbeddedReranker implements AutoCloseable {
    private static final System.Logger LOGGER = System.getLogger(EmbeddedReranker.class.getName());

    private final LateModel<CrossEncoder> model;
    /** Native code holds its thread, and a virtual one's carrier. */
    private final ThreadPoolExecutor threads;

    /** @param folder of the model, laid out as {@link ModelFolder} says */
    public EmbeddedReranker(Path folder) {
        this.model = new LateModel<>("the reranker", () -> CrossEncoder.load(ModelFolder.of(folder)));
        int count = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
        this.threads = new ThreadPoolExecutor(count, count, 1, TimeUnit.MINUTES, new LinkedBlockingQueue<>(),
                Thread.ofPlatform().daemon().name("rill-reranker-", 0).factory());
        threads.allowCoreThreadTimeOut(true);
    }

    /** Loads the model in the background, so that the first question need not wait for it. */
    public void prepare() {
        threads.execute(() -> {
            try {
                model.load();
            } catch (EmbeddedModelException e) {
                if (!e.ending()) {
                    LOGGER.log(System.Logger.Level.WARNING, e.getMessage());
                }
            }
        });
    }

    /**
     * A score a text, in order, of which the greater is the better; empty for those, from the last one on, for which
     * the time was too short.
     *
     * @throws EmbeddedModelException          when the model cannot be loaded or run
     * @throws Cancellation.CancelledException when it was cancelled
     */
    public List<OptionalDouble> scores(String question, List<String> texts, Duration atMost,
                                       Cancellation cancellation) {
        long end = System.nanoTime() + atMost.toNanos();
        List<FutureTask<Double>> tasks = texts.stream().map(text -> new FutureTask<>(() ->
                model.use(encoder -> encoder.score(question, text)))).toList();
        try {
            tasks.forEach(threads::execute);
            List<OptionalDouble> scores = new ArrayList<>();
            for (FutureTask<Double> task : tasks) {
                scores.add(cancellation.interruptibly(() -> await(task, end)));
            }
            return scores;
        } catch (RejectedExecutionException e) {
            throw new EmbeddedModelException("the reranker is closed", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted by somebody else", e);
        } finally {
            tasks.forEach(task -> {
                task.cancel(false);
                threads.remove(task);
            });
        }
    }

    private static OptionalDouble await(FutureTask<Double> task, long end) throws InterruptedException {
        try {
            return OptionalDouble.of(task.get(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS));
        } catch (TimeoutException e) {
            return OptionalDouble.empty();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof EmbeddedModelException known ? known
                    : new EmbeddedModelException("the reranker failed", e.getCause());
        }
    }

    /** Waits for what is being worked on; what comes later fails. */
    @Override
    public void close() {
        threads.close();
        model.close();
    }
}
