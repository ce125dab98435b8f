package dev.rill.wire.mcp;

import dev.rill.http.RawHttp;
import dev.rill.http.response.Json;
import dev.rill.server.FrameStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Sends messages as they are, and as clients of the two eras send them. */
record McpClient(int port, Map<String, String> headers) {
    private static final String BOTH = "application/json, text/event-stream";
    static final String NEWEST = "2026-07-28";

    static McpClient of(int port) {
        return new McpClient(port, Map.of());
    }

    McpClient with(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new McpClient(port, more);
    }

    RawHttp.Response post(String body) throws IOException {
        Map<String, String> all = new LinkedHashMap<>(Map.of("Content-Type", "application/json", "Accept", BOTH));
        all.putAll(headers);
        return RawHttp.call(port, "POST", "/mcp", all, body.getBytes(StandardCharsets.UTF_8));
    }

    /** A request of a version with a handshake, whose result is wanted. */
    JsonNode result(String method, String params) throws IOException {
        RawHttp.Response response = with("MCP-Protocol-Version", "2025-11-25").post(request(1, method, params));
        if (response.status() != 200 || !response.json().has("result")) {
            throw new AssertionError(response.status() + " " + response.text());
        }
        return response.json().get("result");
    }

    JsonNode call(String tool, String arguments) throws IOException {
        return result("tools/call", "{\"name\":\"" + tool + "\",\"arguments\":" + arguments + "}");
    }

    static String request(int id, String method, String params) {
        return "{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"method\":\"" + method + "\",\"params\":" + params + "}";
    }

    /** A request of the version without a handshake, with all that it has to have. */
    RawHttp.Response modern(String method, String params) throws IOException {
        ObjectNode node = (ObjectNode) JsonMapper.shared().readTree(params);
        node.withObjectProperty("_meta").put("io.modelcontextprotocol/protocolVersion", NEWEST)
                .set("io.modelcontextprotocol/clientCapabilities", Json.object());
        McpClient client = with("MCP-Protocol-Version", NEWEST).with("Mcp-Method", method);
        for (String name : List.of("name", "uri")) {
            if (node.path(name).isString() && !client.headers().containsKey("Mcp-Name")) {
                client = client.with("Mcp-Name", node.get(name).stringValue());
            }
        }
        return client.post(request(1, method, node.toString()));
    }

    /** A call whose answer is a stream. */
    FrameStream stream(String body) throws IOException {
        return FrameStream.post(port, "/mcp", body, lines());
    }

    private String[] lines() {
        Map<String, String> all = new LinkedHashMap<>(Map.of("Accept", BOTH));
        all.putAll(headers);
        return all.entrySet().stream().map(header -> header.getKey() + ": " + header.getValue())
                .toArray(String[]::new);
    }

    /** The message in a frame of a stream. */
    static JsonNode message(String frame) {
        String start = "event: message\ndata: ";
        if (!frame.startsWith(start) || !frame.endsWith("\n\n")) {
            throw new AssertionError("no message: " + frame);
        }
        return JsonMapper.shared().readTree(frame.substring(start.length()));
    }
}
