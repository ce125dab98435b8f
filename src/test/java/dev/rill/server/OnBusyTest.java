package dev.rill.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rill.http.RawHttp;
import dev.rill.launch.Guard;
import dev.rill.model.fake.Answer;
import dev.rill.model.fake.Effect;
import dev.rill.model.fake.FakeModel;
import dev.rill.model.fake.Gate;
import dev.rill.model.fake.RecordedRequest;
import dev.rill.server.EventStream.Event;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Questions that come while an answer runs in their thread. */
class OnBusyTest {
    private static final Answer SILENT = Answer.of("one ", "two ").withFaultAfter(1, Effect.silence());

    private static final AtomicInteger TESTS = new AtomicInteger();

    private static final FakeModel MODEL = FakeModel.start();
    @RegisterExtension
    static final SharedServer SERVER = new SharedServer(MODEL, Map.of("RILL_KEEP_ALIVE", "PT0.2S"));

    private final String own = "t" + TESTS.incrementAndGet();

    @Test
    void anInterruptStopsTheModelKeepsWhatThereIsAndIsAnsweredKnowingIt() throws Exception {
        MODEL.enqueue(SILENT, Answer.of("yes"));
        try (EventStream first = ask("First", "reject")) {
            first.next("token");
            try (EventStream second = ask("Second", "interrupt")) {
                assertEquals("complete", end(second).event());
            }
            Event end = end(first);
            assertEquals("cancelled", end.event());
            assertEquals("stopped", end.json().get("reason").stringValue());
        }
        closed(MODEL.takeRequest());
        assertEquals(List.of("First", "one ", "Second"), asked(MODEL.takeRequest()));
        assertEquals(List.of("First: complete", "one : cancelled", "Second: complete", "yes: complete"), thread());
    }

    @Test
    void aRollbackStopsTheModelAndTakesTheExchangeAway() throws Exception {
        MODEL.enqueue(Answer.of("zero"), SILENT, Answer.of("yes"));
        end(ask("Before", "reject"));
        try (EventStream first = ask("First", "reject")) {
            first.next("token");
            try (EventStream second = ask("Second", "rollback")) {
                assertEquals("complete", end(second).event());
            }
            assertEquals("cancelled", end(first).event());
        }
        MODEL.takeRequest();
        closed(MODEL.takeRequest());
        assertEquals(List.of("Before", "zero", "Second"), asked(MODEL.takeRequest()));
        assertEquals(List.of("Before: complete", "zero: complete", "Second: complete", "yes: complete"), thread());
    }

    @Test
    void aThreadWhoseFirstQuestionIsRolledBackIsNamedAfterTheNext() throws Exception {
        MODEL.enqueue(SILENT, Answer.of("yes"));
        try (EventStream first = ask("First", "reject")) {
            first.next("token");
            end(ask("Second", "rollback"));
        }
        JsonNode thread = RawHttp.call(SERVER.port(), "GET", "/threads/" + own).json();
        assertEquals("Second", thread.get("name").stringValue());
        assertEquals(2, thread.get("totalMessages").intValue());
    }

    @Test
    void whatWaitsIsAnsweredInTheOrderInWhichItCameAndKnowsWhatWasBeforeIt() throws Exception {
        Gate gate = new Gate();
        MODEL.enqueue(Answer.of("1").withGate(gate), Answer.of("2"), Answer.of("3"));
        List<EventStream> streams = new ArrayList<>();
        for (String message : List.of("First", "Second", "Third")) {
            EventStream stream = ask(message, "enqueue");
            assertEquals(200, stream.status());
            stream.next("start");
            streams.add(stream);
        }
        keptAlive(streams.get(1));
        keptAlive(streams.get(2));
        assertEquals(1, MODEL.requests().size());
        assertEquals(List.of("First: complete", ": streaming", "Second: complete", ": streaming", "Third: complete",
                ": streaming"), thread());
        try (EventStream late = ask("Late", "reject")) {
            assertEquals(409, late.status());
        }
        gate.open();
        for (EventStream stream : streams) {
            List<Event> events = stream.rest();
            assertEquals("complete", events.getLast().event());
            stream.close();
        }
        assertEquals(List.of("First: complete", "1: complete", "Second: complete", "2: complete", "Third: complete",
                "3: complete"), thread());
        MODEL.takeRequest();
        assertEquals(List.of("First", "1", "Second"), asked(MODEL.takeRequest()));
        assertEquals(List.of("First", "1", "Second", "2", "Third"), asked(MODEL.takeRequest()));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatWaitsIsStoppedOrLeftAtOnceAndTheOthersGoOn(boolean stopped) throws Exception {
        Gate gate = new Gate();
        MODEL.enqueue(Answer.of("1").withGate(gate), Answer.of("3"));
        try (EventStream first = ask("First", "reject"); EventStream second = ask("Second", "enqueue")) {
            String messageId = id(second);
            try (EventStream third = ask("Third", "enqueue")) {
                third.next("start");
                if (stopped) {
                    assertEquals(202, RawHttp.call(SERVER.port(), "DELETE", "/chat/stream/" + messageId).status());
                    assertEquals("cancelled", end(second).event());
                } else {
                    second.close();
                }
                Polling.until(() -> threadNow().contains("Second: complete, : cancelled"));
                gate.open();
                assertEquals("complete", end(third).event());
            }
            assertEquals("complete", end(first).event());
        }
        assertEquals(2, MODEL.requests().size());
    }

    @Test
    void anInterruptStopsWhatWaitsAsWellAndARollbackTakesItAway() throws Exception {
        MODEL.enqueue(SILENT, Answer.of("yes").withFaultAfter(0, Effect.silence()), Answer.of("at last"));
        try (EventStream first = ask("First", "reject"); EventStream second = ask("Second", "enqueue")) {
            first.next("token");
            second.next("start");
            try (EventStream third = ask("Third", "interrupt")) {
                assertEquals("cancelled", end(first).event());
                assertEquals("cancelled", end(second).event());
                third.next("start");
                try (EventStream fourth = ask("Fourth", "enqueue")) {
                    fourth.next("start");
                    try (EventStream fifth = ask("Fifth", "rollback")) {
                        assertEquals("complete", end(fifth).event());
                    }
                    assertEquals("cancelled", end(fourth).event());
                }
                assertEquals("cancelled", end(third).event());
            }
        }
        assertEquals(List.of("First: complete", "one : cancelled", "Second: complete", ": cancelled",
                "Fifth: complete", "at last: complete"), thread());
    }

    @Test
    void interruptsThatComeAtOnceEachGetOneEndAndTheThreadHasThemAll() throws Exception {
        MODEL.byDefault(SILENT);
        List<EventStream> streams = new ArrayList<>();
        streams.add(ask("First", "reject"));
        streams.getFirst().next("token");
        List<CompletableFuture<EventStream>> asking = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            String message = "m" + i;
            asking.add(CompletableFuture.supplyAsync(() -> {
                try {
                    return ask(message, "interrupt");
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }, task -> Thread.ofVirtual().start(task)));
        }
        asking.forEach(one -> streams.add(one.join()));
        Polling.until(() -> threadNow().endsWith("one : streaming"));
        MODEL.byDefault(Answer.of("the last"));
        try (EventStream last = ask("Last", "interrupt")) {
            assertEquals("complete", end(last).event());
        }
        for (EventStream stream : streams) {
            assertEquals(200, stream.status());
            assertEquals("cancelled", end(stream).event());
            stream.close();
        }
        List<String> thread = thread();
        assertEquals(28, thread.size(), thread::toString);
        assertEquals(List.of("Last: complete", "the last: complete"), thread.subList(26, 28));
        assertEquals(13, thread.stream().filter(message -> message.endsWith(": cancelled")).count());
    }

    @Test
    void anIdempotencyKeyMakesOneQuestionOfManyAlsoWhereTheyInterruptOrWait() throws Exception {
        for (String how : List.of("interrupt", "rollback", "enqueue")) {
            Gate gate = new Gate();
            MODEL.enqueue(Answer.of("1").withGate(gate), Answer.of("2"));
            List<CompletableFuture<String>> posts = new ArrayList<>();
            try (EventStream first = EventStream.post(SERVER.port(), body(how, "First", "reject"))) {
                first.next("start");
                MODEL.takeRequest();
                for (int i = 0; i < 8; i++) {
                    posts.add(CompletableFuture.supplyAsync(() -> {
                        try (EventStream stream = EventStream.post(SERVER.port(), body(how, "Second", how),
                                "Idempotency-Key: " + how)) {
                            assertEquals(200, stream.status());
                            stream.rest();
                            return stream.raw().replace(": keep-alive\n\n", "");
                        } catch (IOException e) {
                            throw new UncheckedIOException(e);
                        }
                    }, task -> Thread.ofVirtual().start(task)));
                }
                if (how.equals("enqueue")) {
                    Polling.until(() -> threadNow(how).contains("Second"));
                    gate.open();
                }
                first.rest();
            }
            Set<String> seen = new HashSet<>(posts.stream().map(CompletableFuture::join).toList());
            assertEquals(1, seen.size(), seen::toString);
            assertTrue(seen.iterator().next().contains("\"finalContent\":\"2\""), seen::toString);
            assertEquals(how.equals("rollback") ? 2 : 4, thread(how).size());
            MODEL.takeRequest();
        }
    }

    @Test
    void aServerThatEndsEndsWhatWaitsAndLetsWhatRunsFinish(@TempDir Path folder) throws Exception {
        Gate gate = new Gate();
        MODEL.enqueue(Answer.of("1").withGate(gate));
        TestServer ending = TestServer.startIn(folder, TestServer.withModel(MODEL, Map.of()));
        try (EventStream first = EventStream.post(ending.port(), body("t", "First", "reject"));
                EventStream second = EventStream.post(ending.port(), body("t", "Second", "enqueue"))) {
            second.next("start");
            Thread closing = Thread.startVirtualThread(ending::close);
            Event end = end(second);
            assertEquals("error", end.event());
            assertEquals("DRAINING", end.json().get("code").stringValue());
            gate.open();
            assertEquals("complete", end(first).event());
            closing.join();
        }
        try (TestServer again = TestServer.startIn(folder, TestServer.withModel(MODEL, Map.of()))) {
            assertEquals(List.of("First: complete", "1: complete", "Second: complete", ": error"),
                    thread(again.port(), "t"));
        }
    }

    @Test
    void noMoreWaitInAThreadThanMayAndAThreadThatIsDeletedEndsThemAll() throws Exception {
        MODEL.byDefault(SILENT);
        List<EventStream> streams = new ArrayList<>();
        for (int i = 0; i < 17; i++) {
            streams.add(ask("m" + i, "enqueue"));
            streams.getLast().next("start");
        }
        try (EventStream tooMany = ask("one more", "enqueue")) {
            assertEquals(409, tooMany.status());
            JsonNode problem = tooMany.problem();
            assertEquals("As many questions wait in this thread as may", problem.get("detail").stringValue());
            assertFalse(problem.get("messageId").stringValue().isEmpty());
        }
        assertEquals(200, RawHttp.call(SERVER.port(), "DELETE", "/threads/" + own).status());
        for (EventStream stream : streams) {
            assertEquals("cancelled", end(stream).event());
            stream.close();
        }
        assertEquals(404, RawHttp.call(SERVER.port(), "GET", "/threads/" + own).status());
        MODEL.byDefault(Answer.of("yes"));
        assertEquals("complete", end(ask("anew", "reject")).event());
    }

    @Test
    void whoHasAsManyAnswersAsAreAllowedMayReplaceOneButNotAddOne(@TempDir Path folder) throws Exception {
        MODEL.byDefault(SILENT);
        Path keys = KeyFile.write(folder, "ann ann-key");
        String ann = "Authorization: Bearer ann-key";
        try (TestServer small = TestServer.start(MODEL, Map.of("RILL_AUTH_KEYS", keys.toString(),
                "RILL_MAX_STREAMS_PER_USER", "1"));
                EventStream first = EventStream.post(small.port(), body("t", "First", "reject"), ann)) {
            first.next("token");
            try (EventStream waiting = EventStream.post(small.port(), body("t", "Second", "enqueue"), ann)) {
                assertEquals(503, waiting.status());
            }
            MODEL.byDefault(Answer.of("yes"));
            try (EventStream instead = EventStream.post(small.port(), body("t", "Third", "interrupt"), ann)) {
                assertEquals("complete", end(instead).event());
            }
            assertEquals("cancelled", end(first).event());
        }
    }

    @Test
    void aWholeAnswerMayBeWaitedForToo() throws Exception {
        Gate gate = new Gate();
        MODEL.enqueue(Answer.of("1").withGate(gate), Answer.of("2"));
        try (EventStream first = ask("First", "reject")) {
            first.next("start");
            CompletableFuture<RawHttp.Response> whole = CompletableFuture.supplyAsync(() -> {
                try {
                    return RawHttp.json(SERVER.port(), "POST", "/chat", body(own, "Second", "enqueue"));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }, task -> Thread.ofVirtual().start(task));
            Polling.until(() -> threadNow().contains("Second"));
            gate.open();
            assertEquals("2", whole.get(Guard.SECONDS, TimeUnit.SECONDS).json().get("answer").stringValue());
        }
    }

    @Test
    void aWordThatIsNoneIsRefused() throws Exception {
        try (EventStream stream = ask("First", "Interrupt")) {
            assertEquals(400, stream.status());
            assertEquals("/onBusy", stream.problem().at("/errors/0/pointer").stringValue());
        }
    }

    private EventStream ask(String message, String onBusy) throws IOException {
        return EventStream.post(SERVER.port(), body(own, message, onBusy));
    }

    private static String body(String threadId, String message, String onBusy) {
        return "{\"threadId\":\"" + threadId + "\",\"message\":\"" + message + "\",\"onBusy\":\"" + onBusy + "\"}";
    }

    private static Event end(EventStream stream) throws IOException {
        assertEquals(200, stream.status());
        return stream.rest().getLast();
    }

    private static String id(EventStream stream) throws IOException {
        return stream.next("start").json().get("messageId").stringValue();
    }

    private static void keptAlive(EventStream stream) throws IOException {
        Optional<Event> frame = stream.nextFrame();
        assertEquals(": keep-alive", frame.orElseThrow().data());
    }

    private static void closed(RecordedRequest request) throws Exception {
        request.connection().closed().get(Guard.SECONDS, TimeUnit.SECONDS);
    }

    /** What the model was told, without the system message. */
    private static List<String> asked(RecordedRequest request) {
        return JsonMapper.shared().readTree(request.body()).get("messages").valueStream()
                .filter(message -> !message.get("role").stringValue().equals("system"))
                .map(message -> message.get("content").stringValue()).toList();
    }

    private List<String> thread() throws IOException {
        return thread(own);
    }

    private List<String> thread(String threadId) throws IOException {
        return thread(SERVER.port(), threadId);
    }

    private static List<String> thread(int port, String threadId) throws IOException {
        return RawHttp.call(port, "GET", "/threads/" + threadId).json().path("messages").valueStream()
                .map(message -> message.get("content").stringValue() + ": " + message.get("status").stringValue())
                .toList();
    }

    private String threadNow() {
        return threadNow(own);
    }

    private String threadNow(String threadId) {
        try {
            return thread(threadId).stream().collect(Collectors.joining(", "));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
