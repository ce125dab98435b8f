package dev.rill.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rill.http.RawHttp;
import dev.rill.launch.Guard;
import dev.rill.model.fake.Answer;
import dev.rill.model.fake.Effect;
import dev.rill.model.fake.FakeModel;
import dev.rill.model.fake.Gate;
import dev.rill.model.fake.Script;
import dev.rill.server.FrameStream;
import dev.rill.server.Polling;
import dev.rill.server.SharedServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Runs, as LangGraph's clients begin, wait for, join and cancel them. */
class LangGraphRunsTest {
    private static final Answer SILENT = Answer.of("one ", "two").withFaultAfter(1, Effect.silence());

    private static final AtomicInteger TESTS = new AtomicInteger();

    private static final FakeModel MODEL = FakeModel.start();
    @RegisterExtension
    static final SharedServer SERVER = new SharedServer(MODEL, Map.of());

    /** Stands for {@code t} in this test's paths. */
    private final String thread = "t" + TESTS.incrementAndGet();

    @Test
    void aRunThatIsWaitedForAnswersWithTheState() throws IOException {
        MODEL.enqueue(Answer.of("one"), Script.status(401));
        RawHttp.Response waited = post("/threads/t/runs/wait", body("First"));
        assertEquals("First one", text(waited.json()));
        String location = waited.headers().get("content-location");
        String runId = location.substring(location.lastIndexOf('/') + 1);
        assertEquals(runId, waited.json().at("/messages/1/id").stringValue());
        assertEquals("success", get("/threads/t/runs/" + runId).get("status").stringValue());
        JsonNode failed = post("/threads/t/runs/wait", body("Second")).json();
        assertEquals("MODEL_UNAUTHORIZED", failed.at("/__error__/error").stringValue());
    }

    @Test
    void aRunInTheBackgroundGoesOnByItselfAndIsJoined() throws Exception {
        Gate gate = new Gate();
        MODEL.enqueue(Answer.of("one ", "two").withGate(gate));
        JsonNode run = post("/threads/t/runs", body("First")).json();
        assertEquals("running", run.get("status").stringValue());
        String at = "/threads/t/runs/" + run.get("run_id").stringValue();
        gate.release(1);
        CompletableFuture<JsonNode> joined = later(() -> get(at + "/join"));
        try (FrameStream stream = FrameStream.get(SERVER.port(), path(at + "/stream?stream_mode=values"))) {
            gate.open();
            assertTrue(stream.rest().getLast().startsWith("event: end\n"));
        }
        assertEquals("First one two", text(joined.get(Guard.SECONDS, TimeUnit.SECONDS)));
        assertEquals("First one two", text(get(at + "/join")), "also when it has ended");
        assertEquals("success", get(at).get("status").stringValue());
        assertEquals(List.of(run.get("run_id")), get("/threads/t/runs").valueStream().map(one -> one.get("run_id"))
                .toList());
        assertEquals("[]", get("/threads/t/runs?status=error").toString());
    }

    @Test
    void aRunThatIsCancelledKeepsWhatThereIsAndOneThatIsRolledBackNothing() throws Exception {
        MODEL.enqueue(SILENT, SILENT);
        JsonNode first = begun("First", "reject");
        assertEquals(202, post(at(first) + "/cancel?wait=0&action=interrupt", "{}").status());
        get(at(first) + "/join");
        assertEquals("interrupted", get(at(first)).get("status").stringValue());
        assertEquals("interrupted", get("/threads/t").get("status").stringValue());
        assertEquals("First one ", text(get("/threads/t/state").get("values")));
        assertEquals(202, post(at(first) + "/cancel", "{}").status(), "again");

        JsonNode second = begun("Second", "reject");
        assertEquals(204, post(at(second) + "/cancel?wait=1&action=rollback", "{}").status());
        assertEquals("First one ", text(get("/threads/t/state").get("values")));
        assertEquals(404, post(at(second) + "/cancel", "{}").status());
        assertEquals(409, post(at(first) + "/cancel?action=rollback", "{}").status());
        assertEquals(400, post(at(first) + "/cancel?action=explode", "{}").status());
        for (int i = 0; i < 2; i++) {
            MODEL.takeRequest().connection().closed().get(Guard.SECONDS, TimeUnit.SECONDS);
        }
    }

    @Test
    void severalRunsAreCancelledAtOnce() throws Exception {
        MODEL.byDefault(SILENT);
        JsonNode first = begun("First", "reject");
        JsonNode second = begun("Second", "enqueue");
        assertEquals("pending", get(at(second)).get("status").stringValue());
        assertEquals(204, post("/runs/cancel", "{\"thread_id\":\"" + thread + "\",\"run_ids\":["
                + first.get("run_id") + "," + second.get("run_id") + ",\"unknown\"]}").status());
        get(at(first) + "/join");
        get(at(second) + "/join");
        assertEquals("First one  Second", text(get("/threads/t/state").get("values")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"reject", "interrupt", "rollback", "enqueue"})
    void aBusyThreadDoesAsTheStrategySays(String strategy) throws Exception {
        Gate gate = new Gate();
        MODEL.enqueue(Answer.of("one").withGate(gate), Answer.of("two"));
        RawHttp.Response begun = post("/threads/t/runs", body("First"));
        assertEquals(200, begun.status(), begun.text());
        JsonNode first = begun.json();
        MODEL.takeRequest(); // else the second question may be the first that the model is asked
        CompletableFuture<RawHttp.Response> second = later(() -> post("/threads/t/runs/wait",
                body("Second").put("multitask_strategy", strategy)));
        if (strategy.equals("enqueue")) {
            Polling.until(() -> get("/threads/t/runs").size() == 2);
            gate.open();
        }
        RawHttp.Response answer = second.get(Guard.SECONDS, TimeUnit.SECONDS);
        switch (strategy) {
            case "reject" -> {
                assertEquals(409, answer.status());
                assertEquals("{\"detail\":\"An answer is still running in this thread\",\"code\":\"THREAD_BUSY\"}",
                        answer.text());
                gate.open();
                assertEquals("First one", text(get(at(first) + "/join")));
            }
            case "interrupt" -> assertEquals("First Second two", text(answer.json()));
            case "rollback" -> assertEquals("Second two", text(answer.json()));
            default -> assertEquals("First one Second two", text(answer.json()));
        }
    }

    @Test
    void aRunWithoutAThreadAnswersWithItsHistoryAndStoresNothing() throws Exception {
        MODEL.byDefault(Answer.of("four"));
        ObjectNode body = body("");
        body.putObject("input").putArray("messages").add(message("system", "Be short")).add(message("human", "One?"))
                .add(message("ai", "one")).add(message("user", "And?"));
        RawHttp.Response waited = post("/runs/wait", body);
        assertEquals("One? one And? four", text(waited.json()));
        assertTrue(waited.headers().get("content-location").startsWith("/runs/"));
        List<String> told = JsonMapper.shared().readTree(MODEL.takeRequest().body()).get("messages").valueStream()
                .map(message -> message.get("content").stringValue()).toList();
        assertTrue(told.getFirst().endsWith("Be short"), told::toString);
        assertEquals(List.of("One?", "one", "And?"), told.subList(told.size() - 3, told.size()));
        try (FrameStream stream = FrameStream.post(SERVER.port(), "/langgraph/runs/stream", body.toString())) {
            List<String> frames = stream.rest();
            assertTrue(frames.getFirst().startsWith("event: metadata\n"));
            assertTrue(frames.getLast().startsWith("event: end\n"));
        }
        assertFalse(post("/threads/search", "{\"limit\":100}").text().contains("And?"));
        assertEquals(404, post("/runs", body).status());
    }

    @Test
    void aMessageThatIsSentAgainTakesTheOldOnesPlaceAndACheckpointIsGoneBackTo() throws IOException {
        MODEL.enqueue(Answer.of("one"), Answer.of("two"), Answer.of("two, again"), Answer.of("TWO"), Answer.of("1"));
        post("/threads/t/runs/wait", body("First"));
        ObjectNode second = body("Second");
        ((ObjectNode) second.at("/input/messages/0")).put("id", "own-id");
        post("/threads/t/runs/wait", second);
        assertEquals("First one Second two, again", text(post("/threads/t/runs/wait", second).json()));

        JsonNode history = post("/threads/t/history", "{}").json();
        ObjectNode again = body("").putNull("input");
        again.set("checkpoint", history.get(1).get("checkpoint"));
        assertEquals("First one Second TWO", text(post("/threads/t/runs/wait", again).json()), "regenerated");
        ObjectNode edited = body("Anew").put("checkpoint_id", "00000000-0000-0000-0000-000000000000");
        assertEquals("Anew 1", text(post("/threads/t/runs/wait", edited).json()), "edited");
        assertEquals(404, post("/threads/t/runs/wait", body("x").put("checkpoint_id", "gone")).status());
    }

    @Test
    void aRunWithoutInputGoesOnWhereTheLastDidNotEnd() throws Exception {
        MODEL.enqueue(Script.status(401), Answer.of("at last"));
        post("/threads/t/runs/wait", body("First"));
        assertEquals("First at last", text(post("/threads/t/runs/wait", body("").putNull("input")).json()));
        assertEquals(400, post("/threads/t/runs/wait", body("").putNull("input")).status());
    }

    @Test
    void aMessageIsTakenInEachOfTheFormsThatLangChainTakes() throws IOException {
        MODEL.byDefault(Answer.of("yes"));
        for (String input : List.of("\"Why?\"", "{\"messages\":\"Why?\"}", "{\"messages\":[\"Why?\"]}",
                "{\"messages\":[[\"human\",\"Why?\"]]}", "{\"messages\":{\"role\":\"user\",\"content\":\"Why?\"}}",
                "{\"messages\":[{\"type\":\"human\",\"content\":[{\"type\":\"text\",\"text\":\"Why?\"}]}],\"x\":1}")) {
            String body = "{\"assistant_id\":\"rill\",\"input\":" + input + ",\"durability\":\"async\"}";
            assertEquals("Why? yes", text(post("/runs/wait", body).json()), input);
        }
    }

    @Test
    void whatWouldNotBeDoneIsRefusedAndWhatDoesNotMatterIsPassedOver() throws IOException {
        MODEL.byDefault(Answer.of("yes"));
        for (String member : List.of("\"command\":{\"resume\":1}", "\"webhook\":\"http://x\"", "\"after_seconds\":5",
                "\"interrupt_before\":[\"generation\"]", "\"interrupt_after\":\"*\"", "\"multitask_strategy\":\"x\"",
                "\"stream_mode\":\"x\"", "\"stream_mode\":[\"x\"]", "\"stream_mode\":5",
                "\"on_disconnect\":\"x\"",
                "\"input\":{\"messages\":[]}", "\"input\":{\"messages\":[{\"type\":\"ai\",\"content\":\"a\"}]}",
                "\"input\":{\"messages\":[1]}", "\"input\":{}",
                "\"input\":{\"messages\":[{\"type\":\"human\",\"content\":\" \"}]}",
                "\"input\":{\"messages\":[{\"type\":\"human\",\"content\":[{\"type\":\"image_url\"}]}]}")) {
            RawHttp.Response refused = post("/threads/t/runs/stream", "{\"assistant_id\":\"rill\",\"if_not_exists\":"
                    + "\"create\"," + (member.contains("input") ? "" : "\"input\":\"Why?\",") + member + "}");
            assertEquals(400, refused.status(), member);
            assertFalse(refused.json().get("detail").stringValue().isEmpty());
        }
        assertEquals(404, post("/threads/none/runs/stream", body("Why?").put("if_not_exists", "reject")).status());
        assertEquals(400, post("/threads/t/runs/stream", body("Why?").put("if_not_exists", "x")).status());
        assertEquals(404, post("/threads/t/runs/stream", body("Why?").put("assistant_id", "agent")).status());
        ObjectNode more = body("Why?").put("durability", "sync").put("webhook", "").putNull("command")
                .put("stream_subgraphs", true).put("unknown", 1);
        more.putArray("interrupt_before");
        more.putArray("stream_mode").add("values").add("newer");
        assertEquals("Why? yes", text(post("/threads/t/runs/wait", more).json()));
    }

    @Test
    void aWaitingClientThatLeavesStopsTheModel() throws Exception {
        MODEL.enqueue(SILENT);
        try (RawHttp client = new RawHttp(SERVER.port())) {
            client.send("POST", path("/threads/t/runs/wait"), Map.of("Content-Type", "application/json"),
                    body("First").toString().getBytes());
            Polling.until(() -> !MODEL.requests().isEmpty());
        }
        MODEL.takeRequest().connection().closed().get(Guard.SECONDS, TimeUnit.SECONDS);
        Polling.until(() -> get("/threads/t/runs").at("/0/status").stringValue("").equals("interrupted"));
    }

    @Test
    void runsAreCountedByTheirProtocol() throws IOException {
        MODEL.byDefault(Answer.of("yes"));
        int before = startedBy();
        post("/runs/wait", body("Why?"));
        post("/threads/t/runs/wait", body("Why?"));
        assertEquals(before + 2, startedBy());
    }

    private static int startedBy() throws IOException {
        JsonNode metrics = RawHttp.call(SERVER.port(), "GET", "/streams").json().get("metrics");
        return metrics.at("/startedByProtocol/langgraph").asInt(0);
    }

    /** One that is not to wait has written its first word. */
    private JsonNode begun(String message, String strategy) throws Exception {
        JsonNode run = post("/threads/t/runs", body(message).put("multitask_strategy", strategy)).json();
        if (strategy.equals("reject")) {
            try (FrameStream beside = FrameStream.get(SERVER.port(),
                    path(at(run) + "/stream?stream_mode=messages-tuple"))) {
                beside.next();
                beside.next();
            }
        }
        return run;
    }

    private static String at(JsonNode run) {
        return "/threads/t/runs/" + run.get("run_id").stringValue();
    }

    private static ObjectNode body(String message) {
        return LangGraphDialect.body(message, List.of("values")).put("if_not_exists", "create");
    }

    private static ObjectNode message(String type, String text) {
        return JsonMapper.shared().createObjectNode().put("type", type).put("content", text);
    }

    private static String text(JsonNode values) {
        List<String> texts = new ArrayList<>();
        values.path("messages").forEach(message -> texts.add(message.get("content").stringValue()));
        return String.join(" ", texts);
    }

    private String path(String path) {
        return "/langgraph" + path.replace("/threads/t", "/threads/" + thread);
    }

    private RawHttp.Response post(String path, ObjectNode body) throws IOException {
        return post(path, body.toString());
    }

    private RawHttp.Response post(String path, String body) throws IOException {
        return RawHttp.json(SERVER.port(), "POST", path(path), body);
    }

    private JsonNode get(String path) {
        try {
            return RawHttp.call(SERVER.port(), "GET", path(path)).json();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private interface Call<T> {
        T run() throws IOException;
    }

    private static <T> CompletableFuture<T> later(Call<T> call) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return call.run();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }, task -> Thread.ofVirtual().start(task));
    }
}
