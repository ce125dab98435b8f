package dev.rill.wire.mcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rill.http.RawHttp;
import dev.rill.launch.Guard;
import dev.rill.model.fake.Answer;
import dev.rill.model.fake.Effect;
import dev.rill.model.fake.FakeConnection;
import dev.rill.model.fake.FakeModel;
import dev.rill.model.fake.RecordedRequest;
import dev.rill.model.fake.Script;
import dev.rill.server.FrameStream;
import dev.rill.server.KeyFile;
import dev.rill.server.Polling;
import dev.rill.server.TestServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The tool that asks: its result, its progress, its end before the end, and whose it is. */
class McpAskTest {
    private static final Script SEARCH = Answer.toolCall("search_documents", "{\"query\":\"how to stop an answer\"}");
    private static final Script SILENT = Answer.of("one ", "two ", "three ").withFaultAfter(2, Effect.silence());

    private final FakeModel model = FakeModel.start();
    private TestServer server;
    private McpClient ann;
    private McpClient bob;

    @BeforeEach
    void start(@TempDir Path folder) throws IOException {
        Path keys = KeyFile.write(folder, "ann ann-key", "bob bob-key");
        server = TestServer.start(model, Map.of("RILL_AUTH_KEYS", keys.toString(), "RILL_MAX_STREAMS_PER_USER", "1",
                "RILL_KEEP_ALIVE", "PT0.2S", "RILL_MAX_MESSAGE_CHARS", "100"));
        ann = McpClient.of(server.port()).with("Authorization", "Bearer ann-key");
        bob = McpClient.of(server.port()).with("Authorization", "Bearer bob-key");
    }

    @AfterEach
    void close() {
        server.close();
        model.close();
    }

    @Test
    void anAnswerComesWithItsSources() throws IOException {
        model.enqueue(SEARCH, Answer.words("You stop it with DELETE [1]."));
        JsonNode result = ann.call("ask", "{\"question\":\"How do I stop?\"}");
        assertFalse(result.get("isError").booleanValue(), result.toString());
        JsonNode structured = result.get("structuredContent");
        assertEquals("You stop it with DELETE [1].", structured.get("answer").stringValue());
        assertEquals("stop", structured.get("finishReason").stringValue());
        JsonNode source = structured.at("/sources/0");
        assertEquals(1, source.get("id").intValue());
        assertEquals("rill://documents/" + source.get("path").stringValue(), source.get("uri").stringValue());
        assertEquals("You stop it with DELETE [1].\n\n[1] " + source.get("path").stringValue() + " lines "
                + source.get("fromLine").intValue() + "–" + source.get("toLine").intValue(),
                result.at("/content/0/text").stringValue());
    }

    @Test
    void stepsAreToldAsProgressAndTheResultComesLast() throws IOException {
        for (String version : List.of("2025-03-26", "2025-06-18", "2025-11-25")) {
            model.enqueue(SEARCH, Answer.words("DELETE [1]."));
            try (FrameStream stream = ann.with("MCP-Protocol-Version", version).stream(ask(9, "\"p\""))) {
                assertEquals(200, stream.status());
                assertEquals(Optional.of("text/event-stream"), stream.header("content-type"));
                assertEquals(Optional.of("no"), stream.header("x-accel-buffering"));
                checkProgress(messages(stream), "\"p\"", 9);
            }
        }
    }

    @Test
    void withoutAHandshakeTheResultSaysThatItIsWhole() throws IOException {
        model.enqueue(SEARCH, Answer.words("DELETE [1]."));
        String body = "{\"jsonrpc\":\"2.0\",\"id\":\"x\",\"method\":\"tools/call\",\"params\":{\"name\":\"ask\","
                + "\"arguments\":{\"question\":\"Hi\"},\"_meta\":{\"progressToken\":0,"
                + "\"io.modelcontextprotocol/protocolVersion\":\"2026-07-28\","
                + "\"io.modelcontextprotocol/clientCapabilities\":{}}}}";
        try (FrameStream stream = ann.with("MCP-Protocol-Version", McpClient.NEWEST).with("Mcp-Method", "tools/call")
                .with("Mcp-Name", "ask").stream(body)) {
            List<JsonNode> messages = messages(stream);
            checkProgress(messages, "0", -1);
            assertEquals("complete", messages.getLast().at("/result/resultType").stringValue());
        }
    }

    private static void checkProgress(List<JsonNode> messages, String token, int id) {
        double before = 0;
        for (JsonNode notice : messages.subList(0, messages.size() - 1)) {
            assertEquals("notifications/progress", notice.get("method").stringValue());
            assertEquals(token, notice.at("/params/progressToken").toString());
            assertTrue(notice.at("/params/progress").doubleValue() > before);
            assertFalse(notice.at("/params/message").stringValue().isBlank());
            before = notice.at("/params/progress").doubleValue();
        }
        assertTrue(before >= 6, "retrieval, ranking, generation");
        assertEquals(id < 0 ? "\"x\"" : Integer.toString(id), messages.getLast().get("id").toString());
        assertEquals("DELETE [1].", messages.getLast().at("/result/structuredContent/answer").stringValue());
    }

    @Test
    void aLongAnswerGoesOnTellingThatItIsWritten() throws IOException {
        model.enqueue(Answer.of(Collections.nCopies(250, "word ").toArray(String[]::new)));
        try (FrameStream stream = ann.stream(ask(1, "1"))) {
            assertEquals(2, messages(stream).stream()
                    .filter(message -> message.at("/params/message").asString("").equals("Writing the answer"))
                    .count());
        }
    }

    @Test
    void aClientThatAcceptsNoStreamGetsTheResultAlone() throws IOException {
        model.enqueue(Answer.of("Hi"));
        RawHttp.Response response = ann.with("Accept", "application/json").post(ask(1, "1"));
        assertEquals("application/json", response.headers().get("content-type"));
        assertEquals("Hi", response.json().at("/result/structuredContent/answer").stringValue());
    }

    @Test
    void callsAtOnceEachGetTheirOwnAnswer() throws Exception {
        model.byDefault(request -> Answer.of(request.question()));
        try (TestServer open = TestServer.start(model, Map.of())) {
            List<CompletableFuture<JsonNode>> calls = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                String arguments = "{\"question\":\"Question " + i + "\"}";
                calls.add(CompletableFuture.supplyAsync(() -> {
                    try {
                        return McpClient.of(open.port()).call("ask", arguments);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                }, task -> Thread.ofVirtual().start(task)));
            }
            for (int i = 0; i < 8; i++) {
                assertEquals("Question " + i, calls.get(i).get(Guard.SECONDS, TimeUnit.SECONDS)
                        .at("/structuredContent/answer").stringValue());
            }
        }
    }

    @Test
    void membersOfTomorrowAreLeftAloneAndABodyThatIsTooLargeIsRefused() throws IOException {
        model.byDefault(Answer.of("Hi"));
        String call = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"ofTomorrow\":[1],\"params\":{\"name\":"
                + "\"ask\",\"arguments\":{\"question\":\"Hi\"},\"ofTomorrow\":{},\"_meta\":{\"ofTomorrow\":\"%s\"}}}";
        McpClient alone = ann.with("Accept", "application/json");
        assertEquals("Hi", alone.post(call.formatted("x")).json().at("/result/structuredContent/answer")
                .stringValue());
        RawHttp.Response refused = alone.post(call.formatted("x".repeat(10_000_000)));
        assertEquals(413, refused.status(), refused.text());
        assertTrue(refused.json().at("/error/message").stringValue().contains("large"), refused.text());
        assertEquals("Hi", alone.post(call.formatted("y")).json().at("/result/structuredContent/answer")
                .stringValue());
    }

    @Test
    void aFailureOfTheModelIsAResultThatSaysSo() throws IOException {
        model.enqueue(Script.status(401));
        JsonNode whole = ann.call("ask", "{\"question\":\"Hi\"}");
        assertTrue(whole.get("isError").booleanValue());
        assertFalse(whole.at("/content/0/text").stringValue().isBlank());
        model.enqueue(Script.status(401));
        try (FrameStream stream = ann.stream(ask(1, "1"))) {
            assertTrue(messages(stream).getLast().at("/result/isError").booleanValue());
        }
        assertTrue(ann.call("ask", "{\"question\":\"" + "x".repeat(101) + "\"}").get("isError").booleanValue());
    }

    @Test
    void aClientThatLeavesStopsTheModel() throws Exception {
        model.enqueue(SILENT, SILENT);
        try (FrameStream stream = ann.stream(ask(1, "1"))) {
            stream.next();
            FakeConnection upstream = model.takeRequest().connection();
            stream.close();
            upstream.closed().get(Guard.SECONDS, TimeUnit.SECONDS);
        }
        Polling.until(() -> running() == 0);
        try (RawHttp http = new RawHttp(server.port())) {
            http.send("POST", "/mcp", Map.of("Content-Type", "application/json", "Authorization", "Bearer ann-key"),
                    ask(1, "null").getBytes(StandardCharsets.UTF_8));
            FakeConnection upstream = model.takeRequest().connection();
            Polling.until(() -> running() == 1);
            http.close();
            upstream.closed().get(Guard.SECONDS, TimeUnit.SECONDS);
        }
    }

    @Test
    void aCancelledCallStopsTheModelAndIsNotAnswered() throws Exception {
        model.enqueue(SILENT);
        McpClient client = ann.with("Mcp-Session-Id", session(ann));
        try (FrameStream stream = client.stream(ask(5, "1"))) {
            stream.next();
            FakeConnection upstream = model.takeRequest().connection();
            assertEquals(202, client.post(cancelled("5")).status());
            upstream.closed().get(Guard.SECONDS, TimeUnit.SECONDS);
            assertTrue(messages(stream).stream().noneMatch(message -> message.has("id")));
        }
    }

    @Test
    void aCancelledCallThatIsNoStreamIsAnsweredWithNothing() throws Exception {
        model.enqueue(SILENT);
        McpClient client = ann.with("Mcp-Session-Id", session(ann));
        try (RawHttp http = new RawHttp(server.port())) {
            http.send("POST", "/mcp", Map.of("Content-Type", "application/json", "Authorization", "Bearer ann-key",
                    "Mcp-Session-Id", client.headers().get("Mcp-Session-Id")),
                    ask(5, "null").getBytes(StandardCharsets.UTF_8));
            RecordedRequest asked = model.takeRequest();
            client.post(cancelled("5"));
            RawHttp.Response response = http.receive();
            assertEquals(202, response.status());
            assertEquals(0, response.body().length);
            asked.connection().closed().get(Guard.SECONDS, TimeUnit.SECONDS);
        }
    }

    @Test
    void nobodyElseCancelsACall() throws Exception {
        model.enqueue(SILENT);
        String session = session(ann);
        try (FrameStream stream = ann.with("Mcp-Session-Id", session).stream(ask(5, "1"))) {
            stream.next();
            bob.with("Mcp-Session-Id", session).post(cancelled("5"));
            ann.with("Mcp-Session-Id", session(ann)).post(cancelled("5"));
            ann.post(cancelled("5"));
            for (String other : List.of("\"5\"", "6", "null", "{}")) {
                ann.with("Mcp-Session-Id", session).post(cancelled(other));
            }
            assertEquals(1, running());
            FakeConnection upstream = model.takeRequest().connection();
            ann.with("Mcp-Session-Id", session).post(cancelled("5"));
            upstream.closed().get(Guard.SECONDS, TimeUnit.SECONDS);
        }
    }

    @Test
    void theLimitsOfTheCallerHold() throws Exception {
        model.enqueue(SILENT);
        try (FrameStream stream = ann.stream(ask(1, "1"))) {
            stream.next();
            model.takeRequest();
            JsonNode second = ann.call("ask", "{\"question\":\"And?\"}");
            assertTrue(second.get("isError").booleanValue());
            assertEquals("You have as many answers running as are allowed at once",
                    second.at("/content/0/text").stringValue());
            RawHttp.Response streamed = ann.post(ask(2, "2"));
            assertEquals("application/json", streamed.headers().get("content-type"));
            assertTrue(streamed.json().at("/result/isError").booleanValue());
            model.enqueue(Answer.of("Hi"));
            assertFalse(bob.call("ask", "{\"question\":\"And?\"}").get("isError").booleanValue());
        }
    }

    @Test
    void whoIsNotKnownGetsNothing() throws IOException {
        for (McpClient nobody : List.of(McpClient.of(server.port()), ann.with("Authorization", "Bearer wrong"))) {
            for (String method : List.of("initialize", "tools/list", "resources/list")) {
                RawHttp.Response response = nobody.post(McpClient.request(1, method, "{}"));
                assertEquals(401, response.status());
                assertTrue(response.headers().get("www-authenticate").startsWith("Bearer"));
                assertEquals("UNAUTHORIZED", response.json().at("/error/data/code").stringValue());
            }
        }
    }

    private static List<JsonNode> messages(FrameStream stream) throws IOException {
        return stream.rest().stream().filter(frame -> !frame.startsWith(":")).map(McpClient::message).toList();
    }

    private static String ask(int id, String progressToken) {
        return McpClient.request(id, "tools/call", "{\"name\":\"ask\",\"arguments\":{\"question\":\"How?\"},\"_meta\":{"
                + "\"progressToken\":" + progressToken + "}}");
    }

    private static String cancelled(String id) {
        return "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\",\"params\":{\"requestId\":" + id + "}}";
    }

    private static String session(McpClient client) throws IOException {
        return client.post(McpClient.request(1, "initialize", "{\"protocolVersion\":\"2025-11-25\"}")).headers()
                .get("mcp-session-id");
    }

    private int running() {
        try {
            return RawHttp.call(server.port(), "GET", "/streams", Map.of("Authorization", "Bearer ann-key"), null)
                    .json().get("active").size();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
