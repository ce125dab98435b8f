package dev.rill.faults.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rill.faults.FaultBed;
import dev.rill.faults.Figures;
import dev.rill.faults.Unread;
import dev.rill.launch.Guard;
import dev.rill.model.fake.Answer;
import dev.rill.model.fake.FakeConnection;
import dev.rill.server.Http2Stream;
import dev.rill.server.Polling;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.util.concurrent.TimeUnit;

/** A client that reads so slowly that it would never end, or nothing at all, while the model has more to say. */
final class SlowReaderRow {
    private static final String[] ENDLESS = "some words and ".repeat(100_000).split("(?<= )");

    private SlowReaderRow() {
    }

    /**
     * @param bytes  that it reads at a time; it may be none
     * @param millis between two times
     * @param stall  how long a write may take
     * @param whole  how long an answer may take
     */
    record Pace(int bytes, int millis, String stall, String whole) {
    }

    static void play(Pace pace, Figures figures) throws Exception {
        try (FaultBed bed = FaultBed.with("RILL_WRITE_STALL_TIMEOUT", pace.stall,
                "RILL_MODEL_TOTAL_TIMEOUT", pace.whole)) {
            bed.model.enqueue(Answer.of(ENDLESS));
            long begun = System.nanoTime();
            try (Socket client = Unread.ask(bed.port(), "slow", "cancel")) {
                Thread reader = Thread.ofVirtual().name("slow-reader").start(() -> read(client, pace));
                assertCut(bed);
                figures.since(pace + ": ended after", begun);
                reader.interrupt();
            }
        }
    }

    /** Over HTTP/2 it is the stream's window that is full, and not the socket. */
    static void playHttp2(Figures figures) throws Exception {
        try (FaultBed bed = FaultBed.with("RILL_WRITE_STALL_TIMEOUT", "PT1S")) {
            bed.model.enqueue(Answer.of(ENDLESS));
            long begun = System.nanoTime();
            try (Http2Stream client = new Http2Stream(bed.port(), "/chat/stream",
                    "{\"threadId\":\"slow\",\"message\":\"Much\"}")) {
                client.readUntil("event: start");
                assertCut(bed);
                figures.since("over HTTP/2: ended after", begun);
            }
        }
    }

    private static void assertCut(FaultBed bed) throws Exception {
        FakeConnection upstream = bed.model.takeRequest().connection();
        upstream.closed().get(Guard.SECONDS, TimeUnit.SECONDS);
        Polling.until(() -> bed.monitor("erroredStreams") == 1);
        assertEquals("error", bed.stored("slow").get("status").stringValue());
        assertEquals("SLOW_READER", bed.stored("slow").get("errorCode").stringValue());
        assertTrue(String.join("", ENDLESS).startsWith(bed.stored("slow").get("content").stringValue()));
    }

    private static void read(Socket client, Pace pace) {
        byte[] some = new byte[pace.bytes];
        try {
            InputStream in = client.getInputStream();
            while (in.read(some) >= 0) {
                Thread.sleep(pace.millis);
            }
        } catch (IOException | InterruptedException e) {
            // it was cut, or the test is over
        }
    }
}
