package dev.rill.faults.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rill.faults.Durations;
import dev.rill.faults.FaultBed;
import dev.rill.faults.Figures;
import dev.rill.faults.Standstill;
import dev.rill.faults.StoredSlowly;
import dev.rill.launch.Guard;
import dev.rill.model.fake.FakeConnection;
import dev.rill.server.EventStream;
import dev.rill.server.Polling;
import dev.rill.server.ServerView;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Answers that are stopped at each standstill, and what a stop does that comes twice or too late. */
final class StoppingRow {
    private static final long TEN_TIMES_WHAT_IS_PROMISED_MILLIS = 2000;

    private final FaultBed bed;
    private final ServerView view;
    private final Durations cancelled = new Durations();
    private final Durations upstreamClosed = new Durations();

    private StoppingRow(FaultBed bed) {
        this.bed = bed;
        this.view = new ServerView(bed.port());
    }

    static void play(Path folder, int rounds, Figures figures) throws Exception {
        Path documents = Files.createDirectories(folder.resolve("documents"));
        Files.writeString(documents.resolve("one.md"), "# Apples\n\nApples are red.\n");
        try (FaultBed bed = FaultBed.with(Standstill.settings(documents.toString()))) {
            StoppingRow stopping = new StoppingRow(bed);
            bed.awaitVectors();
            for (int i = 0; i < rounds; i++) {
                for (Standstill where : Standstill.values()) {
                    stopping.stop(where, where.name() + "." + i);
                }
            }
            stopping.whileItIsStored();
            Polling.until(() -> bed.monitor("activeConnections") == 0);
            assertTrue(stopping.cancelled.millis(1) < TEN_TIMES_WHAT_IS_PROMISED_MILLIS, stopping.cancelled::toString);
            figures.figure("cancelled is read after", stopping.cancelled.toString());
            figures.figure("the model's connection is closed after", stopping.upstreamClosed.toString());
        }
    }

    private void stop(Standstill where, String thread) throws Exception {
        where.prepare(bed.model);
        try (EventStream stream = EventStream.ask(bed.port(), thread, "Count")) {
            FakeConnection upstream = where.upstream(bed.model);
            String messageId = view.active().getFirst();
            String frame = "";
            while (!frame.contains(where.sign)) {
                frame = stream.next().frame();
            }
            long begun = System.nanoTime();
            assertEquals(202, view.stop(messageId));
            assertTrue(List.of(200, 202).contains(view.stop(messageId)), "stopping again");
            EventStream.Event end = stream.rest().getLast();
            cancelled.add(System.nanoTime() - begun);
            upstreamClosed.add(upstream.closed().get(Guard.SECONDS, TimeUnit.SECONDS) - begun);
            assertEquals("cancelled", end.event());
            assertEquals("stopped", end.json().get("reason").stringValue());
            bed.assertStored("cancelled", where.text, thread);
            assertEquals(200, view.stop(messageId), "after the end");
            Polling.until(() -> view.status("/chat/stream/" + messageId) == 404);
            assertEquals(200, view.stop(messageId), "when it can no longer be replayed");
        }
    }

    /** The answer is complete by then, and stays so. */
    private void whileItIsStored() throws Exception {
        try (StoredSlowly answer = StoredSlowly.ask(bed, "stored")) {
            assertEquals(200, view.stop(answer.messageId()));
            answer.assertCompletes();
        }
    }
}
