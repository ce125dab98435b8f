package dev.rill.server.replica;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rill.http.RawHttp;
import dev.rill.model.fake.Answer;
import dev.rill.model.fake.Effect;
import dev.rill.model.fake.FakeModel;
import dev.rill.model.fake.Gate;
import dev.rill.server.EventStream;
import dev.rill.server.Polling;
import dev.rill.server.TestServer;
import dev.rill.stream.Usage;
import dev.rill.threads.TestPostgres;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Three servers on one PostgreSQL, whichever of them is asked. */
class ReplicasTest {
    private static final List<TestServer> SERVERS = new ArrayList<>();
    private static final AtomicInteger TESTS = new AtomicInteger();
    private static FakeModel model;
    private static String url;

    private final Gate gate = new Gate();
    private final String own = "t" + TESTS.incrementAndGet();

    @BeforeAll
    static void start() {
        model = FakeModel.start();
        url = TestPostgres.newDatabase();
        for (String name : List.of("red", "green", "blue")) {
            SERVERS.add(server(name, "PT0S"));
        }
    }

    private static TestServer server(String name, String drains) {
        return TestServer.start(model, Map.of("RILL_DATABASE_URL", url, "RILL_REPLICAS", "true",
                "RILL_REPLICA_NAME", name, "RILL_DRAIN_TIMEOUT", drains));
    }

    @AfterAll
    static void close() {
        SERVERS.forEach(TestServer::close);
        SERVERS.clear();
        model.close();
    }

    @BeforeEach
    void answers() {
        model.reset();
        model.byDefault(Answer.of("one ", "two ", "three ").withGate(gate));
    }

    private static int red() {
        return SERVERS.get(0).port();
    }

    private static int green() {
        return SERVERS.get(1).port();
    }

    private static int blue() {
        return SERVERS.get(2).port();
    }

    /** One that is in the middle of its answer. */
    private EventStream asked(int port, String thread) throws IOException {
        EventStream stream = EventStream.ask(port, thread, "Count");
        stream.next("token");
        return stream;
    }

    private static JsonNode messages(int port, String thread) throws IOException {
        return RawHttp.call(port, "GET", "/threads/" + thread).json().get("messages");
    }

    private static void untilStatus(int port, String thread, String status) throws InterruptedException {
        Polling.until(() -> {
            try {
                JsonNode all = messages(port, thread);
                return all.get(all.size() - 1).get("status").stringValue().equals(status);
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        });
    }

    @Test
    void tokensOfADayAreCountedOverAllOfThem() throws Exception {
        model.byDefault(Answer.of("one ").withUsage(Optional.of(new Usage(3, 7, 10))));
        Map<String, String> shared = Map.of("RILL_DATABASE_URL", TestPostgres.newDatabase(), "RILL_REPLICAS", "true",
                "RILL_TOKENS_PER_DAY", "20");
        try (TestServer one = TestServer.start(model, shared); TestServer two = TestServer.start(model, shared)) {
            assertEquals("complete", EventStream.ask(one.port(), "a", "Hi").rest().getLast().event());
            assertEquals("complete", EventStream.ask(two.port(), "b", "Hi").rest().getLast().event());
            for (TestServer server : List.of(one, two)) {
                try (EventStream refused = EventStream.ask(server.port(), "c", "Hi")) {
                    assertEquals("BUDGET_EXHAUSTED", refused.problem().get("code").stringValue());
                }
            }
        }
    }

    @Test
    void aThreadIsBusyForAllOfThemAndFreeForAllWhenItsAnswerHasEnded() throws Exception {
        gate.release(1);
        try (EventStream stream = EventStream.ask(red(), own, "Count")) {
            String running = stream.next("start").json().get("messageId").stringValue();
            stream.next("token");
            try (EventStream second = EventStream.ask(green(), own, "Again")) {
                assertEquals(409, second.status());
                JsonNode problem = second.problem();
                assertEquals("THREAD_BUSY", problem.get("code").stringValue());
                assertEquals(running, problem.get("messageId").stringValue());
            }
            gate.open();
            assertEquals("complete", stream.rest().getLast().event());
        }
        assertEquals("complete", EventStream.ask(blue(), own, "Again").rest().getLast().event());
        assertEquals(4, messages(green(), own).size());
    }

    @Test
    void anAnswerIsStoppedByWhicheverIsAsked() throws Exception {
        gate.release(1);
        try (EventStream stream = EventStream.ask(red(), own, "Count")) {
            String running = stream.next("start").json().get("messageId").stringValue();
            stream.next("token");
            RawHttp.Response stop = RawHttp.call(green(), "DELETE", "/chat/stream/" + running);
            assertEquals(202, stop.status());
            assertEquals("stopping", stop.json().get("status").stringValue());

            EventStream.Event last = stream.rest().getLast();
            assertEquals("cancelled", last.event());
            assertEquals("stopped", last.json().get("reason").stringValue());
            untilStatus(blue(), own, "cancelled");
            assertEquals("ended", RawHttp.call(blue(), "DELETE", "/chat/stream/" + running).json().get("status")
                    .stringValue());
        }
    }

    @ParameterizedTest
    @CsvSource({"DELETE, /api/chat/T/stream", "POST, /langgraph/threads/T/runs/M/cancel",
            "POST, /langgraph/threads/T/runs/M/cancel?action=rollback", "POST, /v1/responses/resp_M/cancel"})
    void everyProtocolStopsWhatAnotherServerWrites(String method, String path) throws Exception {
        gate.release(1);
        try (EventStream stream = EventStream.ask(red(), own, "Count")) {
            String running = stream.next("start").json().get("messageId").stringValue();
            stream.next("token");
            String meant = path.replace("T/", own + "/").replace("M", running);
            int status = RawHttp.json(green(), method, meant, "{}").status();
            assertTrue(status >= 200 && status < 300, () -> path + ": " + status);
            assertEquals("cancelled", stream.rest().getLast().event());
        }
        Polling.until(() -> path.contains("rollback") ? gone() : statuses().equals(List.of("complete", "cancelled")));
    }

    private boolean gone() {
        try {
            return RawHttp.call(blue(), "GET", "/threads/" + own).status() == 404;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private List<String> statuses() {
        try {
            List<String> all = new ArrayList<>();
            messages(blue(), own).forEach(message -> all.add(message.get("status").stringValue()));
            return all;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void whoLooksOnAtAServerThatEndsIsSentElsewhereAndWhoAskedGetsTheWholeAnswer() throws Exception {
        gate.release(1);
        TestServer leaving = server("leaving", "PT2M");
        try (EventStream asked = EventStream.ask(leaving.port(), own, "Count")) {
            String running = asked.next("start").json().get("messageId").stringValue();
            asked.next("token");
            try (EventStream looking = EventStream.resume(leaving.port(), running, Optional.empty())) {
                looking.next("token");
                Thread ends = Thread.ofPlatform().start(leaving::close);
                List<EventStream.Event> rest = looking.rest();
                assertTrue(rest.stream().allMatch(event -> event.event().equals("token")), rest::toString);
                gate.open();
                assertEquals("complete", asked.rest().getLast().event());
                ends.join();
            }
        }
        assertEquals(List.of("complete", "complete"), statuses());
        assertEquals(3, RawHttp.call(red(), "GET", "/streams").json().get("servers").size());
    }

    @Test
    void anAnswerWhoseThreadIsDeletedElsewhereIsStopped() throws Exception {
        gate.release(1);
        try (EventStream stream = asked(red(), own)) {
            assertEquals(200, RawHttp.call(green(), "DELETE", "/threads/" + own).status());
            assertEquals("cancelled", stream.rest().getLast().event());
        }
        assertEquals(404, RawHttp.call(blue(), "GET", "/threads/" + own).status());
    }

    @Test
    void aQuestionThatIsAskedAgainUnderItsKeyRunsOnce() throws Exception {
        gate.release(1);
        String json = "{\"threadId\":\"" + own + "\",\"message\":\"Count\"}";
        try (EventStream stream = EventStream.post(red(), json, "Idempotency-Key: k")) {
            stream.next("token");
            try (EventStream again = EventStream.post(green(), json, "Idempotency-Key: k")) {
                assertEquals(200, again.status());
                gate.open();
                assertEquals("complete", again.rest().getLast().event());
            }
            assertEquals("complete", stream.rest().getLast().event());
        }
        assertEquals(2, messages(blue(), own).size());
    }

    private EventStream ask(int port, String message, String onBusy) throws IOException {
        return EventStream.post(port, "{\"threadId\":\"" + own + "\",\"message\":\"" + message + "\",\"onBusy\":\""
                + onBusy + "\"}");
    }

    private List<String> thread(int port) throws IOException {
        List<String> all = new ArrayList<>();
        messages(port, own).forEach(message -> all.add(message.get("content").stringValue() + ": "
                + message.get("status").stringValue()));
        return all;
    }

    @Test
    void aQuestionThatWaitsIsAnsweredAfterThoseOfOtherServersAndKnowsThem() throws Exception {
        model.enqueue(Answer.of("1").withGate(gate), Answer.of("2"), Answer.of("3"), Answer.of("4"));
        try (EventStream first = ask(red(), "First", "reject")) {
            first.next("start");
            List<EventStream> waiting = new ArrayList<>();
            for (int port : List.of(green(), blue(), green())) {
                EventStream stream = ask(port, "Next", "enqueue");
                assertEquals(200, stream.status());
                stream.next("start");
                waiting.add(stream);
            }
            try (EventStream refused = ask(blue(), "Refused", "reject")) {
                assertEquals(409, refused.status());
            }
            gate.open();
            assertEquals("complete", first.rest().getLast().event());
            for (EventStream stream : waiting) {
                assertEquals("complete", stream.rest().getLast().event());
                stream.close();
            }
        }
        assertEquals(List.of("First: complete", "1: complete", "Next: complete", "2: complete", "Next: complete",
                "3: complete", "Next: complete", "4: complete"), thread(red()));
    }

    @Test
    void whatWaitsElsewhereIsStoppedWhereverItIsAsked() throws Exception {
        try (EventStream first = ask(red(), "First", "reject");
                EventStream second = ask(green(), "Second", "enqueue")) {
            first.next("start");
            String waits = second.next("start").json().get("messageId").stringValue();
            assertEquals(202, RawHttp.call(blue(), "DELETE", "/chat/stream/" + waits).status());
            assertEquals("cancelled", second.rest().getLast().event());
            gate.open();
            assertEquals("complete", first.rest().getLast().event());
        }
    }

    @Test
    void anInterruptStopsWhatAnotherServerWrites() throws Exception {
        model.enqueue(Answer.of("one ", "two ").withFaultAfter(1, Effect.silence()), Answer.of("yes"));
        try (EventStream first = ask(red(), "First", "reject")) {
            first.next("token");
            try (EventStream second = ask(green(), "Second", "interrupt")) {
                assertEquals("complete", second.rest().getLast().event());
            }
            assertEquals("cancelled", first.rest().getLast().event());
        }
        assertEquals(List.of("First: complete", "one : cancelled", "Second: complete", "yes: complete"),
                thread(blue()));
    }

    @Test
    void aRollbackTakesAwayWhatAnotherServerWrites() throws Exception {
        model.enqueue(Answer.of("one ", "two ").withFaultAfter(1, Effect.silence()), Answer.of("yes"));
        try (EventStream first = ask(red(), "First", "reject")) {
            first.next("token");
            try (EventStream second = ask(green(), "Second", "rollback")) {
                assertEquals("complete", second.rest().getLast().event());
            }
            assertEquals("cancelled", first.rest().getLast().event());
        }
        assertEquals(List.of("Second: complete", "yes: complete"), thread(blue()));
    }

    @Test
    void theMonitorShowsTheStreamsOfAllWithTheirServers() throws Exception {
        Gate other = new Gate();
        model.enqueue(Answer.of("one ", "two ").withGate(gate), Answer.of("one ", "two ").withGate(other));
        gate.release(1);
        other.release(1);
        try (EventStream _ = asked(red(), own); EventStream _ = asked(green(), own + "b")) {
            Polling.until(() -> seen(blue()).equals(Set.of("red " + own, "green " + own + "b")));
            JsonNode all = RawHttp.call(blue(), "GET", "/streams").json();
            assertEquals(2, all.get("metrics").get("activeConnections").intValue());
            assertEquals(3, all.get("servers").size());
            assertTrue(all.get("active").get(0).get("owner") == null);
            gate.open();
            other.open();
        }
    }

    private static Set<String> seen(int port) {
        try {
            Set<String> seen = new TreeSet<>();
            RawHttp.call(port, "GET", "/streams").json().get("active").forEach(stream ->
                    seen.add(stream.get("server").stringValue() + " " + stream.get("threadId").stringValue()));
            return seen;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
