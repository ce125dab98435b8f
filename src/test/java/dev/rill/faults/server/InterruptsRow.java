package dev.rill.faults.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rill.ThreadStores;
import dev.rill.config.RillConfig;
import dev.rill.faults.Figures;
import dev.rill.retrieval.embedded.EmbeddedIndex;
import dev.rill.retrieval.index.DocumentIndex;
import dev.rill.retrieval.source.DocumentSource;
import dev.rill.rights.Reader;
import dev.rill.server.TestServer;
import dev.rill.storage.StorageThreads;
import dev.rill.stream.Cancellation;
import dev.rill.stream.FinishReason;
import dev.rill.threads.FinishedAnswer;
import dev.rill.threads.MessageStatus;
import dev.rill.threads.Talk;
import dev.rill.threads.ThreadStore;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.LongAdder;

/** Threads that are interrupted before and while they use the store and the index, as threads of streams are. */
final class InterruptsRow {
    private static final int CALLERS = 20;

    private final ThreadStore store;
    private final DocumentIndex index;
    private final Set<Thread> callers = ConcurrentHashMap.newKeySet();
    private final LongAdder interrupts = new LongAdder();

    private InterruptsRow(ThreadStore store, DocumentIndex index) {
        this.store = store;
        this.index = index;
    }

    static void play(Path folder, int interrupts, Figures figures) throws Exception {
        RillConfig config = TestServer.config(folder, Map.of());
        long begun = System.nanoTime();
        try (StorageThreads threads = new StorageThreads("interrupted-index", 2);
                ThreadStore store = ThreadStores.open(config);
                DocumentIndex index = EmbeddedIndex.open(DocumentSource.manual(), folder.resolve("index"),
                        Optional.empty(), threads)) {
            assertTrue(index.awaitFirstPass(Duration.ofMinutes(1)));
            InterruptsRow row = new InterruptsRow(store, index);
            row.play(interrupts);
            figures.since(row.interrupts + " interrupts", begun);
        }
        try (ThreadStore store = ThreadStores.open(config)) {
            assertEquals(CALLERS, list(store), "opens again");
        }
    }

    private void play(int count) throws Exception {
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> working = new ArrayList<>();
            for (int i = 0; i < CALLERS; i++) {
                String thread = "t" + i;
                working.add(executor.submit(() -> work(thread, count)));
            }
            Future<?> interrupter = executor.submit(() -> {
                while (!Thread.currentThread().isInterrupted()) {
                    callers.forEach(this::interrupt);
                    Thread.sleep(1);
                }
                return null;
            });
            for (Future<?> one : working) {
                one.get();
            }
            interrupter.cancel(true);
        }
        assertEquals(CALLERS, list(store));
    }

    private void work(String thread, int count) {
        callers.add(Thread.currentThread());
        for (int i = 0; interrupts.sum() < count; i++) {
            String answer = thread + "-" + i;
            interrupt(Thread.currentThread());
            store.accept(Talk.asked("ann", thread, "q" + answer, answer, "question", Instant.now()), 10);
            interrupt(Thread.currentThread());
            assertTrue(!index.seenBy(Reader.NOBODY).candidates(List.of("how to stop an answer"), 5, new Cancellation())
                    .isEmpty());
            interrupt(Thread.currentThread());
            store.finish("ann", new FinishedAnswer(answer, "answer", MessageStatus.COMPLETE, "", List.of(),
                    Optional.empty(), Instant.now(), 10, 1, Optional.of(FinishReason.STOP)), () -> false);
            assertTrue(Thread.interrupted(), "the flag is the caller's");
        }
        callers.remove(Thread.currentThread());
        Thread.interrupted();
    }

    private void interrupt(Thread caller) {
        caller.interrupt();
        interrupts.increment();
    }

    private static long list(ThreadStore store) {
        return store.list("ann", new ThreadStore.ListQuery(1, Optional.empty(), List.of())).total();
    }
}
