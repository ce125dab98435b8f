package dev.rill.faults.client;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rill.faults.FaultBed;
import dev.rill.faults.Figures;
import dev.rill.model.fake.Answer;
import dev.rill.model.fake.Gate;
import dev.rill.server.EventStream.Event;
import dev.rill.server.EventStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** A client that leaves an answer that goes on, and comes back to it after each of its events. */
final class ContinuedRow {
    private static final String QUESTION = "{\"threadId\":\"t\",\"message\":\"Count\",\"onDisconnect\":\"continue\"}";
    private static final Answer ANSWER =
            Answer.words("some words, \"quoted\", with a line\nbreak, an emoji 🎉, a carriage\rreturn, and an end");

    private ContinuedRow() {
    }

    static void play(Figures figures) throws Exception {
        try (FaultBed bed = FaultBed.with()) {
            Gate gate = new Gate();
            bed.model.enqueue(ANSWER.withGate(gate));
            String seen;
            String messageId;
            String last;
            try (EventStream first = EventStream.post(bed.port(), QUESTION)) {
                messageId = first.next("start").json().get("messageId").stringValue();
                gate.release(2);
                first.next("token");
                last = first.next("token").id();
                seen = first.raw();
            }
            gate.release(2);
            String followed;
            try (EventStream resumed = EventStream.resume(bed.port(), messageId, Optional.of(last))) {
                resumed.next("token");
                gate.open();
                assertEquals("complete", resumed.rest().getLast().event());
                followed = resumed.raw();
            }
            String whole = seen + followed;
            long begun = System.nanoTime();
            int events = replayed(bed.port(), messageId, whole);
            figures.since("replayed whole and after each of its " + events + " events, byte for byte, in", begun);
            bed.assertStored("complete", ANSWER.text(), "t");
        }
    }

    private static int replayed(int port, String messageId, String whole) throws IOException {
        List<Event> events;
        try (EventStream again = EventStream.resume(port, messageId, Optional.empty())) {
            events = again.rest();
            assertEquals(whole, again.raw());
        }
        byte[] bytes = whole.getBytes(StandardCharsets.UTF_8);
        int offset = 0;
        for (Event event : events.subList(0, events.size() - 1)) {
            offset += event.frame().getBytes(StandardCharsets.UTF_8).length;
            try (EventStream rest = EventStream.resume(port, messageId, Optional.of(event.id()))) {
                rest.rest();
                assertEquals(new String(bytes, offset, bytes.length - offset, StandardCharsets.UTF_8), rest.raw());
            }
        }
        try (EventStream end = EventStream.resume(port, messageId, Optional.of(events.getLast().id()))) {
            assertEquals(204, end.status());
        }
        return events.size();
    }
}
