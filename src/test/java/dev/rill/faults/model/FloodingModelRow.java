package dev.rill.faults.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rill.faults.FaultBed;
import dev.rill.faults.Figures;
import dev.rill.faults.SeenAnswer;
import dev.rill.http.RawHttp;
import dev.rill.model.fake.Answer;
import dev.rill.model.fake.Effect;
import dev.rill.model.fake.Phase;
import dev.rill.server.EventStream;
import dev.rill.server.ServerProcess;
import dev.rill.server.TestServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** More than a mebibyte without an end. */
abstract class FloodingModelRow {
    private static final Answer FOUR = Answer.of("one ", "two ", "three ", "four ");
    private static final long MIB = 1 << 20;
    private static final String LINE = "a line, 50, 'data: '";
    private static final String DELTA = "a delta, 10, 'data: {\"choices\":[{\"delta\":{\"content\":\"'";
    private static final String COMMENT = "a comment, 50, ': '";
    private static final Pattern USED_HEAP = Pattern.compile("(?m)^memory_usedHeap_bytes\\S* (\\S+)$");

    @TempDir
    private Path folder;
    private final FaultBed bed = FaultBed.with();

    @AfterEach
    void close() {
        bed.close();
    }

    @ParameterizedTest
    @CsvSource({LINE, DELTA, COMMENT})
    void isRefusedAtAMebibyte(String what, int mebibytes, String prefix) throws Exception {
        bed.answer("t", flood(mebibytes, prefix)).assertError("MODEL_MALFORMED", true);
        bed.assertUpstreamClosed();
        bed.assertStored("error", "one two ", "t");
        bed.assertNothingLeft("t");
    }

    /** In a process of its own that does not collect: what is there more than before is all that was ever made. */
    @ParameterizedTest
    @CsvSource({LINE, DELTA, COMMENT})
    void takesLittleMemory(String what, int mebibytes, String prefix, Figures figures) throws Exception {
        bed.model.enqueue(flood(mebibytes, prefix), flood(mebibytes, prefix));
        Map<String, String> settings = new HashMap<>(TestServer.withModel(bed.model, Map.of()));
        settings.put("JAVA_TOOL_OPTIONS", "-XX:+UseSerialGC -Xms300m -Xmn250m");
        try (ServerProcess process = ServerProcess.start(folder, settings)) {
            EventStream.ask(process.port(), "warm", "How?").rest();
            long before = heap(process);
            assertEquals("error", EventStream.ask(process.port(), "t", "How?").rest().getLast().event());
            long grown = heap(process) - before;
            assertTrue(grown > 0 && grown < 80 * MIB, "heap grew by " + grown);
            figures.bytes(what + " of " + mebibytes + " MiB: all that was ever allocated meanwhile", grown);
        }
    }

    @Test
    void aPieceJustBelowAMebibyteIsDelivered() throws Exception {
        String large = "\u00e9".repeat((int) (MIB - 1000) / 2);
        SeenAnswer seen = bed.answer("t", Answer.of(large, "end"));
        assertEquals("complete", seen.end().event());
        assertTrue(seen.text().equals(large + "end"), "as it was sent");
        assertTrue(bed.stored("t").get("content").stringValue().equals(large + "end"), "as it was sent");
    }

    /** What a thread cannot hold is not sent either. */
    @Test
    void anAnswerThatCannotBeStoredWholeIsEnded() throws Exception {
        String large = "x".repeat(300_000);
        SeenAnswer seen = bed.answer("t", Answer.of(large, large, large, large, "end")
                .withFault(Phase.DONE_SENT, Effect.silence()));
        assertEquals("MODEL_DEADLINE", seen.end().json().get("code").stringValue());
        assertEquals(900_000, seen.text().length());
        assertEquals(900_000, bed.stored("t").get("content").stringValue().length());
        bed.assertUpstreamClosed();
    }

    private static Answer flood(int mebibytes, String prefix) {
        return FOUR.withFault(Phase.MID_ANSWER, new Effect.Flood(prefix.getBytes(StandardCharsets.UTF_8),
                mebibytes * MIB, Effect.send("\"}}]}\n\n")));
    }

    private static long heap(ServerProcess process) throws IOException {
        Matcher used = USED_HEAP.matcher(RawHttp.call(process.port(), "GET", "/metrics").text());
        assertTrue(used.find());
        return (long) Double.parseDouble(used.group(1));
    }
}
