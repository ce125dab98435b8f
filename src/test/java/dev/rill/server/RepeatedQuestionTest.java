package dev.rill.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rill.http.OpenApiContract;
import dev.rill.http.RawHttp;
import dev.rill.model.fake.Answer;
import dev.rill.model.fake.Effect;
import dev.rill.model.fake.FakeModel;
import dev.rill.model.fake.Gate;
import dev.rill.server.EventStream.Event;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that post a question again: they see the answer that it has got, and the model is not asked twice. */
class RepeatedQuestionTest {
    private static final OpenApiContract CONTRACT = new OpenApiContract();
    private static final String COUNT = "{\"threadId\":\"t\",\"message\":\"Count\",\"onDisconnect\":\"continue\"}";
    private static final String KEY = "Idempotency-Key: 8e03978e-40d5-43dd-bc93-6894a57f9324";

    private final FakeModel model = FakeModel.start();
    private final TestServer server = TestServer.start(model, Map.of());

    @AfterEach
    void close() {
        server.close();
        model.close();
    }

    @Test
    void aPostWithTheLastEventsIdGoesOnBehindItWhileTheAnswerRuns() throws IOException {
        Gate gate = new Gate();
        model.enqueue(Answer.of("one ", "two ", "three ").withGate(gate));
        String seen;
        String last;
        try (EventStream stream = EventStream.post(server.port(), COUNT)) {
            gate.release(1);
            last = stream.next("token").id();
            seen = stream.raw();
        }
        gate.release(1);
        try (EventStream resumed = EventStream.post(server.port(), COUNT, "Last-Event-ID: " + last);
                EventStream replay = EventStream.resume(server.port(), messageId(seen), Optional.empty())) {
            assertEquals(200, resumed.status());
            assertEquals("two ", resumed.next("token").json().get("content").stringValue());
            gate.open();
            assertEquals("complete", resumed.rest().getLast().event());
            replay.rest();
            assertEquals(replay.raw(), seen + resumed.raw());
        }
        assertEquals(1, model.requests().size());
        assertEquals(1, questions());
    }

    @Test
    void aPostWithTheLastEventsIdOfAnAnswerThatHasEndedGetsTheRest() throws IOException {
        model.enqueue(Answer.of("one ", "two "));
        List<Event> all;
        try (EventStream stream = EventStream.post(server.port(), COUNT)) {
            all = stream.rest();
        }
        for (Event event : all) {
            try (EventStream resumed = EventStream.post(server.port(), COUNT, "Last-Event-ID: " + event.id())) {
                List<Event> expected = all.subList(all.indexOf(event) + 1, all.size());
                assertEquals(expected.isEmpty() ? 204 : 200, resumed.status());
                assertEquals(expected, expected.isEmpty() ? List.of() : resumed.rest());
            }
        }
        assertEquals(400, EventStream.post(server.port(), COUNT, "Last-Event-ID: 999").status());
        assertEquals(400, EventStream.post(server.port(), COUNT, "Last-Event-ID: x").status());
        assertEquals(1, model.requests().size());
    }

    @Test
    void anotherQuestionWithALastEventsIdIsAskedAndSoIsTheFirstOfAThread() throws IOException {
        model.byDefault(Answer.of("yes"));
        for (String message : List.of("Count", "Count on", "Count")) {
            try (EventStream stream = EventStream.ask(server.port(), "t", message, "Last-Event-ID: 3")) {
                assertEquals("start", stream.next().event());
                assertEquals("complete", stream.rest().getLast().event());
            }
        }
        assertEquals(3, model.requests().size());
        assertEquals(3, questions());
    }

    @Test
    void theSameKeyIsTheSameQuestionHoweverOftenAndAtOnceItIsPosted() throws Exception {
        Gate gate = new Gate();
        model.byDefault(Answer.of("one ", "two ").withGate(gate));
        List<CompletableFuture<String>> posts = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            posts.add(CompletableFuture.supplyAsync(() -> {
                try (EventStream stream = EventStream.post(server.port(), COUNT, KEY)) {
                    assertEquals(200, stream.status());
                    stream.rest();
                    return stream.raw();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }, task -> Thread.ofVirtual().start(task)));
        }
        gate.open();
        Set<String> seen = posts.stream().map(CompletableFuture::join).collect(Collectors.toSet());
        assertEquals(1, seen.size(), seen::toString);
        assertTrue(seen.iterator().next().contains("\"finalContent\":\"one two \""));
        assertEquals(1, model.requests().size());
        assertEquals(1, questions());
    }

    @Test
    void aKeyOfAnotherQuestionIsRefusedAndAnotherThreadHasKeysOfItsOwn() throws IOException {
        model.byDefault(Answer.of("yes"));
        assertEquals(200, ask("t", "Count", KEY));
        assertEquals(200, ask("t", "Count", KEY.replace(": ", ": \"") + "\""));
        assertEquals(400, ask("t", "Count on", KEY));
        assertEquals(200, ask("u", "Count on", KEY));
        assertEquals(200, ask("t", "Count", KEY + "0"));
        assertEquals(3, model.requests().size());
    }

    @Test
    void inAThreadThatWasDeletedAKeyIsNewAndNothingIsReplayed() throws IOException {
        model.byDefault(Answer.of("yes"));
        String first;
        try (EventStream stream = EventStream.ask(server.port(), "t", "Count", KEY)) {
            stream.rest();
            first = messageId(stream.raw());
        }
        assertEquals(200, RawHttp.call(server.port(), "DELETE", "/threads/t").status());
        assertEquals(404, RawHttp.call(server.port(), "GET", "/chat/stream/" + first).status());
        assertEquals(200, ask("t", "Count", KEY));
        assertEquals(2, model.requests().size());
        assertEquals(1, questions());
    }

    @ParameterizedTest
    @ValueSource(strings = {"Idempotency-Key: ", "Idempotency-Key: \"\"", "Idempotency-Key: a b"})
    void aKeyThatIsNoneIsRefused(String header) throws IOException {
        assertEquals(400, ask("t", "Count", header));
        assertEquals(400, ask("t", "Count", "Idempotency-Key: " + "x".repeat(256)));
    }

    @Test
    void afterARestartAQuestionThatWasAskedIsNotAskedAgain(@TempDir Path folder) throws IOException {
        model.byDefault(Answer.of("yes"));
        Map<String, String> settings = TestServer.withModel(model, Map.of());
        try (TestServer first = TestServer.startIn(folder, settings);
                EventStream stream = EventStream.post(first.port(), COUNT, KEY)) {
            stream.rest();
        }
        try (TestServer second = TestServer.startIn(folder, settings)) {
            for (String header : List.of(KEY, "Last-Event-ID: 2")) {
                RawHttp.Response gone = post(second, "/chat/stream",
                        Map.of(header.split(": ")[0], header.split(": ")[1]));
                assertEquals(410, gone.status());
                assertEquals("STREAM_GONE", gone.json().get("code").stringValue());
                assertTrue(gone.json().has("messageId"));
                CONTRACT.assertResponse("POST", "/chat/stream", gone);
            }
            RawHttp.Response whole = post(second, "/chat", Map.of("Idempotency-Key", KEY.split(": ")[1]));
            assertEquals("yes", whole.json().get("answer").stringValue());
            CONTRACT.assertResponse("POST", "/chat", whole);
        }
        assertEquals(1, model.requests().size());
    }

    @Test
    void theWholeAnswerComesAgainWithItsKeyAlsoWhileItIsWritten() throws Exception {
        Gate gate = new Gate();
        model.enqueue(Answer.of("one ", "two ").withGate(gate));
        Map<String, String> key = Map.of("Idempotency-Key", "k");
        CompletableFuture<RawHttp.Response> first = CompletableFuture.supplyAsync(() -> post(server, "/chat", key));
        gate.release(1);
        model.takeRequest();
        CompletableFuture<RawHttp.Response> second = CompletableFuture.supplyAsync(() -> post(server, "/chat", key));
        gate.open();
        assertEquals(first.get().json().get("answer"), second.get().json().get("answer"));
        assertEquals(first.get().json().get("messageId"), post(server, "/chat", key).json().get("messageId"));
        assertEquals(200, second.get().status());
        assertEquals(1, model.requests().size());
    }

    @Test
    void aFailureThatIsAskedForAgainIsTheSameFailure() {
        model.byDefault(Answer.of("one ", "two ").withFaultAfter(1, Effect.fin()));
        Map<String, String> key = Map.of("Idempotency-Key", "k");
        RawHttp.Response first = post(server, "/chat", key);
        RawHttp.Response second = post(server, "/chat", key);
        assertEquals(502, first.status());
        assertEquals(502, second.status());
        assertEquals(first.json().get("code"), second.json().get("code"));
        CONTRACT.assertResponse("POST", "/chat", second);
    }

    private int ask(String thread, String message, String header) throws IOException {
        try (EventStream stream = EventStream.ask(server.port(), thread, message, header)) {
            if (stream.status() == 200) {
                stream.rest();
            }
            return stream.status();
        }
    }

    private static RawHttp.Response post(TestServer server, String path, Map<String, String> headers) {
        try {
            Map<String, String> all = new HashMap<>(headers);
            all.put("Content-Type", "application/json");
            return RawHttp.call(server.port(), "POST", path, all,
                    "{\"threadId\":\"t\",\"message\":\"Count\"}".getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private long questions() throws IOException {
        return RawHttp.call(server.port(), "GET", "/threads/t").json().get("messages").valueStream()
                .filter(message -> message.get("role").stringValue().equals("user")).count();
    }

    /** Of the stream's first event. */
    private static String messageId(String raw) {
        return raw.replaceAll("(?s).*?\"messageId\":\"([^\"]+)\".*", "$1");
    }
}
