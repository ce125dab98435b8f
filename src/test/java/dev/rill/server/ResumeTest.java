package dev.rill.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rill.http.RawHttp;
import dev.rill.http.frames.RawHttp2;
import dev.rill.model.fake.Answer;
import dev.rill.model.fake.FakeModel;
import dev.rill.model.fake.Gate;
import dev.rill.server.EventStream.Event;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Resuming and looking on, byte for byte. */
class ResumeTest {
    private static final String CONTINUE = "{\"threadId\":\"t\",\"message\":\"Count\",\"onDisconnect\":\"continue\"}";

    private final FakeModel model = FakeModel.start();
    private final TestServer server = TestServer.start(model, Map.of("RILL_RESUME_BYTES", "65536"));

    @AfterEach
    void close() {
        server.close();
        model.close();
    }

    @Test
    void fromAnyEventOnTheSameBytesFollow() throws IOException {
        model.enqueue(Answer.words("some words, \"quoted\", with a line\nbreak and an emoji 🎉 at the end"));
        String whole;
        List<Event> events;
        try (EventStream stream = EventStream.post(server.port(), CONTINUE)) {
            events = stream.rest();
            whole = stream.raw();
        }
        String messageId = events.getFirst().json().get("messageId").stringValue();
        int offset = 0;
        for (int i = 0; i < events.size() - 1; i++) {
            offset += events.get(i).frame().length();
            try (EventStream resumed = EventStream.resume(server.port(), messageId,
                    Optional.of(events.get(i).id()))) {
                resumed.rest();
                assertEquals(whole.substring(offset), resumed.raw(), "after event " + events.get(i).id());
            }
        }
        try (EventStream again = EventStream.resume(server.port(), messageId, Optional.empty())) {
            again.rest();
            assertEquals(whole, again.raw());
        }
        assertEquals(204, EventStream.resume(server.port(), messageId, Optional.of(events.getLast().id())).status());
    }

    @Test
    void anAnswerGoesOnWithoutItsClientAndIsPickedUpWhereItWas() throws Exception {
        Gate gate = new Gate();
        model.enqueue(Answer.of("one ", "two ", "three ").withGate(gate));
        String messageId;
        String seen;
        String lastId;
        try (EventStream stream = EventStream.post(server.port(), CONTINUE)) {
            messageId = stream.next("start").json().get("messageId").stringValue();
            gate.release(1);
            lastId = stream.next("token").id();
            seen = stream.raw();
        }
        gate.release(1);
        try (EventStream resumed = EventStream.resume(server.port(), messageId, Optional.of(lastId));
                EventStream looking = EventStream.resume(server.port(), messageId, Optional.empty())) {
            assertEquals("two ", resumed.next("token").json().get("content").stringValue());
            gate.open();
            List<Event> rest = resumed.rest();
            assertEquals("complete", rest.getLast().event());
            assertEquals("one two three ", rest.getLast().json().get("finalContent").stringValue());
            looking.rest();
            assertEquals(looking.raw(), seen + resumed.raw(), "joined, it is the whole stream");
        }
    }

    @Test
    void whoHasSeenAllThatWasSentIsAnsweredBeforeThereIsMore() throws Exception {
        Gate gate = new Gate();
        model.enqueue(Answer.of("one ", "two ").withGate(gate));
        try (TestServer silent = TestServer.start(model, Map.of("RILL_KEEP_ALIVE", "PT1H"));
                EventStream stream = EventStream.post(silent.port(), CONTINUE)) {
            String messageId = stream.next("start").json().get("messageId").stringValue();
            gate.release(1);
            String lastId = stream.next("token").id();
            String seen = stream.raw();
            try (EventStream resumed = EventStream.resume(silent.port(), messageId, Optional.of(lastId));
                    EventStream posted = EventStream.post(silent.port(), CONTINUE, "Last-Event-ID: " + lastId);
                    RawHttp old = new RawHttp(silent.port());
                    RawHttp2 http2 = RawHttp2.begun(silent.port())) {
                assertEquals(200, resumed.status());
                assertEquals(200, posted.status());
                old.write("GET /chat/stream/" + messageId + " HTTP/1.0\r\nLast-Event-ID: " + lastId + "\r\n\r\n");
                old.awaitText("\r\n\r\n");
                http2.get(1, "/chat/stream/" + messageId, "last-event-id", lastId);
                http2.readUntil(() -> http2.answers().contains("1:200"));
                gate.open();
                stream.rest();
                resumed.rest();
                posted.rest();
                String rest = stream.raw().substring(seen.length());
                assertEquals(rest, resumed.raw());
                assertEquals(rest, posted.raw());
                assertEquals(rest, old.rest());
                http2.readUntil(() -> http2.hasEnded(1));
                assertEquals(rest, http2.body(1));
            }
        }
    }

    @Test
    void manyViewersSeeTheSameStream() throws Exception {
        Gate gate = new Gate();
        model.enqueue(Answer.words("a b c d e f g h i j k l m n o p").withGate(gate));
        try (EventStream stream = EventStream.post(server.port(), CONTINUE)) {
            String messageId = stream.next("start").json().get("messageId").stringValue();
            List<CompletableFuture<String>> viewers = java.util.stream.IntStream.range(0, 20)
                    .mapToObj(_ -> CompletableFuture.supplyAsync(() -> whole(messageId))).toList();
            gate.open();
            stream.rest();
            for (CompletableFuture<String> viewer : viewers) {
                assertEquals(stream.raw(), viewer.get());
            }
        }
    }

    @Test
    void anUnknownStreamAndAnEventThatWasNeverSentAreRefused() throws IOException {
        model.enqueue(Answer.of("x"));
        String messageId;
        try (EventStream stream = EventStream.post(server.port(), CONTINUE)) {
            messageId = stream.rest().getFirst().json().get("messageId").stringValue();
        }
        assertEquals(404, EventStream.resume(server.port(), "nope", Optional.empty()).status());
        assertEquals(400, EventStream.resume(server.port(), messageId, Optional.of("999")).status());
        assertEquals(400, EventStream.resume(server.port(), messageId, Optional.of("-1")).status());
        assertEquals(400, EventStream.resume(server.port(), messageId, Optional.of("x")).status());
    }

    @Test
    void aLogThatNoLongerReachesBackSaysSo() throws IOException {
        model.enqueue(Answer.words("word ".repeat(3_000)));
        String messageId;
        try (EventStream stream = EventStream.post(server.port(), CONTINUE)) {
            List<Event> events = stream.rest();
            assertEquals("complete", events.getLast().event());
            messageId = events.getFirst().json().get("messageId").stringValue();
        }
        EventStream gone = EventStream.resume(server.port(), messageId, Optional.of("1"));
        assertEquals(410, gone.status());
        assertEquals("STREAM_GONE", gone.problem().get("code").stringValue());
    }

    private String whole(String messageId) {
        try (EventStream viewer = EventStream.resume(server.port(), messageId, Optional.empty())) {
            assertTrue(viewer.rest().getLast().terminal());
            return viewer.raw();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
