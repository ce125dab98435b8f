package dev.rill.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rill.http.RawHttp;
import dev.rill.model.fake.Answer;
import dev.rill.model.fake.Effect;
import dev.rill.model.fake.FakeModel;
import dev.rill.server.KeyFile;
import dev.rill.server.TestServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Threads, their states and the assistant, as LangGraph's clients see them. */
class LangGraphThreadsTest {
    private static final String EMPTY = "00000000-0000-0000-0000-000000000000";

    private static final AtomicInteger TESTS = new AtomicInteger();

    private static FakeModel model;
    private static TestServer server;

    /** Each test has a user of its own. */
    private final String me = "user" + TESTS.incrementAndGet();

    @BeforeAll
    static void open(@TempDir Path folder) throws IOException {
        model = FakeModel.start();
        String[] users = IntStream.range(0, 20).mapToObj(i -> "user" + i + " user" + i + "-key").toArray(String[]::new);
        server = TestServer.start(model, Map.of("RILL_AUTH_KEYS", KeyFile.write(folder, users).toString()));
    }

    @AfterAll
    static void close() {
        server.close();
        model.close();
    }

    @BeforeEach
    void forget() {
        model.reset();
    }

    @Test
    void aThreadIsMadeFoundChangedAndDeleted() throws IOException {
        JsonNode made = ok("POST", "/threads", "{\"metadata\":{\"graph_id\":\"rill\",\"who\":\"me\"}}");
        String id = made.get("thread_id").stringValue();
        assertEquals("idle", made.get("status").stringValue());
        assertEquals("{}", made.get("values").toString());
        assertEquals(made, ok("GET", "/threads/" + id, null));
        assertEquals(409, call(me, "POST", "/threads", "{\"thread_id\":\"" + id + "\"}").status());
        assertEquals(made, ok("POST", "/threads",
                "{\"thread_id\":\"" + id + "\",\"if_exists\":\"do_nothing\",\"unknown\":{}}"));
        JsonNode changed = ok("PATCH", "/threads/" + id, "{\"metadata\":{\"more\":[1]}}");
        assertEquals("me", changed.at("/metadata/who").stringValue());
        assertEquals("[1]", changed.at("/metadata/more").toString());
        assertEquals(204, call(me, "DELETE", "/threads/" + id, null).status());
        assertEquals(404, call(me, "GET", "/threads/" + id, null).status());
        assertEquals(404, call(me, "DELETE", "/threads/" + id, null).status());
    }

    @Test
    void aFreshThreadHasAStateWithNothingInItAndNoHistory() throws IOException {
        String id = ok("POST", "/threads", "{}").get("thread_id").stringValue();
        JsonNode state = ok("GET", "/threads/" + id + "/state", null);
        assertEquals("{}", state.get("values").toString());
        assertEquals("[]", state.get("next").toString());
        assertTrue(state.get("checkpoint").isNull());
        assertEquals("[]", ok("POST", "/threads/" + id + "/history", "{}").toString());
    }

    @Test
    void theStateHasTheMessagesAndTheHistoryEachStateOfBefore() throws IOException {
        model.enqueue(Answer.of("one"), Answer.of("two"));
        ask("First");
        ask("Second");
        JsonNode state = ok("GET", "/threads/t/state", null);
        assertEquals("First one Second two", text(state));
        assertEquals("[]", state.get("next").toString());
        List<String> ids = new ArrayList<>();
        state.at("/values/messages").forEach(message -> ids.add(message.get("id").stringValue()));

        JsonNode history = ok("POST", "/threads/t/history", "{\"limit\":10}");
        assertEquals(List.of("First one Second two", "First one Second", "First one", "First", ""),
                history.valueStream().map(LangGraphThreadsTest::text).toList());
        assertEquals(state, history.get(0));
        for (int i = 0; i < 4; i++) {
            assertEquals(ids.get(3 - i), history.get(i).at("/checkpoint/checkpoint_id").stringValue());
            assertEquals(history.get(i + 1).get("checkpoint"), history.get(i).get("parent_checkpoint"));
        }
        assertEquals(EMPTY, history.get(4).at("/checkpoint/checkpoint_id").stringValue());
        assertTrue(history.get(4).get("parent_checkpoint").isNull());
        assertEquals("[\"generation\"]", history.get(1).get("next").toString());

        assertEquals(List.of("First one", "First"), ok("POST", "/threads/t/history", "{\"limit\":2,\"before\":"
                + "{\"configurable\":{\"checkpoint_id\":\"" + ids.get(2) + "\"}}}").valueStream()
                .map(LangGraphThreadsTest::text).toList());
        assertEquals(history.get(2), ok("GET", "/threads/t/state/" + ids.get(1), null));
        assertEquals(history.get(2), ok("POST", "/threads/t/state/checkpoint",
                "{\"checkpoint\":{\"checkpoint_id\":\"" + ids.get(1) + "\"}}"));
        assertEquals(404, call(me, "GET", "/threads/t/state/unknown", null).status());
    }

    @Test
    void anAnswerThatFailedIsAnErrorOfTheThreadAndATaskThatIsOpen() throws IOException {
        model.enqueue(Answer.of("a", "b").withFaultAfter(1, Effect.fin()));
        ask("First");
        JsonNode thread = ok("GET", "/threads/t", null);
        assertEquals("error", thread.get("status").stringValue());
        assertEquals("MODEL_TRUNCATED", thread.get("error").stringValue());
        JsonNode state = ok("GET", "/threads/t/state", null);
        assertEquals("First a", text(state));
        assertEquals("MODEL_TRUNCATED", state.at("/tasks/0/error").stringValue());
        assertEquals("[\"generation\"]", state.get("next").toString());
    }

    @Test
    void threadsAreSearchedByWhatIsKnownOfThem() throws IOException {
        model.byDefault(Answer.of("yes"));
        for (int i = 0; i < 5; i++) {
            ok("POST", "/threads", "{\"thread_id\":\"t" + i + "\",\"metadata\":{\"odd\":" + (i % 2 == 1) + "}}");
        }
        assertEquals("success", run("t3", "Hello there").get("status").stringValue());
        assertEquals(List.of("t3", "t4", "t2", "t1", "t0"), search("{}"));
        assertEquals(List.of("t3", "t4"), search("{\"limit\":2}"));
        assertEquals(List.of("t2", "t1"), search("{\"limit\":2,\"offset\":2}"));
        assertEquals(List.of("t3", "t1"), search("{\"metadata\":{\"odd\":true,\"graph_id\":\"rill\"}}"));
        assertEquals(List.of(), search("{\"metadata\":{\"graph_id\":\"agent\"}}"));
        assertEquals(List.of("t0", "t1", "t2", "t3", "t4"),
                search("{\"sort_by\":\"created_at\",\"sort_order\":\"asc\"}"));
        assertEquals(List.of("t3", "t1"), search("{\"ids\":[\"t1\",\"t3\",\"t9\"]}"));
        assertEquals(List.of("t3", "t4", "t2", "t1", "t0"), search("{\"status\":\"idle\"}"));
        assertEquals(List.of(), search("{\"status\":\"busy\"}"));
        JsonNode found = ok("POST", "/threads/search", "{\"limit\":1}").get(0);
        assertEquals("Hello there", found.at("/metadata/title").stringValue());
        assertEquals("Hello there", found.at("/values/messages/0/content").stringValue());
        assertEquals(2, ok("POST", "/threads/search", "{\"limit\":1,\"select\":[\"status\"]}").get(0).size());
        assertEquals(400, call(me, "POST", "/threads/search", "{\"limit\":\"x\"}").status());
    }

    @Test
    void nobodySeesAnothersThreadsAndRuns() throws IOException {
        model.byDefault(Answer.of("yes"));
        String runId = run("t", "Hello").get("run_id").stringValue();
        for (String path : List.of("/threads/t", "/threads/t/state", "/threads/t/history", "/threads/t/runs",
                "/threads/t/runs/" + runId, "/threads/t/runs/" + runId + "/join",
                "/threads/t/runs/" + runId + "/stream", "/threads/t/state/" + runId)) {
            RawHttp.Response answer = call("user0", "GET", path, null);
            assertEquals(404, answer.status(), path);
            assertFalse(answer.json().get("detail").stringValue().isEmpty());
        }
        assertEquals(404, call("user0", "POST", "/threads/t/runs/" + runId + "/cancel", "{}").status());
        assertEquals(404, call("user0", "DELETE", "/threads/t", null).status());
        assertEquals("[]", call("user0", "POST", "/threads/search", "{}").text());
        RawHttp.Response nobody = call("eve", "GET", "/threads/t", null);
        assertEquals(401, nobody.status());
        assertEquals("UNAUTHORIZED", nobody.json().get("code").stringValue());
    }

    @Test
    void theAssistantIsFoundByEachOfItsNamesAndNoOtherIs() throws IOException {
        JsonNode rill = ok("GET", "/assistants/rill", null);
        assertEquals("rill", rill.get("graph_id").stringValue());
        assertEquals(rill, ok("POST", "/assistants/search", "{\"graph_id\":\"rill\",\"limit\":10}").get(0));
        assertEquals("[]", ok("POST", "/assistants/search", "{\"graph_id\":\"agent\"}").toString());
        assertEquals("generation", ok("GET", "/assistants/rill/graph", null).at("/nodes/3/id").stringValue());
        assertTrue(ok("GET", "/assistants/rill/schemas", null).at("/state_schema/properties/messages").isObject());
        assertTrue(ok("GET", "/ok", null).get("ok").booleanValue());
        assertTrue(ok("GET", "/info", null).at("/flags/assistants").booleanValue());
        RawHttp.Response other = call(me, "GET", "/assistants/agent", null);
        assertEquals(404, other.status());
        assertEquals("There is no assistant 'agent'; this server has 'rill'", other.json().get("detail").stringValue());
    }

    @Test
    void aBodyThatIsTooLargeOrNoneIsRefused() throws IOException {
        RawHttp.Response large = call(me, "POST", "/threads", "{\"metadata\":{\"a\":\"" + "x".repeat(10 << 20)
                + "\"}}");
        assertEquals(413, large.status());
        assertEquals("PAYLOAD_TOO_LARGE", large.json().get("code").stringValue());
        assertEquals(400, call(me, "POST", "/threads", "{").status());
        assertEquals(400, call(me, "POST", "/threads", "{\"thread_id\":\"a b\"}").status());
        assertEquals(400, call(me, "POST", "/threads", "{\"supersteps\":[{}]}").status());
        assertEquals(400, call(me, "POST", "/threads", "{\"metadata\":{\"a\":\"" + "x".repeat(9000) + "\"}}")
                .status());
        assertEquals(405, call(me, "POST", "/threads/t/state", "{}").status());
    }

    private void ask(String message) throws IOException {
        run("t", message);
    }

    private JsonNode run(String threadId, String message) throws IOException {
        ok("POST", "/threads/" + threadId + "/runs/wait",
                LangGraphDialect.body(message, List.of()).put("if_not_exists", "create").toString());
        return ok("GET", "/threads/" + threadId + "/runs", null).get(0);
    }

    private List<String> search(String query) throws IOException {
        return ok("POST", "/threads/search", query).valueStream()
                .map(thread -> thread.get("thread_id").stringValue()).toList();
    }

    private static String text(JsonNode state) {
        return String.join(" ", state.at("/values/messages").valueStream()
                .map(message -> message.get("content").stringValue()).toList());
    }

    private JsonNode ok(String method, String path, String body) throws IOException {
        RawHttp.Response answer = call(me, method, path, body);
        assertEquals(200, answer.status(), answer.text());
        return answer.json();
    }

    private RawHttp.Response call(String user, String method, String path, String body) throws IOException {
        Map<String, String> headers = body == null ? Map.of("x-api-key", user + "-key")
                : Map.of("x-api-key", user + "-key", "Content-Type", "application/json");
        return RawHttp.call(server.port(), method, "/langgraph" + path, headers,
                body == null ? null : body.getBytes(StandardCharsets.UTF_8));
    }
}
