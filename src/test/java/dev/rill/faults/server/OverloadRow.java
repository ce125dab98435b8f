package dev.rill.faults.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rill.faults.Durations;
import dev.rill.faults.Figures;
import dev.rill.faults.PacedStreams;
import dev.rill.model.fake.Answer;
import dev.rill.model.fake.FakeModel;
import dev.rill.server.EventStream;
import dev.rill.server.Polling;
import dev.rill.server.ServerProcess;
import dev.rill.server.ServerView;
import dev.rill.server.TestServer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/** Ten times as many questions as may be answered at once, twice: when there is room, and when there is none. */
final class OverloadRow {
    private static final int TIMES = 10;
    private static final int CLIENTS = 64;
    private static final Duration BETWEEN_QUESTIONS = Duration.ofMillis(2);
    private static final int TOKENS_OBSERVED = 20;

    private final int limit;
    private final ServerView view;
    private final PacedStreams accepted;
    private volatile Durations refusals = new Durations();
    private final AtomicInteger questions = new AtomicInteger();
    private final Semaphore clients = new Semaphore(CLIENTS);

    private OverloadRow(int limit, int port, PacedStreams accepted) {
        this.limit = limit;
        this.view = new ServerView(port);
        this.accepted = accepted;
    }

    /** @param limit of the server's streams */
    static void play(Path folder, int limit, Figures figures) throws Exception {
        String[] words = "word ".repeat(100_000).split("(?<= )");
        try (FakeModel model = FakeModel.start().withoutRecording()
                        .byDefault(Answer.of(words).withDelay(Duration.ofMillis(50)));
                ServerProcess server = ServerProcess.start(folder, TestServer.withModel(model,
                        Map.of("RILL_MAX_STREAMS", Integer.toString(limit))), ServerProcess.packagedFlags());
                PacedStreams accepted = new PacedStreams()) {
            OverloadRow overload = new OverloadRow(limit, server.port(), accepted);
            overload.askAll();
            assertEquals(limit, accepted.count());
            assertEquals((TIMES - 1) * limit, overload.refusals.count());
            figures.figure("gap between tokens at the limit", accepted.gaps(TOKENS_OBSERVED).toString());
            overload.askInVain(figures);
            accepted.close();
            Polling.until(() -> overload.view.figure("activeConnections") == 0);
            assertEquals(limit, overload.view.figure("totalStreamsStarted"));
            overload.ask("again");
            assertEquals(limit + 1, accepted.count(), "there is room again");
        }
    }

    private void askInVain(Figures figures) throws Exception {
        Durations health = new Durations();
        Durations gaps = accepted.fresh();
        refusals = new Durations();
        try (ExecutorService probes = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<?> probe = probes.submit(() -> {
                while (!Thread.currentThread().isInterrupted()) {
                    long begun = System.nanoTime();
                    assertEquals(200, view.status("/health"));
                    health.add(System.nanoTime() - begun);
                    assertEquals(200, view.status("/metrics"));
                    Thread.sleep(10);
                }
                return null;
            });
            askAll();
            assertTrue(!probe.isDone(), "both answered all the time");
            probe.cancel(true);
        }
        assertEquals(limit, accepted.count());
        figures.figure("gap between tokens during " + TIMES * limit + " more questions", gaps.toString());
        figures.figure("refused after", refusals.toString());
        figures.figure("/health", health.toString());
    }

    private void askAll() throws Exception {
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> asked = new ArrayList<>();
            for (int i = 0; i < TIMES * limit; i++) {
                String thread = "t" + questions.incrementAndGet();
                Duration later = BETWEEN_QUESTIONS.multipliedBy(i);
                asked.add(executor.submit(() -> {
                    Thread.sleep(later);
                    ask(thread);
                    return null;
                }));
            }
            for (Future<?> one : asked) {
                one.get();
            }
        }
    }

    private void ask(String thread) throws IOException, InterruptedException {
        clients.acquire();
        try {
            long begun = System.nanoTime();
            EventStream stream = EventStream.ask(view.port(), thread, "Go on");
            if (stream.status() == 200) {
                accepted.read(stream);
                return;
            }
            refusals.add(System.nanoTime() - begun);
            try (stream) {
                assertEquals(503, stream.status());
                assertTrue(stream.header("retry-after").isPresent());
                assertEquals("TOO_MANY_STREAMS", stream.problem().get("code").stringValue());
            }
        } finally {
            clients.release();
        }
    }
}
