package dev.rill.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rill.client.NpmScript.Call;
import dev.rill.http.response.Json;
import dev.rill.model.fake.Answer;
import dev.rill.model.fake.Effect;
import dev.rill.model.fake.Gate;
import dev.rill.model.fake.Script;
import dev.rill.server.Polling;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What npm's {@code @langchain/langgraph-sdk} makes of the server. */
class NpmLangGraphTest extends ClientTest {
    @RegisterExtension
    static final NpmScript SDK = new NpmScript("langgraph.mjs");

    @Test
    void threadsAreMadeFoundChangedReadAndDeleted() throws Exception {
        model.enqueue(Answer.of("Two"), Answer.of("Three"));
        String id = threads("create", "{\"metadata\":{\"topic\":\"sums\"},\"graphId\":\"rill\"}").get("thread_id")
                .stringValue();
        assertEquals("{}", threads("getState", quoted(id)).get("values").toString());
        run("wait", id, "What is one and one?", "{}");
        JsonNode values = run("wait", id, "And one more?", "{}");
        assertEquals("What is one and one? Two And one more? Three", text(values));
        assertEquals(values, threads("getState", quoted(id)).get("values"));
        JsonNode history = threads("getHistory", quoted(id), "{\"limit\":3}");
        assertEquals(3, history.size());
        assertEquals("What is one and one? Two", text(threads("getState", quoted(id),
                history.get(2).get("checkpoint").toString()).get("values")));
        assertEquals("idle", threads("get", quoted(id)).get("status").stringValue());
        assertEquals("mine", threads("update", quoted(id), "{\"metadata\":{\"owner\":\"mine\"}}")
                .at("/metadata/owner").stringValue());
        JsonNode found = threads("search", "{\"metadata\":{\"topic\":\"sums\",\"owner\":\"mine\"},\"limit\":5}");
        assertEquals(id, found.at("/0/thread_id").stringValue());
        assertEquals("Three", found.at("/0/values/messages/3/content").stringValue());
        threads("delete", quoted(id));
        assertEquals(404, failed("threads", "get", quoted(id)).get("status").intValue());
    }

    @Test
    void theAssistantIsFoundAndRead() throws Exception {
        assertEquals("rill", call("assistants", "search", "{\"graphId\":\"rill\"}").done().at("/0/assistant_id")
                .stringValue());
        assertEquals("rill", call("assistants", "get", "\"rill\"").done().get("graph_id").stringValue());
        assertTrue(call("assistants", "getSchemas", "\"rill\"").done().get("state_schema").isObject());
        assertEquals(404, failed("assistants", "get", "\"agent\"").get("status").intValue());
    }

    @Test
    void aWholeAnswerIsSeenInEachMode() throws Exception {
        model.enqueue(SEARCH, Answer.words("Send DELETE [1]."));
        Call run = stream("t", "How do I stop an answer?",
                "{\"streamMode\":[\"values\",\"updates\",\"messages-tuple\",\"messages\",\"custom\"]}");
        List<String> names = new ArrayList<>();
        String text = "";
        String runId = "";
        JsonNode last = Json.object();
        while (!names.contains("end")) {
            JsonNode event = run.next();
            String name = event.get("event").stringValue();
            names.add(name);
            JsonNode data = event.get("data");
            switch (name) {
                case "metadata" -> runId = data.get("run_id").stringValue();
                case "messages" -> {
                    text += data.at("/0/content").stringValue();
                    assertEquals(runId, data.at("/0/id").stringValue());
                }
                case "values" -> last = data;
                default -> { }
            }
        }
        assertEquals(List.of("metadata", "values", "custom", "updates", "messages/metadata", "messages",
                "messages/partial", "messages/complete", "end"), names.stream().distinct().toList());
        assertEquals("Send DELETE [1].", text);
        assertEquals("Send DELETE [1].", last.at("/messages/1/content").stringValue());
        assertEquals(runId, last.at("/messages/1/id").stringValue());
        assertEquals(1, last.at("/messages/1/additional_kwargs/sources/0/id").intValue());
        assertEquals("[{\"run_id\":\"" + runId + "\",\"thread_id\":\"t\"}]", run.done().get("made").toString());
    }

    @Test
    void aTokenIsThereBeforeTheNextLeavesTheModelWithAThreadAndWithout() throws Exception {
        for (String thread : new String[] {"t", null}) {
            Gate gate = new Gate();
            model.enqueue(Answer.of("one", "two", "three").withGate(gate));
            Call run = stream(thread, "Count", "{\"streamMode\":\"messages-tuple\"}");
            for (String token : List.of("one", "two", "three")) {
                gate.release(1);
                assertEquals(token, nextText(run));
            }
            gate.open();
            run.done();
        }
    }

    @Test
    void anAbortClosesTheModelAndACancelEndsTheRun() throws Exception {
        model.enqueue(SILENT, SILENT, SILENT);
        Call run = stream("t", "Count", "{\"streamMode\":\"messages-tuple\"}");
        assertEquals("one ", nextText(run));
        run.abort();
        upstreamCloses();
        for (String action : List.of("interrupt", "rollback")) {
            Call next = stream("t-" + action, "Count", "{\"streamMode\":[\"messages-tuple\",\"values\"]}");
            String runId = next.next().at("/data/run_id").stringValue();
            assertEquals("one ", nextText(next));
            call("runs", "cancel", quoted("t-" + action), quoted(runId), "true", quoted(action)).done();
            JsonNode event = next.next();
            while (!"end".equals(event.get("event").stringValue())) {
                event = next.next();
            }
            next.done();
            upstreamCloses();
        }
        assertEquals(List.of("Count", "one "), thread("t-interrupt"));
        assertEquals("interrupted", call("runs", "list", "\"t-interrupt\"").done().at("/0/status").stringValue());
        assertEquals("[]", call("threads", "search", "{\"ids\":[\"t-rollback\"]}").done().toString());
    }

    @Test
    void aRunInTheBackgroundIsJoinedAndStreamed() throws Exception {
        Gate gate = new Gate();
        model.enqueue(Answer.of("one ", "two").withGate(gate));
        JsonNode run = run("create", "t", "Count", "{\"streamMode\":[\"messages-tuple\"]}");
        String runId = run.get("run_id").stringValue();
        Call joined = call("runs", "join", "\"t\"", quoted(runId), "{}");
        Call watched = SDK.call("join", as("ann").put("thread", "t").put("run", runId));
        gate.release(1);
        assertEquals("one ", nextText(watched));
        gate.open();
        assertEquals("Count one two", text(joined.done()));
        JsonNode ids = watched.done();
        assertEquals("success", call("runs", "get", "\"t\"", quoted(runId)).done().get("status").stringValue());
        for (int seen = 0; seen < ids.size(); seen++) {
            ObjectNode again = as("ann").put("thread", "t").put("run", runId);
            again.putObject("options").set("lastEventId", ids.get(seen));
            JsonNode rest = SDK.call("join", again).done();
            assertEquals(ids.size() - seen - 1, rest.size());
        }
    }

    @Test
    void aConnectionThatIsCutAtAnyEventIsPickedUpByTheSdk() throws Exception {
        for (int after = 1; after < 8; after++) {
            model.enqueue(Answer.words("It goes on without its client."));
            ObjectNode asked = as("ann").put("thread", "t" + after).put("after", after);
            asked.set("payload", payload("Count", "{\"streamMode\":\"messages-tuple\",\"onDisconnect\":\"continue\"}"));
            Call run = SDK.call("resumed", asked);
            StringBuilder text = new StringBuilder();
            JsonNode event = run.next();
            while (!"end".equals(event.get("event").stringValue())) {
                if ("messages".equals(event.get("event").stringValue())) {
                    text.append(event.at("/data/0/content").stringValue());
                }
                event = run.next();
            }
            assertEquals("It goes on without its client.", text.toString(), "cut after " + after);
            run.done();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"reject", "interrupt", "rollback", "enqueue"})
    void aBusyThreadDoesAsTheStrategySays(String strategy) throws Exception {
        Gate gate = new Gate();
        model.enqueue(Answer.of("1").withGate(gate), Answer.of("2"));
        Call first = stream("t", "First", "{\"streamMode\":\"values\"}");
        first.next();
        model.takeRequest(); // else the second question may be the first that the model is asked
        Call second = call("runs", "wait", "\"t\"", "\"rill\"",
                payload("Second", "{\"multitaskStrategy\":\"" + strategy + "\"}").toString());
        if (strategy.equals("reject")) {
            assertEquals(409, second.failed().get("status").intValue());
            gate.open();
        } else {
            if (strategy.equals("enqueue")) {
                Polling.until(() -> kept("t").contains("Second"));
                gate.open();
            }
            assertEquals(switch (strategy) {
                case "interrupt" -> "First Second 2";
                case "rollback" -> "Second 2";
                default -> "First 1 Second 2";
            }, text(second.done()));
        }
        first.done();
    }

    @Test
    void faultsOfTheModelAreErrorsBeforeAndInsideTheStream() throws Exception {
        model.enqueue(Script.status(401), Answer.of("one", "two").withFaultAfter(1, Effect.fin()), Script.status(401));
        Call before = stream("t", "Why?", "{\"streamMode\":\"values\"}");
        JsonNode event = before.next();
        while (!"error".equals(event.get("event").stringValue())) {
            event = before.next();
        }
        assertEquals("MODEL_UNAUTHORIZED", event.at("/data/error").stringValue());
        Call inside = stream("t", "Why?", "{\"streamMode\":\"messages-tuple\"}");
        assertEquals("one", nextText(inside));
        assertEquals("MODEL_TRUNCATED", inside.next().at("/data/error").stringValue());
        JsonNode waited = call("runs", "wait", "\"t\"", "\"rill\"", payload("Why?", "{}").toString()).failed();
        assertTrue(waited.get("message").stringValue().startsWith("MODEL_UNAUTHORIZED: "), waited::toString);
    }

    @Test
    void anothersThreadIsNotThereAndACallerWithoutAKeyIsRefused() throws Exception {
        model.byDefault(Answer.of("ann's"));
        run("wait", "t", "Whose?", "{}");
        ObjectNode bob = as("bob").put("method", "get");
        bob.putArray("args").add("t");
        assertEquals(404, SDK.call("threads", bob).failed().get("status").intValue());
        assertEquals(401, SDK.call("threads", bob.put("key", "wrong")).failed().get("status").intValue());
    }

    @Test
    void aThreadIsTheHistoryOfItsNextRun() throws Exception {
        model.enqueue(Answer.of("Two"), Answer.of("Three"));
        run("wait", "t", "What is one and one?", "{}");
        assertEquals("What is one and one? Two And one more? Three", text(run("wait", "t", "And one more?",
                "{\"ofTomorrow\":{\"a\":1}}")));
        model.takeRequest();
        String second = model.takeRequest().body();
        assertTrue(second.contains("What is one and one?") && second.contains("Two"), second);
    }

    @Test
    void manyAtOnceAreKeptApartAndABodyOfTenMegabytesIsAnswered() throws Exception {
        model.byDefault(request -> Answer.of("You said ", request.question()));
        List<Call> runs = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            ObjectNode payload = payload("ann " + i, "{\"metadata\":{\"x\":\"" + "x".repeat(2_500_000) + "\"}}");
            runs.add(call("runs", "wait", quoted("t" + i), "\"rill\"", payload.toString()));
        }
        for (int i = 0; i < 4; i++) {
            assertEquals("ann " + i + " You said ann " + i, text(runs.get(i).done()));
        }
        assertEquals("Hi You said Hi", text(call("runs", "wait", "\"t9\"", "\"rill\"",
                payload("Hi", "{\"context\":{\"x\":\"" + "x".repeat(10_000_000) + "\"}}").toString()).done()));
    }

    private String kept(String threadId) {
        try {
            return thread(threadId).toString();
        } catch (java.io.IOException e) {
            throw new AssertionError(e);
        }
    }

    private Call call(String of, String method, String... args) {
        ObjectNode with = as("ann").put("method", method);
        for (String arg : args) {
            with.withArray("args").add(JsonMapper.shared().readTree(arg));
        }
        return SDK.call(of, with);
    }

    private JsonNode failed(String of, String method, String... args) throws InterruptedException {
        return call(of, method, args).failed();
    }

    private JsonNode threads(String method, String... args) throws InterruptedException {
        return call("threads", method, args).done();
    }

    private JsonNode run(String method, String thread, String message, String more) throws InterruptedException {
        return call("runs", method, quoted(thread), "\"rill\"", payload(message, more).toString()).done();
    }

    private Call stream(String thread, String message, String more) {
        ObjectNode with = as("ann").put("thread", thread);
        with.set("payload", payload(message, more));
        return SDK.call("stream", with);
    }

    private static ObjectNode payload(String message, String more) {
        ObjectNode payload = (ObjectNode) JsonMapper.shared().readTree(more);
        payload.put("ifNotExists", "create").putObject("input").putArray("messages").addObject().put("type", "human")
                .put("content", message);
        return payload;
    }

    private static String quoted(String text) {
        return "\"" + text + "\"";
    }

    private static String text(JsonNode values) {
        return String.join(" ", values.get("messages").valueStream()
                .map(message -> message.get("content").stringValue()).toList());
    }

    private static String nextText(Call run) throws InterruptedException {
        JsonNode event = run.next();
        while (!"messages".equals(event.get("event").stringValue())) {
            event = run.next();
        }
        return event.at("/data/0/content").stringValue();
    }
}
