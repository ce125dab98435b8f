package dev.rill.faults.model;

import dev.rill.faults.FaultBed;
import dev.rill.faults.Figures;
import dev.rill.model.fake.Effect;
import dev.rill.model.fake.Script;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Event streams as the WHATWG text has them, in two writes that are split at every byte. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class EventSyntaxRow {
    private static final String HEAD = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n";
    private static final String END =
            "data: {\"choices\":[{\"delta\":{},\"finish_reason\":\"stop\"}]}\n\ndata: [DONE]\n\n";

    private FaultBed bed;

    @BeforeAll
    void start() {
        bed = FaultBed.with();
    }

    @AfterAll
    void close() {
        bed.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r", "\r\n"})
    void everyLineEndAndEverythingThatALineMayBe(String lineEnd, Figures figures) throws Exception {
        String events = "\ufeff: a comment\n\nid: 7\nretry: 5\nunknown\ndata:{\"choices\":[{\"delta\":\n"
                + "data: {\"content\":\"a \u00f6\u20ac\ud83c\udf89 \"}}]}\n\nevent: message\n" + word("b") + END;
        figures.figure("line end " + name(lineEnd) + ":",
                splits(events.replace("\n", lineEnd).getBytes(StandardCharsets.UTF_8), "a ö€🎉 b") + " splits");
    }

    @Test
    void bytesThatAreNoUtf8AreReplaced(Figures figures) throws Exception {
        ByteArrayOutputStream events = new ByteArrayOutputStream();
        events.writeBytes("data: {\"choices\":[{\"delta\":{\"content\":\"a".getBytes(StandardCharsets.UTF_8));
        events.writeBytes(new byte[] {(byte) 0xe2, (byte) 0x82, 'b', (byte) 0xff, 'c'});
        events.writeBytes(("\"}}]}\n\n" + END).getBytes(StandardCharsets.UTF_8));
        figures.figure("invalid UTF-8:", splits(events.toByteArray(), "a\ufffdb\ufffdc") + " splits");
    }

    @Test
    void anEventThatIsNotEndedIsNone() throws Exception {
        bed.model.enqueue(raw((word("a") + word("never").stripTrailing()).getBytes(StandardCharsets.UTF_8), 10));
        bed.answer("unended").assertError("MODEL_TRUNCATED", true);
        bed.assertStored("error", "a", "unended");
    }

    private int splits(byte[] events, String text) throws Exception {
        for (int at = 0; at < events.length; at++) {
            bed.model.enqueue(raw(events, at));
            bed.answer("t" + at % 10).assertComplete(text);
        }
        return events.length;
    }

    private static Script raw(byte[] events, int at) {
        return new Script.Raw(List.of(HEAD.getBytes(StandardCharsets.US_ASCII), Arrays.copyOf(events, at),
                Arrays.copyOfRange(events, at, events.length)), Effect.fin());
    }

    private static String word(String text) {
        return "data: {\"choices\":[{\"delta\":{\"content\":\"" + text + "\"}}]}\n\n";
    }

    private static String name(String lineEnd) {
        return lineEnd.replace("\r", "CR").replace("\n", "LF");
    }
}
