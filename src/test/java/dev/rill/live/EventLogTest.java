package dev.rill.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class EventLogTest {
    private final ReplayBudget budget = new ReplayBudget(Long.MAX_VALUE, () -> { });

    @Test
    void whatFollowsAnyEventIsReplayedByteForByte() throws InterruptedException {
        Random random = new Random(3);
        EventLog log = new EventLog(1 << 20, budget);
        StringBuilder whole = new StringBuilder();
        int[] starts = new int[2_001];
        int id = 0;
        while (id < 2_000) {
            StringBuilder batch = new StringBuilder();
            int frames = Math.min(1 + random.nextInt(5), 2_000 - id);
            for (int i = 0; i < frames; i++) {
                starts[id++] = whole.length() + batch.length();
                batch.append("id: ").append(id).append("\ndata: ").append("x".repeat(random.nextInt(200)))
                        .append("\n\n");
            }
            byte[] bytes = batch.toString().getBytes(StandardCharsets.US_ASCII);
            log.append(bytes, bytes.length, frames);
            whole.append(batch);
        }
        starts[2_000] = whole.length();
        log.end();
        for (int after = 0; after <= 2_000; after += 3) {
            assertEquals(whole.substring(starts[after]), replay(log, after), "after event " + after);
        }
        assertInstanceOf(EventLog.Read.End.class, log.peek(2_000));
    }

    @Test
    void theOldestEventsGoFirstAndTheirReadersAreTold() {
        EventLog log = new EventLog(64 * 1024, budget);
        byte[] frame = ("x".repeat(998) + "\n\n").getBytes(StandardCharsets.US_ASCII);
        for (int i = 0; i < 1_000; i++) {
            log.append(frame, frame.length, 1);
        }
        assertTrue(log.heldBytes() <= 64 * 1024 + 16 * 1024);
        assertInstanceOf(EventLog.Read.Gone.class, log.peek(0));
        assertInstanceOf(EventLog.Read.Frames.class, log.peek(990));
        assertEquals(1_000, log.lastId());
    }

    @Test
    void aReaderWaitsForTheNextEventAndForTheEnd() throws Exception {
        EventLog log = new EventLog(1 << 20, budget);
        CompletableFuture<String> read = CompletableFuture.supplyAsync(() -> {
            try {
                return replay(log, 0);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        byte[] frame = "a\n\n".getBytes(StandardCharsets.US_ASCII);
        log.append(frame, frame.length, 1);
        log.append(frame, frame.length, 1);
        log.end();
        assertEquals("a\n\na\n\n", read.get());
    }

    @Test
    void aDiscardedLogGivesItsMemoryBack() {
        EventLog log = new EventLog(1 << 20, budget);
        byte[] frame = "a\n\n".getBytes(StandardCharsets.US_ASCII);
        log.append(frame, frame.length, 1);
        assertTrue(budget.heldBytes() > 0);
        log.discard();
        assertEquals(0, budget.heldBytes());
        assertInstanceOf(EventLog.Read.Gone.class, log.peek(0));
    }

    private static String replay(EventLog log, long after) throws InterruptedException {
        StringBuilder text = new StringBuilder();
        long last = after;
        while (true) {
            switch (log.await(last, 10_000)) {
                case EventLog.Read.Frames frames -> {
                    text.append(new String(frames.bytes(), StandardCharsets.US_ASCII));
                    last = frames.lastId();
                }
                case EventLog.Read.End _ -> {
                    return text.toString();
                }
                case EventLog.Read.Nothing _, EventLog.Read.Gone _ -> throw new AssertionError("nothing after " + last);
            }
        }
    }
}
