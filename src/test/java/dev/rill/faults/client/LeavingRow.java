package dev.rill.faults.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rill.faults.Durations;
import dev.rill.faults.FaultBed;
import dev.rill.faults.Figures;
import dev.rill.faults.Remains;
import dev.rill.faults.Standstill;
import dev.rill.faults.StoredSlowly;
import dev.rill.launch.Guard;
import dev.rill.model.fake.FakeConnection;
import dev.rill.server.Polling;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** Clients that leave, each way at each standstill of an answer, again and again. */
final class LeavingRow {
    private static final long TEN_TIMES_WHAT_IS_PROMISED_MILLIS = 1000;

    private final FaultBed bed;
    private final Durations upstreamClosed = new Durations();
    private int left;

    private LeavingRow(FaultBed bed) {
        this.bed = bed;
    }

    /** @param rounds in each, every way at every standstill */
    static void play(Path folder, int rounds, Figures figures) throws Exception {
        Path documents = Files.createDirectories(folder.resolve("documents"));
        Files.writeString(documents.resolve("one.md"), "# Apples\n\nApples are red.\n");
        try (FaultBed bed = FaultBed.with(Standstill.settings(documents.toString()))) {
            LeavingRow leaving = new LeavingRow(bed);
            leaving.whileItIsStored();
            bed.awaitVectors();
            leaving.round();
            Remains before = Remains.now();
            for (int i = 1; i < rounds; i++) {
                leaving.round();
            }
            Polling.until(() -> bed.monitor("activeConnections") == 0);
            before.assertNothingMoreIsLeft();
            assertEquals(leaving.left, bed.monitor("cancelledStreams"));
            assertTrue(leaving.upstreamClosed.millis(1) < TEN_TIMES_WHAT_IS_PROMISED_MILLIS,
                    leaving.upstreamClosed::toString);
            figures.figure("the model's connection is closed after", leaving.upstreamClosed.toString());
        }
    }

    private void round() throws Exception {
        for (Standstill where : Standstill.values()) {
            for (Departure.Way way : Departure.Way.values()) {
                String thread = where.name() + "." + way.name() + "." + left;
                where.prepare(bed.model);
                try (Departure client = Departure.asking(bed.port(), thread, where, way)) {
                    client.readUntil(where.sign);
                    FakeConnection upstream = where.upstream(bed.model);
                    long begun = System.nanoTime();
                    client.leave();
                    upstreamClosed.add(upstream.closed().get(Guard.SECONDS, TimeUnit.SECONDS) - begun);
                }
                left++;
                Polling.until(() -> bed.monitor("cancelledStreams") == left);
                bed.assertStored("cancelled", where.text, thread);
            }
        }
    }

    /** The answer is complete by then, and stays so. */
    private void whileItIsStored() throws Exception {
        try (StoredSlowly answer = StoredSlowly.ask(bed, "stored")) {
            answer.leave();
            answer.assertCompletes();
        }
    }
}
