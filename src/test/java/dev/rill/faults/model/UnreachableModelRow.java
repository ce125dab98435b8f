package dev.rill.faults.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.UnixOperatingSystemMXBean;
import dev.rill.faults.FaultBed;
import dev.rill.faults.Figures;
import dev.rill.faults.LogCapture;
import dev.rill.faults.SeenAnswer;
import dev.rill.launch.Guard;
import dev.rill.server.EventStream;
import dev.rill.server.Polling;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** A model server that cannot be reached. */
abstract class UnreachableModelRow {

    @Test
    void aRefusedConnectionIsTriedThreeTimes(Figures figures) throws Exception {
        try (LogCapture log = new LogCapture(); FaultBed bed = FaultBed.with()) {
            bed.model.close();
            SeenAnswer seen = bed.answer("t").assertError("MODEL_UNAVAILABLE", true);
            assertTrue(seen.took().toSeconds() < 30, seen.took().toString());
            assertEquals(3, log.count("failed: UNAVAILABLE"), "attempts");
            bed.assertStored("error", "", "t");
            figures.took("connection refused", seen.took());
        }
    }

    @Test
    void aNameWithoutAddressIsTriedThreeTimes(Figures figures) throws Exception {
        try (LogCapture log = new LogCapture();
             FaultBed bed = FaultBed.with("OPENAI_BASE_URL", "http://no-such-host.invalid/v1")) {
            SeenAnswer seen = bed.answer("t").assertError("MODEL_UNAVAILABLE", true);
            assertEquals(3, log.count("failed: UNAVAILABLE"), "attempts");
            figures.took("name unknown", seen.took());
        }
    }

    @Test
    void nothingIsLeftOfIt(Figures figures) throws Exception {
        Assumptions.assumeTrue(ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean);
        try (FaultBed bed = FaultBed.with("RILL_MAX_STREAMS", "50")) {
            bed.model.close();
            failFifty(bed, "first");
            Polling.until(() -> bed.monitor("activeConnections") == 0); // a place is free behind the last event
            long before = descriptors();
            failFifty(bed, "second");
            Polling.until(() -> bed.monitor("activeConnections") == 0);
            Polling.until(() -> descriptors() <= before + 5);
            assertEquals(100, bed.monitor("erroredStreams"));
            figures.figure("descriptors before and after 50 such streams", before + " and " + descriptors());
        }
    }

    /** As many as are admitted: a place that was not given back would show in the second round, which had no end. */
    private static void failFifty(FaultBed bed, String round) {
        List<CompletableFuture<SeenAnswer>> answers = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            String thread = round + i;
            CompletableFuture<SeenAnswer> answer = new CompletableFuture<>();
            answers.add(answer);
            Thread.ofVirtual().start(() -> answer.completeAsync(() -> {
                try {
                    return SeenAnswer.of(() -> taken(bed, thread));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }, Runnable::run));
        }
        answers.forEach(answer -> answer.join().assertError("MODEL_UNAVAILABLE", true));
    }

    /** On a busy machine fifty at once are more than the server keeps up with: it says when to ask again. */
    private static EventStream taken(FaultBed bed, String thread) throws IOException {
        long end = System.nanoTime() + Guard.TIME.toNanos();
        while (true) {
            EventStream stream = bed.ask(thread);
            if (stream.status() != 503 || System.nanoTime() > end) {
                return stream;
            }
            try (stream) {
                TimeUnit.MILLISECONDS.sleep(stream.problem().get("retryAfterMs").longValue());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException();
            }
        }
    }

    private static long descriptors() {
        return ((UnixOperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getOpenFileDescriptorCount();
    }
}
