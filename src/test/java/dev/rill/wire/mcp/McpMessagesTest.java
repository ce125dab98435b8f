package dev.rill.wire.mcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rill.http.RawHttp;
import dev.rill.server.TestServer;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Messages, versions and headers, byte for byte. */
class McpMessagesTest {
    private static final String META = "\"_meta\":{\"io.modelcontextprotocol/protocolVersion\":\"2026-07-28\","
            + "\"io.modelcontextprotocol/clientCapabilities\":{}}";

    private static TestServer server;
    private static McpClient client;

    @BeforeAll
    static void start() {
        server = TestServer.start(Map.of());
        client = McpClient.of(server.port());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    /** What is in the answer: its status, the error's code, and its id where it has one. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            `{`                                                              | 400 | -32700 |
            `{"jsonrpc":"2.0","id":1,"id":2,"method":"ping"}`                | 400 | -32700 |
            `{"jsonrpc":"2.0","id":1,"method":"ping"} x`                     | 400 | -32700 |
            `"ping"`                                                         | 400 | -32600 |
            `null`                                                           | 400 | -32600 |
            `17`                                                             | 400 | -32600 |
            `{}`                                                             | 400 | -32600 |
            `{"id":1,"method":"ping"}`                                       | 400 | -32600 | 1
            `{"jsonrpc":"1.0","id":1,"method":"ping"}`                       | 400 | -32600 | 1
            `{"jsonrpc":2.0,"id":"a","method":"ping"}`                       | 400 | -32600 | "a"
            `{"jsonrpc":"2.0","id":null,"method":"ping"}`                    | 400 | -32600 |
            `{"jsonrpc":"2.0","id":1.5,"method":"ping"}`                     | 400 | -32600 |
            `{"jsonrpc":"2.0","id":{},"method":"ping"}`                      | 400 | -32600 |
            `{"jsonrpc":"2.0","id":[1],"method":"ping"}`                     | 400 | -32600 |
            `{"jsonrpc":"2.0","id":true,"method":"ping"}`                    | 400 | -32600 |
            `{"jsonrpc":"2.0","id":1}`                                       | 400 | -32600 | 1
            `{"jsonrpc":"2.0","id":1,"method":7}`                            | 400 | -32600 | 1
            `{"jsonrpc":"2.0","id":1,"method":null}`                         | 400 | -32600 | 1
            `{"jsonrpc":"2.0","id":1,"method":"ping","params":[]}`           | 400 | -32600 | 1
            `{"jsonrpc":"2.0","id":1,"method":"ping","params":"x"}`          | 400 | -32600 | 1
            `{"jsonrpc":"2.0","id":1,"method":"nothing"}`                    | 200 | -32601 | 1
            `{"jsonrpc":"2.0","id":1,"method":""}`                           | 200 | -32601 | 1
            `{"jsonrpc":"2.0","id":1,"method":"prompts/list"}`               | 200 | -32601 | 1
            `{"jsonrpc":"2.0","id":1,"method":"resources/subscribe"}`        | 200 | -32601 | 1
            `{"jsonrpc":"2.0","id":1,"method":"initialize"}`                 | 200 | -32602 | 1
            `{"jsonrpc":"2.0","id":1,"method":"server/discover"}`            | 400 | -32602 | 1
            `{"jsonrpc":"2.0","id":1,"method":"tools/call"}`                 | 200 | -32602 | 1
            `{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"rm"}}` | 200 | -32602 | 1
            `{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"list","arguments":[]}}` | 200 | -32602 | 1
            `{"jsonrpc":"2.0","id":1,"method":"resources/read"}`             | 200 | -32602 | 1
            `{"jsonrpc":"2.0","id":1,"method":"resources/read","params":{"uri":"file:///etc/passwd"}}` | 200 | -32002 | 1
            `{"jsonrpc":"2.0","id":1,"method":"resources/list","params":{"cursor":"%"}}` | 200 | -32602 | 1
            `{"jsonrpc":"2.0","id":1,"method":"resources/list","params":{"cursor":1}}` | 200 | -32602 | 1
            `[]`                                                             | 400 | -32600 |
            `{"jsonrpc":"2.0","id":1,"method":"ping","params":{"_meta":{"io.modelcontextprotocol/protocolVersion":1}}}` | 400 | -32602 | 1
            """)
    void whatIsWrongHasOneAnswer(String body, int status, int code, String id) throws IOException {
        RawHttp.Response response = client.post(body);
        assertEquals(status, response.status(), response.text());
        assertEquals("application/json", response.headers().get("content-type"));
        JsonNode answer = response.json();
        assertEquals("2.0", answer.get("jsonrpc").stringValue());
        assertEquals(code, answer.at("/error/code").intValue(), response.text());
        assertFalse(answer.at("/error/message").stringValue().isBlank());
        assertEquals(id == null ? "" : id, answer.has("id") ? answer.get("id").toString() : "");
        assertFalse(answer.has("result"));
    }

    @Test
    void aClientAndTheServerAgreeOnAVersion() throws IOException {
        for (String asked : List.of("2025-03-26", "2025-06-18", "2025-11-25", "2024-11-05", "2026-07-28",
                "2099-01-01")) {
            RawHttp.Response response = client.post(McpClient.request(7, "initialize", "{\"protocolVersion\":\"" + asked
                    + "\",\"capabilities\":{},\"clientInfo\":{\"name\":\"t\",\"version\":\"1\"}}"));
            JsonNode result = response.json().get("result");
            assertEquals(asked.matches("2025-.*") ? asked : "2025-11-25", result.get("protocolVersion").stringValue());
            assertEquals("{\"tools\":{},\"resources\":{}}", result.get("capabilities").toString());
            assertEquals("rill", result.at("/serverInfo/name").stringValue());
            assertFalse(result.has("resultType"));
            assertFalse(response.headers().get("mcp-session-id").isBlank());
        }
        assertNotEquals(initialized(), initialized(), "each client is told apart");
    }

    @Test
    void notificationsAreTakenWithoutABody() throws IOException {
        for (String method : List.of("notifications/initialized", "notifications/cancelled", "notifications/unknown")) {
            RawHttp.Response response = client.with("MCP-Protocol-Version", "2025-06-18")
                    .post("{\"jsonrpc\":\"2.0\",\"method\":\"" + method + "\"}");
            assertEquals(202, response.status());
            assertEquals(0, response.body().length);
        }
        assertEquals(202, client.post("{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{}}").status(),
                "a response to what was never asked");
        assertEquals(400, client.with("MCP-Protocol-Version", McpClient.NEWEST)
                .post("{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{}}").status());
    }

    @Test
    void pingIsAnsweredWithNothing() throws IOException {
        assertEquals("{\"jsonrpc\":\"2.0\",\"id\":\"é\",\"result\":{}}",
                client.post("{\"jsonrpc\":\"2.0\",\"id\":\"é\",\"method\":\"ping\",\"more\":1,"
                        + "\"params\":{\"more\":[]}}").text());
    }

    @Test
    void onlyPostIsKnown() throws IOException {
        for (String method : List.of("GET", "DELETE", "PUT")) {
            RawHttp.Response response = RawHttp.call(server.port(), method, "/mcp",
                    Map.of("Accept", "text/event-stream", "Mcp-Session-Id", initialized()), null);
            assertEquals(405, response.status());
            assertEquals("POST, OPTIONS", response.headers().get("allow"));
            assertEquals("METHOD_NOT_ALLOWED", response.json().at("/error/data/code").stringValue());
        }
    }

    @Test
    void aBatchIsOfTheOneVersionThatHasThem() throws IOException {
        String batch = "[" + McpClient.request(1, "ping", "{}")
                + ",{\"jsonrpc\":\"2.0\",\"method\":\"notifications/x\"},"
                + McpClient.request(2, "nothing", "{}") + ",7," + McpClient.request(3, "initialize", "{}") + "]";
        JsonNode answers = client.post(batch).json();
        assertEquals("1: 0, 2: -32601, : -32600, 3: -32600", answers.valueStream()
                .map(answer -> answer.path("id").asString("") + ": " + answer.at("/error/code").asInt(0))
                .collect(Collectors.joining(", ")));
        assertEquals(answers, client.with("MCP-Protocol-Version", "2025-03-26").post(batch).json());
        for (String later : List.of("2025-06-18", "2025-11-25", "2026-07-28")) {
            RawHttp.Response refused = client.with("MCP-Protocol-Version", later).post(batch);
            assertEquals(400, refused.status());
            assertEquals(-32600, refused.json().at("/error/code").intValue());
        }
        RawHttp.Response taken = client.post("[{\"jsonrpc\":\"2.0\",\"method\":\"notifications/x\"}]");
        assertEquals(202, taken.status());
        assertEquals(0, taken.body().length);
        assertEquals(400, client.post("[" + "7,".repeat(20) + "7]").status());
    }

    @Test
    void aVersionThatIsNotSpokenIsRefusedWithThoseThatAre() throws IOException {
        RawHttp.Response header = client.with("MCP-Protocol-Version", "1900-01-01")
                .post(McpClient.request(1, "ping", "{}"));
        RawHttp.Response body = client.with("MCP-Protocol-Version", "2099-01-01").post(McpClient.request(1, "ping",
                "{\"_meta\":{\"io.modelcontextprotocol/protocolVersion\":\"2099-01-01\"}}"));
        for (RawHttp.Response response : List.of(header, body)) {
            assertEquals(400, response.status());
            assertEquals(-32022, response.json().at("/error/code").intValue());
            assertEquals("[\"2026-07-28\",\"2025-11-25\",\"2025-06-18\",\"2025-03-26\"]",
                    response.json().at("/error/data/supported").toString());
        }
        assertEquals("1900-01-01", header.json().at("/error/data/requested").stringValue());
    }

    @Test
    void withoutAHandshakeTheServerSaysWhatItIs() throws IOException {
        RawHttp.Response response = client.modern("server/discover", "{}");
        assertEquals(200, response.status(), response.text());
        JsonNode result = response.json().get("result");
        assertEquals("complete", result.get("resultType").stringValue());
        assertEquals("2026-07-28", result.get("supportedVersions").get(0).stringValue());
        assertEquals("public", result.get("cacheScope").stringValue());
        assertTrue(result.get("ttlMs").isIntegralNumber());
        assertEquals("rill", result.get("_meta").get("io.modelcontextprotocol/serverInfo").get("name").stringValue());
        assertFalse(response.headers().containsKey("mcp-session-id"));
        for (String method : List.of("tools/list", "resources/list", "resources/templates/list")) {
            JsonNode list = client.modern(method, "{}").json().get("result");
            assertEquals("complete", list.get("resultType").stringValue());
            assertTrue(list.get("ttlMs").isIntegralNumber() && list.get("cacheScope").isString(), method);
        }
    }

    @Test
    void whatTheHandshakesVersionsHaveIsUnknownWithoutOne() throws IOException {
        for (String method : List.of("initialize", "ping", "subscriptions/listen", "prompts/list", "nothing")) {
            RawHttp.Response response = client.modern(method, "{}");
            assertEquals(404, response.status(), method);
            assertEquals(-32601, response.json().at("/error/code").intValue());
        }
    }

    @Test
    void headersThatSayOtherThanTheBodyAreRefused() throws IOException {
        String list = McpClient.request(1, "tools/list", "{" + META + "}");
        McpClient modern = client.with("MCP-Protocol-Version", McpClient.NEWEST).with("Mcp-Method", "tools/list");
        assertEquals(200, modern.post(list).status());
        assertMismatch(client.with("Mcp-Method", "tools/list").post(list));
        assertMismatch(modern.with("MCP-Protocol-Version", "2025-11-25").post(list));
        assertMismatch(client.with("MCP-Protocol-Version", McpClient.NEWEST).post(list));
        assertMismatch(modern.with("Mcp-Method", "tools/call").post(list));
        assertMismatch(modern.with("Mcp-Method", "Tools/List").post(list));
        assertMismatch(modern.with("Mcp-Method", "tools/list\r\nMcp-Method: tools/list").post(list));
        String call = "{\"name\":\"list\",\"arguments\":{}}";
        assertEquals(200, client.modern("tools/call", call).status());
        assertMismatch(client.with("Mcp-Name", "read").modern("tools/call", call));
        assertMismatch(client.with("Mcp-Name", "").modern("tools/call", call));
        assertEquals(200, client.with("Mcp-Name", "=?base64?bGlzdA==?=").modern("tools/call", call).status());
        assertMismatch(client.with("Mcp-Name", "=?base64?cmVhZA==?=").modern("tools/call", call));
        assertMismatch(client.with("Mcp-Name", "=?base64?%?=").modern("tools/call", call));
        assertMismatch(client.with("Mcp-Name", "=?base64?=").modern("tools/call", call));
        assertMismatch(client.with("Mcp-Name", "=?base64?/w==?=").modern("tools/call", call));
    }

    @Test
    void aRequestWithoutAHandshakeSaysWhatItsClientCanDo() throws IOException {
        RawHttp.Response response = client.with("MCP-Protocol-Version", McpClient.NEWEST)
                .with("Mcp-Method", "tools/list").post(McpClient.request(1, "tools/list",
                        "{\"_meta\":{\"io.modelcontextprotocol/protocolVersion\":\"2026-07-28\"}}"));
        assertEquals(400, response.status());
        assertEquals(-32602, response.json().at("/error/code").intValue());
        RawHttp.Response bare = client.with("MCP-Protocol-Version", McpClient.NEWEST)
                .post(McpClient.request(1, "tools/list", "{}"));
        assertEquals(400, bare.status());
        assertEquals(-32602, bare.json().at("/error/code").intValue());
    }

    @Test
    void aPageOfAnotherOriginIsRefusedInTheProtocolsForm() throws IOException {
        RawHttp.Response response = client.with("Origin", "https://evil.example")
                .post(McpClient.request(1, "ping", "{}"));
        assertEquals(403, response.status());
        assertEquals("{\"jsonrpc\":\"2.0\",\"error\":{\"code\":-32600,\"message\":"
                + response.json().at("/error/message") + ",\"data\":{\"code\":\"FORBIDDEN_ORIGIN\"}}}",
                response.text());
        assertEquals(415, client.with("Content-Type", "text/plain").post("{}").status());
    }

    private static void assertMismatch(RawHttp.Response response) {
        assertEquals(400, response.status(), response.text());
        assertEquals(-32020, response.json().at("/error/code").intValue(), response.text());
        assertEquals(1, response.json().get("id").intValue());
    }

    private static String initialized() throws IOException {
        return client.post(McpClient.request(1, "initialize", "{\"protocolVersion\":\"2025-11-25\"}")).headers()
                .get("mcp-session-id");
    }
}
