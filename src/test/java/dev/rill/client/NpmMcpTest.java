package dev.rill.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rill.client.NpmScript.Call;
import dev.rill.http.response.Json;
import dev.rill.launch.Guard;
import dev.rill.model.fake.Answer;
import dev.rill.model.fake.Gate;
import dev.rill.model.fake.Script;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What MCP's own clients make of the server: {@code @modelcontextprotocol/sdk} with a handshake, {@code client} without
 * one.
 */
class NpmMcpTest extends ClientTest {
    @RegisterExtension
    static final NpmScript MCP = new NpmScript("mcp.mjs");

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void theServerSaysWhatItIs(boolean modern) throws Exception {
        JsonNode said = MCP.call("connect", client(modern)).done();
        assertEquals(modern ? "2026-07-28" : "2025-11-25", said.get("version").stringValue());
        assertEquals("rill", said.at("/server/name").stringValue());
        assertTrue(said.get("capabilities").has("tools") && said.get("capabilities").has("resources"));
        assertTrue(said.get("instructions").stringValue().contains("search"));
    }

    @Test
    void aClientOfBothFindsTheNewerOne() throws Exception {
        assertEquals("2026-07-28", MCP.call("connect", client(true).put("mode", "auto")).done().get("version")
                .stringValue());
        assertEquals("2025-11-25", MCP.call("connect", client(true).put("mode", "legacy")).done().get("version")
                .stringValue());
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void theToolsAreListedAndTheirResultsAreWhatTheyPromise(boolean modern) throws Exception {
        JsonNode tools = MCP.call("tools", client(modern)).done().get("tools");
        assertEquals(Set.of("search", "read", "list", "ask"), tools.valueStream()
                .map(tool -> tool.get("name").stringValue()).collect(Collectors.toSet()));
        // the clients hold each result against the tool's output schema
        JsonNode found = call(modern, "search", Json.object().put("query", "stop an answer").put("limit", 3)).done();
        JsonNode passage = found.at("/structuredContent/passages/0");
        assertEquals(3, found.at("/structuredContent/passages").size());
        JsonNode read = call(modern, "read", Json.object().put("path", passage.get("path").stringValue())
                .put("from", passage.get("fromLine").intValue()).put("to", passage.get("toLine").intValue())).done();
        assertEquals(passage.get("hash"), read.at("/structuredContent/hash"));
        JsonNode listed = call(modern, "list", Json.object().put("glob", "*.md")).done();
        assertTrue(listed.at("/structuredContent/total").intValue() > 10);
        assertTrue(listed.at("/content/0/text").stringValue().contains("security.md"));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void anAnswerComesWithItsSourcesAndTellsItsSteps(boolean modern) throws Exception {
        model.enqueue(SEARCH, Answer.words("Send DELETE [1]."));
        Call ask = call(modern, "ask", Json.object().put("question", "How do I stop an answer?"));
        JsonNode progress = ask.next();
        assertEquals(1, progress.get("progress").intValue());
        assertFalse(progress.get("message").stringValue().isBlank());
        JsonNode answer = ask.done();
        assertEquals("Send DELETE [1].", answer.at("/structuredContent/answer").stringValue());
        assertEquals(1, answer.at("/structuredContent/sources/0/id").intValue());
        assertEquals(0, get("/threads").get("total").intValue());
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aStepIsToldWhileTheModelStillWrites(boolean modern) throws Exception {
        Gate gate = new Gate();
        model.enqueue(SEARCH, Answer.of("one", "two").withGate(gate));
        Call ask = call(modern, "ask", Json.object().put("question", "Count"));
        assertTrue(ask.next().has("progress"));
        gate.awaitArrivals(1); // the rest is not written before that was told
        gate.open();
        assertEquals("onetwo", ask.done().at("/structuredContent/answer").stringValue());
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aCancelledCallClosesTheModel(boolean modern) throws Exception {
        model.enqueue(SILENT);
        Call ask = call(modern, "ask", Json.object().put("question", "Count"));
        ask.next();
        var upstream = model.takeRequest().connection();
        ask.abort();
        ask.failed();
        Guard.get(upstream.closed());
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void theDocumentsAreResources(boolean modern) throws Exception {
        JsonNode listed = MCP.call("resources", client(modern)).done();
        String uri = listed.get("resources").valueStream().map(one -> one.get("uri").stringValue())
                .filter(one -> one.endsWith("security.md")).findFirst().orElseThrow();
        JsonNode read = MCP.call("read", client(modern).put("uri", uri)).done();
        assertEquals("text/markdown", read.at("/contents/0/mimeType").stringValue());
        assertTrue(read.at("/contents/0/text").stringValue().startsWith("# "));
        assertEquals("rill://documents/{+path}", MCP.call("templates", client(modern)).done()
                .at("/resourceTemplates/0/uriTemplate").stringValue());
        for (String outside : List.of("rill://documents/../../etc/passwd", "rill://documents/%2e%2e/%2e%2e/etc/passwd",
                "file:///etc/passwd")) {
            JsonNode none = MCP.call("read", client(modern).put("uri", outside)).failed();
            assertEquals(modern ? -32602 : -32002, none.get("code").intValue());
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whatIsWrongIsToldToTheModelOrToTheProgram(boolean modern) throws Exception {
        assertTrue(call(modern, "search", Json.object().put("query", " ")).done().get("isError").booleanValue());
        model.enqueue(Script.status(401));
        JsonNode failed = call(modern, "ask", Json.object().put("question", "Why?")).done();
        assertTrue(failed.get("isError").booleanValue());
        assertFalse(failed.toString().contains("CANARY"));
        assertEquals(-32602, call(modern, "delete", Json.object()).failed().get("code").intValue());
        JsonNode nobody = MCP.call("connect", client(modern).put("key", "wrong")).failed();
        assertTrue(nobody.toString().contains("401") || nobody.toString().contains("Unauthorized"), nobody.toString());
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void manyAtOnceAreKeptApartAndABodyOfTenMegabytesIsAnswered(boolean modern) throws Exception {
        model.byDefault(request -> Answer.of("You said ", request.question()));
        List<Call> calls = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            calls.add(call(modern, "ask", Json.object().put("question", "ann " + i)));
        }
        for (int i = 0; i < 4; i++) {
            assertEquals("You said ann " + i, calls.get(i).done().at("/structuredContent/answer").stringValue());
        }
        ObjectNode large = client(modern).put("name", "ask");
        large.putObject("arguments").put("question", "Hi");
        large.putObject("meta").put("of.tomorrow/x", "x".repeat(10_000_000));
        assertEquals("You said Hi", MCP.call("call", large).done().at("/structuredContent/answer").stringValue());
        assertTrue(call(modern, "ask", Json.object().put("question", "x".repeat(10_000_000))).done().get("isError")
                .booleanValue());
        ((ObjectNode) large.get("meta")).put("of.tomorrow/x", "x".repeat(13_000_000));
        JsonNode refused = MCP.call("call", large).failed();
        assertTrue(refused.toString().contains("413") || refused.toString().contains("too large"), refused.toString());
    }

    @Test
    void withoutAHandshakeEachRequestSaysInItsHeadersWhatItIs() throws Exception {
        call(true, "list", Json.object()).done();
        JsonNode headers = MCP.call("last", client(true)).done().get("headers");
        assertEquals("2026-07-28", headers.get("mcp-protocol-version").stringValue());
        assertEquals("tools/call", headers.get("mcp-method").stringValue());
        assertEquals("list", headers.get("mcp-name").stringValue());
        assertFalse(headers.has("mcp-session-id"));
    }

    private ObjectNode client(boolean modern) {
        return as("ann").put("modern", modern);
    }

    private Call call(boolean modern, String tool, ObjectNode arguments) {
        return MCP.call("call", client(modern).put("name", tool).set("arguments", arguments));
    }
}
