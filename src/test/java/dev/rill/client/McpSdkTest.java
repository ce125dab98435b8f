package dev.rill.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rill.launch.Guard;
import dev.rill.model.fake.Answer;
import dev.rill.model.fake.Script;
import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.HttpClientStreamableHttpTransport;
import io.modelcontextprotocol.modern.client.transport.HttpClientMcpTransport;
import io.modelcontextprotocol.spec.McpError;
import io.modelcontextprotocol.spec.McpSchema;
import java.net.http.HttpRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;

/** What MCP's library for Java makes of the server, with a handshake and without one. */
class McpSdkTest extends ClientTest {
    private static final Set<String> TOOLS = Set.of("search", "read", "list", "ask");

    @Test
    void withAHandshakeItsToolsAndResourcesAreReadAndItsStepsTold() {
        BlockingQueue<String> steps = new LinkedBlockingQueue<>();
        try (McpSyncClient client = client(steps)) {
            McpSchema.InitializeResult said = client.initialize();
            assertEquals("2025-11-25", said.protocolVersion());
            assertEquals("rill", said.serverInfo().name());
            assertEquals(TOOLS, client.listTools().tools().stream().map(McpSchema.Tool::name)
                    .collect(Collectors.toSet()));
            Map<?, ?> found = structured(client.callTool(
                    call("search", Map.of("query", "stop an answer", "limit", 2))));
            Map<?, ?> passage = (Map<?, ?>) ((List<?>) found.get("passages")).getFirst();
            Map<?, ?> read = structured(client.callTool(call("read", Map.of("path", passage.get("path")))));
            assertEquals(passage.get("hash"), read.get("hash"));
            assertTrue((int) structured(client.callTool(call("list", Map.of()))).get("total") > 10);
            assertTrue(client.callTool(call("search", Map.of("query", " "))).isError());

            model.enqueue(SEARCH, Answer.words("Send DELETE [1]."));
            Map<?, ?> answer = structured(client.callTool(McpSchema.CallToolRequest.builder().name("ask")
                    .arguments(Map.of("question", "How do I stop an answer?")).progressToken("p").build()));
            assertEquals("Send DELETE [1].", answer.get("answer"));
            assertFalse(((List<?>) answer.get("sources")).isEmpty());
            assertFalse(steps.isEmpty());

            McpSchema.ListResourcesResult resources = client.listResources();
            assertFalse(resources.resources().isEmpty());
            assertFalse(client.readResource(resources.resources().getFirst()).contents().isEmpty());
            assertThrows(McpError.class, () -> client.readResource(
                    new McpSchema.ReadResourceRequest("rill://documents/%2e%2e/etc/passwd")));
        }
    }

    @Test
    void aListOfResourcesGoesOnAtItsCursorUntilItsEnd() {
        try (McpSyncClient client = client(new LinkedBlockingQueue<>())) {
            client.initialize();
            List<String> uris = new ArrayList<>();
            String cursor = null;
            do {
                McpSchema.ListResourcesResult page = client.listResources(cursor);
                page.resources().forEach(resource -> uris.add(resource.uri()));
                cursor = page.nextCursor();
            } while (cursor != null);
            assertEquals(uris.size(), Set.copyOf(uris).size());
            assertEquals((int) structured(client.callTool(call("list", Map.of()))).get("total"), uris.size());
        }
    }

    @Test
    void withoutAHandshakeEachResultSaysHowLongItHolds() {
        var client = io.modelcontextprotocol.modern.client.McpClient.sync(transport()).build();
        var said = client.discover();
        assertEquals("2026-07-28", said.supportedVersions().getFirst());
        assertEquals("complete", said.resultType());
        assertTrue(said.ttlMs() > 0);
        var tools = client.tools().list();
        assertEquals(TOOLS, tools.tools().stream().map(tool -> tool.name()).collect(Collectors.toSet()));
        assertEquals(io.modelcontextprotocol.modern.McpSchema.CacheScope.PUBLIC, tools.cacheScope());
        assertTrue(tools.ttlMs() > 0);
        var resources = client.resources().list();
        assertEquals(io.modelcontextprotocol.modern.McpSchema.CacheScope.PRIVATE, resources.cacheScope());
        assertFalse(client.resource(resources.resources().getFirst().uri()).read().contents().isEmpty());
        assertTrue(client.tool("search").arguments(Map.of("query", " ")).call().isError());

        model.enqueue(SEARCH, Answer.words("Send DELETE [1]."));
        BlockingQueue<String> steps = new LinkedBlockingQueue<>();
        var answer = client.tool("ask").arguments(Map.of("question", "How do I stop an answer?"))
                .progress(step -> steps.add(step.message())).call();
        assertEquals("Send DELETE [1].", ((Map<?, ?>) answer.structuredContent()).get("answer"));
        assertEquals("complete", answer.resultType());
        assertFalse(steps.isEmpty());
    }

    @Test
    void callsAtOnceAreKeptApartAndAFailureOfTheModelIsAResult() throws Exception {
        model.byDefault(request -> Answer.of("You said ", request.question()));
        try (McpSyncClient client = client(new LinkedBlockingQueue<>())) {
            client.initialize();
            List<CompletableFuture<Map<?, ?>>> answers = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                McpSchema.CallToolRequest asked = call("ask", Map.of("question", "ann " + i));
                answers.add(CompletableFuture.supplyAsync(() -> structured(client.callTool(asked)),
                        task -> Thread.ofVirtual().start(task)));
            }
            for (int i = 0; i < 4; i++) {
                assertEquals("You said ann " + i, Guard.get(answers.get(i)).get("answer"));
            }
            model.enqueue(Script.status(401));
            assertTrue(client.callTool(call("ask", Map.of("question", "Why?"))).isError());
            assertTrue(client.callTool(call("ask", Map.of("question", "x".repeat(10_000_000)))).isError());
        }
    }

    @Test
    void aCallThatIsTakenBackClosesTheModel() throws Exception {
        model.enqueue(SEARCH, SILENT);
        var client = io.modelcontextprotocol.modern.client.McpClient.async(transport()).build();
        BlockingQueue<String> steps = new LinkedBlockingQueue<>();
        Disposable call = client.tool("ask").arguments(Map.of("question", "Count")).progress(step -> {
            steps.add(step.message());
            return Mono.empty();
        }).call().subscribe();
        steps.poll(Guard.SECONDS, TimeUnit.SECONDS);
        model.takeRequest();
        var upstream = model.takeRequest().connection();
        call.dispose();
        Guard.get(upstream.closed());
    }

    private McpSyncClient client(BlockingQueue<String> steps) {
        return McpClient.sync(HttpClientStreamableHttpTransport.builder("http://localhost:" + server.port())
                .endpoint("/mcp").requestBuilder(HttpRequest.newBuilder().header("Authorization", "Bearer ann-key"))
                .build()).requestTimeout(Guard.TIME).initializationTimeout(Guard.TIME)
                .progressConsumer(step -> steps.add(step.message())).build();
    }

    private HttpClientMcpTransport transport() {
        return HttpClientMcpTransport.builder("http://localhost:" + server.port() + "/mcp")
                .requestCustomizer((request, headers, context) -> {
                    headers.set("Authorization", "Bearer ann-key");
                    return Mono.empty();
                }).build();
    }

    private static McpSchema.CallToolRequest call(String tool, Map<String, Object> arguments) {
        return McpSchema.CallToolRequest.builder().name(tool).arguments(arguments).build();
    }

    private static Map<?, ?> structured(McpSchema.CallToolResult result) {
        assertFalse(Boolean.TRUE.equals(result.isError()), result::toString);
        return (Map<?, ?>) result.structuredContent();
    }
}
