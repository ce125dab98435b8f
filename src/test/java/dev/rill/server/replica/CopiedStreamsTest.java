package dev.rill.server.replica;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rill.copy.TestRedis;
import dev.rill.http.RawHttp;
import dev.rill.launch.Guard;
import dev.rill.model.fake.Answer;
import dev.rill.model.fake.FakeModel;
import dev.rill.model.fake.Gate;
import dev.rill.server.EventStream;
import dev.rill.server.FrameStream;
import dev.rill.server.KeyFile;
import dev.rill.server.Polling;
import dev.rill.server.ServerProcess;
import dev.rill.server.TestServer;
import dev.rill.threads.TestPostgres;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Servers on one PostgreSQL: streams that one writes are looked at and resumed at another. */
class CopiedStreamsTest {
    private static final String ANN = "Authorization: Bearer ann-key";
    private static final Map<String, String> BY_ANN = Map.of("Authorization", "Bearer ann-key");
    private static final String BOB = "Authorization: Bearer bob-key";

    /** Wherever the copies are. */
    abstract static class Contract {
        final FakeModel model = FakeModel.start();
        final Gate gate = new Gate();
        final List<AutoCloseable> open = new ArrayList<>();
        Map<String, String> environment;
        TestServer other;

        @TempDir
        Path folder;

        abstract Map<String, String> place() throws Exception;

        @BeforeEach
        void settings() throws Exception {
            Path keys = KeyFile.write(folder, "ann ann-key", "bob bob-key");
            model.byDefault(Answer.of("one ", "two ", "three ", "four ").withGate(gate));
            environment = new HashMap<>(TestServer.withModel(model, Map.of(
                    "RILL_DATABASE_URL", TestPostgres.newDatabase(), "RILL_REPLICAS", "true",
                    "RILL_AUTH_KEYS", keys.toString(), "RILL_DRAIN_TIMEOUT", "PT0S", "RILL_EMBEDDINGS", "off")));
            environment.putAll(place());
            other = opened(TestServer.start(environment));
        }

        <T extends AutoCloseable> T opened(T closeable) {
            open.add(closeable);
            return closeable;
        }

        @AfterEach
        void close() throws Exception {
            gate.open();
            for (AutoCloseable closeable : open.reversed()) {
                closeable.close();
            }
            model.close();
        }

        static String id(EventStream stream) throws Exception {
            return stream.next("start").json().get("messageId").stringValue();
        }

        JsonNode last() {
            try {
                JsonNode messages = RawHttp.call(other.port(), "GET", "/threads/t", BY_ANN, new byte[0]).json()
                        .get("messages");
                return messages.get(messages.size() - 1);
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }

        @Test
        void aStreamIsResumedAndLookedAtWhereItIsNotWritten() throws Exception {
            TestServer writer = opened(TestServer.start(environment));
            try (EventStream asked = EventStream.ask(writer.port(), "t", "Count", ANN)) {
                String id = id(asked);
                gate.release(2);
                asked.next("token");
                try (EventStream looking = EventStream.resume(other.port(), id, Optional.empty(), ANN);
                        EventStream foreign = EventStream.resume(other.port(), id, Optional.empty(), BOB);
                        EventStream unknown = EventStream.resume(other.port(), id + "x", Optional.empty(), ANN)) {
                    assertEquals(200, looking.status());
                    assertEquals(404, foreign.status());
                    assertEquals(404, unknown.status());
                    looking.next("token");
                    gate.open();
                    String all = asked.raw() + rawRest(asked);
                    assertEquals(all, looking.raw() + rawRest(looking));
                    String lastButOne = "3";
                    try (EventStream resumed = EventStream.resume(other.port(), id, Optional.of(lastButOne), ANN)) {
                        resumed.rest();
                        assertTrue(all.endsWith(resumed.raw()) && !resumed.raw().contains("id: 3\n")
                                && resumed.raw().contains("id: 4\n"), resumed.raw());
                    }
                    try (EventStream resumed = EventStream.resume(other.port(), id, Optional.of("9999"), ANN)) {
                        assertEquals(400, resumed.status());
                    }
                }
                assertEquals(200, RawHttp.call(other.port(), "DELETE", "/threads/t", BY_ANN,
                        new byte[0]).status());
                try (EventStream deleted = EventStream.resume(other.port(), id, Optional.empty(), ANN)) {
                    assertEquals(404, deleted.status());
                }
            }
        }

        @Test
        void theSameQuestionWithItsKeyJoinsTheRunOfAnotherServer() throws Exception {
            TestServer writer = opened(TestServer.start(environment));
            String question = "{\"threadId\":\"t\",\"message\":\"Count\"}";
            try (EventStream asked = EventStream.post(writer.port(), question, ANN, "Idempotency-Key: k")) {
                asked.next("start");
                try (EventStream again = EventStream.post(other.port(), question, ANN, "Idempotency-Key: k")) {
                    assertEquals(200, again.status());
                    gate.open();
                    assertEquals(asked.raw() + rawRest(asked), rawRest(again));
                }
            }
            assertEquals(1, model.requests().size());
        }

        @Test
        void theSameQuestionWithItsKeyGetsTheEndedAnswerOfAnotherServerInEveryForm() throws Exception {
            gate.open();
            String question = "{\"threadId\":\"t\",\"message\":\"Count\"}";
            TestServer writer = opened(TestServer.start(environment));
            String all;
            try (EventStream asked = EventStream.post(writer.port(), question, ANN, "Idempotency-Key: k")) {
                asked.rest();
                all = asked.raw();
            }
            try (EventStream again = EventStream.post(other.port(), question, ANN, "Idempotency-Key: k")) {
                assertEquals(200, again.status());
                again.rest();
                assertEquals(all, again.raw());
            }
            RawHttp.Response whole = post("/chat", question, "k");
            assertEquals("one two three four ", whole.json().get("answer").stringValue(), whole.text());
            assertEquals(400, post("/chat", question.replace("Count", "Count on"), "k").status());
            RawHttp.Response first = RawHttp.call(writer.port(), "POST", "/v1/responses", headers("r"),
                    "{\"model\":\"rill\",\"input\":\"Count\"}".getBytes(StandardCharsets.UTF_8));
            RawHttp.Response second = post("/v1/responses", "{\"model\":\"rill\",\"input\":\"Count\"}", "r");
            assertEquals(first.json().get("id"), second.json().get("id"), second.text());
            assertEquals(first.json().get("output"), second.json().get("output"));
            assertEquals(2, model.requests().size());
        }

        @Test
        void theWholeAnswerIsWaitedForWhereTheSameQuestionRunsElsewhere() throws Exception {
            TestServer writer = opened(TestServer.start(environment));
            String question = "{\"threadId\":\"t\",\"message\":\"Count\"}";
            try (EventStream asked = EventStream.post(writer.port(), question, ANN, "Idempotency-Key: k")) {
                asked.next("start");
                CompletableFuture<RawHttp.Response> again = CompletableFuture.supplyAsync(() ->
                        post("/chat", question, "k"), task -> Thread.ofVirtual().start(task));
                gate.open();
                assertEquals("complete", asked.rest().getLast().event());
                RawHttp.Response whole = Guard.get(again);
                assertEquals("one two three four ", whole.json().get("answer").stringValue(), whole.text());
            }
            assertEquals(1, model.requests().size());
        }

        private RawHttp.Response post(String path, String body, String key) {
            try {
                return RawHttp.call(other.port(), "POST", path, headers(key), body.getBytes(StandardCharsets.UTF_8));
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }

        private static Map<String, String> headers(String key) {
            Map<String, String> all = new HashMap<>(BY_ANN);
            all.putAll(Map.of("Content-Type", "application/json", "Idempotency-Key", key));
            return all;
        }

        static String rawRest(EventStream stream) throws Exception {
            int before = stream.raw().length();
            stream.rest();
            return stream.raw().substring(before);
        }
    }

    @Nested
    class OverPostgres extends Contract {
        @Override
        Map<String, String> place() {
            return Map.of();
        }
    }

    @Nested
    class OverRedis extends Contract {
        private TestRedis redis;

        @Override
        Map<String, String> place() throws Exception {
            redis = opened(TestRedis.start());
            return Map.of("RILL_REDIS_URL", redis.url().toString());
        }

        @Test
        void everyProtocolResumesWhereItsStreamIsNotWritten() throws Exception {
            TestServer writer = opened(TestServer.start(environment));
            try (FrameStream asked = FrameStream.post(writer.port(), "/langgraph/threads/t/runs/stream", """
                    {"assistant_id":"rill","if_not_exists":"create","stream_mode":["messages-tuple"],
                    "input":{"messages":[{"type":"human","content":"Count"}]}}""", ANN)) {
                String start = asked.next().orElseThrow();
                String id = start.replaceAll("(?s).*\"run_id\":\"([^\"]+)\".*", "$1");
                gate.release(1);
                try (FrameStream run = FrameStream.get(other.port(),
                        "/langgraph/threads/t/runs/" + id + "/stream", ANN);
                        FrameStream chat = FrameStream.get(other.port(), "/api/chat/t/stream", ANN);
                        FrameStream response = FrameStream.get(other.port(),
                                "/v1/responses/resp_" + id + "?stream=true", ANN)) {
                    assertEquals(List.of(200, 200, 200), List.of(run.status(), chat.status(), response.status()));
                    run.next();
                    gate.open();
                    assertTrue(whole(asked).contains("four ") && whole(run).contains("four "), run.raw());
                    assertTrue(whole(chat).contains("four "), chat.raw());
                    assertTrue(whole(response).contains("response.completed"), response.raw());
                }
            }
        }

        private static String whole(FrameStream stream) throws Exception {
            while (stream.next().isPresent()) {
                continue;
            }
            return stream.raw();
        }

        @Test
        void whoLooksAtAnAnswerWhoseServerWasKilledSeesThatItIsOver() throws Exception {
            try (ServerProcess killed = ServerProcess.start(folder, environment);
                    EventStream asked = EventStream.ask(killed.port(), "t", "Count", ANN)) {
                String id = id(asked);
                try (EventStream looking = EventStream.resume(other.port(), id, Optional.empty(), ANN)) {
                    gate.release(2);
                    String second = looking.next("token").data() + looking.next("token").data();
                    assertTrue(second.contains("two "), second);
                    killed.kill();
                    EventStream.Event end = looking.rest().getLast();
                    assertEquals("error", end.event());
                    assertEquals("INTERRUPTED", end.json().get("code").stringValue());
                    assertTrue(end.json().get("retryable").booleanValue());
                    Polling.until(() -> last().get("content").stringValue().equals("one two "));
                    assertEquals("interrupted", last().get("status").stringValue());
                    for (int more : List.of(20, 0)) { // a client may know another event by the number of the end
                        String after = Integer.toString(Integer.parseInt(end.id()) + more);
                        try (EventStream ahead = EventStream.resume(other.port(), id, Optional.of(after), ANN)) {
                            List<EventStream.Event> rest = ahead.rest();
                            assertEquals(1, rest.size());
                            assertEquals(end.data(), rest.getFirst().data());
                            assertFalse(rest.getFirst().id().equals(end.id()));
                        }
                    }
                }
            }
        }

        @Test
        void withoutRedisAStreamIsToBeHadAMomentLater() throws Exception {
            TestServer writer = opened(TestServer.start(environment));
            redis.kill();
            try (EventStream asked = EventStream.ask(writer.port(), "t", "Count", ANN)) {
                String id = id(asked);
                try (EventStream resumed = EventStream.resume(other.port(), id, Optional.empty(), ANN)) {
                    JsonNode problem = resumed.problem();
                    assertEquals("STREAM_ELSEWHERE", problem.get("code").stringValue(), problem.toString());
                    assertEquals(Optional.of("1"), resumed.header("retry-after"));
                }
                redis.again();
                Polling.until(() -> {
                    try (EventStream resumed = EventStream.resume(other.port(), id, Optional.empty(), ANN)) {
                        return resumed.status() == 200;
                    } catch (IOException e) {
                        throw new AssertionError(e);
                    }
                });
            }
        }
    }
}
