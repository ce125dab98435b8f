package dev.rill.faults;

import dev.rill.http.KnownRoutes;
import dev.rill.http.RawHttp;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Every way by which something of a document can leave a server, gone by one user. One thread. */
final class WaysOut {
    static final String QUESTION = "How long is the cable drum lease?";
    private static final String SSE = "text/event-stream";

    /** LangGraph's routes by which answers leave. */
    private static final Set<String> GRAPH_TELLS = Set.of("GET /threads/{threadId}", "GET /threads/{threadId}/state",
            "GET /threads/{threadId}/history", "POST /threads/{threadId}/history",
            "POST /threads/{threadId}/runs/stream", "POST /threads/{threadId}/runs/wait",
            "GET /threads/{threadId}/runs/{runId}/join", "GET /threads/{threadId}/runs/{runId}/stream",
            "POST /runs/stream", "POST /runs/wait");

    private final FaultBed bed;
    private final Map<String, String> credentials;
    private final String path;
    private final List<Seen> seen = new ArrayList<>();

    /** @param key empty where users are not known */
    WaysOut(FaultBed bed, String key) {
        this(bed, key, WaysOutTest.PATH);
    }

    /** @param path of the document that may not be read */
    WaysOut(FaultBed bed, String key, String path) {
        this.path = path;
        this.bed = bed;
        this.credentials = key.isEmpty() ? Map.of() : Map.of("Authorization", "Bearer " + key);
    }

    /**
     * What came by one way.
     *
     * @param telling whether something of a document that one may read comes by it
     */
    record Seen(String way, boolean telling, String text) {
    }

    /** Goes by all routes; a new one fails here until it says how it is gone by. */
    List<Seen> all() {
        for (KnownRoutes.Known route : KnownRoutes.all()) {
            String way = route.method() + " " + route.pattern();
            switch (way) {
                case "GET /documents", "GET /suggestions" -> tell(way, route.pattern());
                case "GET /documents/{path+}" -> {
                    tell(way, "/documents/" + path);
                    tell(way, "/documents/" + path.replace("/", "%2F") + "?from=1&to=2&hash=0");
                }
                case "GET /uploads" -> hear(way, call("GET", "/uploads", null, Map.of()));
                case "GET /uploads/{id}" -> hear(way, call("GET", "/uploads/" + path.split("/")[1], null,
                        Map.of("Accept", SSE)));
                case "GET /originals/{path+}" -> {
                    tell(way, "/originals/" + path);
                    tell(way, "/originals/" + path.replace("/", "%2F"));
                }
                // it is no PDF: nobody gets a picture of it
                case "GET /pages/{page}/{path+}" -> {
                    String asked = "/pages/1/" + path;
                    RawHttp.Response none = call("GET", asked + "?from=1&to=9", null, Map.of());
                    seen.add(new Seen(way, false, none.headers() + none.text().replace(asked, "")));
                }
                case "GET /search" -> {
                    tell(way, "/search?q=cable+drum+lease");
                    tell(way, "/search?limit=100&q=cable&folder=" + path.substring(0, path.lastIndexOf('/')));
                }
                case "POST /chat", "POST /chat/stream" -> ask(way, route.pattern());
                case "GET /chat/stream/{messageId}" -> resume(way);
                case "POST /v1/chat/completions" -> completions(way);
                case "POST /v1/responses" -> responses(way);
                case "GET /v1/responses/{id}" -> response(way);
                case "POST /api/chat" -> tell(way, "/api/chat", ui(thread()));
                case "POST /ag-ui" -> tell(way, "/ag-ui", run(thread()));
                case "POST /mcp" -> mcp(way);
                case "GET /threads/{threadId}", "GET /threads/{threadId}/export" -> threads(way, route);
                case "GET /threads" -> hear(way, call("GET", "/threads?q=lease", null, Map.of()));
                case "GET /streams", "GET /metrics", "GET /health", "GET /health/ready", "GET /health/live",
                     "GET /threads/stats", "GET /session", "GET /session/login", "GET /session/callback",
                     "GET /page/config", "GET /", "GET /v1/models",
                     "GET /v1/models/{id}", "GET /api/chat/{id}/stream", "GET /mcp", "GET /favicon.svg",
                     "GET /favicon.ico", "GET /assets/{file}", "GET /openapi", "GET /llms.txt",
                     "GET /manual/{page}", "GET /embed.js", "GET /v1/{path+}", "GET /v1/responses/{id}/input_items",
                     "GET /v1/conversations/{id}", "GET /v1/conversations/{id}/items",
                     "GET /v1/conversations/{id}/items/{item}" ->
                    hear(way, call("GET", route.with("rill"), null, Map.of()));
                case "POST /documents", "DELETE /documents/{path+}",
                     "POST /threads", "PATCH /threads/{threadId}", "DELETE /threads/{threadId}",
                     "DELETE /chat/stream/{messageId}", "DELETE /api/chat/{id}/stream", "POST /session",
                     "DELETE /session", "DELETE /mcp", "DELETE /v1/responses/{id}", "POST /v1/responses/{id}/cancel",
                     "POST /v1/conversations", "POST /v1/conversations/{id}", "DELETE /v1/conversations/{id}",
                     "POST /v1/conversations/{id}/items", "DELETE /v1/conversations/{id}/items/{item}",
                     "POST /v1/{path+}", "PUT /v1/{path+}", "PATCH /v1/{path+}", "DELETE /v1/{path+}" ->
                    hear(way, call(route.method(), route.with("none"), "{}", Map.of()));
                case String graph when graph.contains(" /langgraph/") -> langGraph(way, route);
                default -> throw new AssertionError("what does it give away: " + way);
            }
        }
        return seen;
    }

    private void ask(String way, String path) {
        String thread = thread();
        tell(way, path, chat(thread));
        hear(way, call("POST", path, "{\"message\":7}", Map.of()));
    }

    private void resume(String way) {
        String thread = thread();
        call("POST", "/chat/stream", chat(thread), Map.of("Accept", SSE));
        String messageId = messages(thread).get(1).get("id").stringValue();
        tell(way, "/chat/stream/" + messageId);
    }

    private void completions(String way) {
        for (boolean streamed : List.of(true, false)) {
            ObjectNode body = JsonMapper.shared().createObjectNode().put("stream", streamed);
            body.putArray("messages").addObject().put("role", "user").put("content", QUESTION);
            tell(way, "/v1/chat/completions", body.toString());
        }
    }

    private void responses(String way) {
        tell(way, "/v1/responses", "{\"stream\":true,\"input\":\"" + QUESTION + "\"}");
        tell(way, "/v1/responses", "{\"input\":\"" + QUESTION + "\"}");
    }

    private void response(String way) {
        String id = call("POST", "/v1/responses", "{\"input\":\"" + QUESTION + "\"}", Map.of()).json().path("id")
                .stringValue("none");
        tell(way, "/v1/responses/" + id);
    }

    private void langGraph(String way, KnownRoutes.Known route) {
        String thread = thread();
        call("POST", "/chat", chat(thread), Map.of());
        String path = route.pattern().replace("{threadId}", thread)
                .replace("{runId}", messages(thread).get(1).get("id").stringValue())
                .replaceAll("\\{\\w+\\+?}", "none");
        note(way, GRAPH_TELLS.contains(way.replace(" /langgraph/", " /")), call(route.method(), path,
                route.method().equals("GET") ? null : "{\"assistant_id\":\"rill\",\"input\":{\"messages\":[{\"role\":"
                + "\"user\",\"content\":\"" + QUESTION + "\"}]}}", Map.of()));
    }

    private void threads(String way, KnownRoutes.Known route) {
        String thread = thread();
        call("POST", "/chat", chat(thread), Map.of());
        for (String type : List.of("application/json", "text/markdown")) {
            note(way, true, call("GET", route.with(thread), null, Map.of("Accept", type)));
        }
    }

    private void mcp(String way) {
        rpc(way, true, "resources/list", "{}");
        rpc(way, true, "resources/read", "{\"uri\":\"rill://documents/" + path + "\"}");
        rpc(way, false, "resources/templates/list", "{}");
        rpc(way, false, "tools/list", "{}");
        rpc(way, true, "tools/call", "{\"name\":\"search\",\"arguments\":{\"query\":\"cable drum lease\"}}");
        rpc(way, true, "tools/call", "{\"name\":\"read\",\"arguments\":{\"path\":\"plan.md\"}}");
        rpc(way, true, "tools/call", "{\"name\":\"list\",\"arguments\":{}}");
        rpc(way, true, "tools/call", "{\"name\":\"list\",\"arguments\":{\"glob\":\"**/plan.md\"}}");
        rpc(way, true, "tools/call", "{\"name\":\"ask\",\"arguments\":{\"question\":\"" + QUESTION + "\"}}");
        rpc(way, true, "tools/call", "{\"name\":\"ask\",\"_meta\":{\"progressToken\":1},\"arguments\":{\"question\":\""
                + QUESTION + "\"}}");
    }

    private void rpc(String way, boolean telling, String method, String params) {
        RawHttp.Response response = call("POST", "/mcp", "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"" + method
                + "\",\"params\":" + params + "}", Map.of("Accept", "application/json, " + SSE,
                "MCP-Protocol-Version", "2025-11-25"));
        // what was asked for is repeated to whoever asked
        String text = response.text().replace("\"rill://documents/" + path + "\"}}}", "");
        seen.add(new Seen(way + " " + method + " " + params, telling, text));
    }

    private void tell(String way, String path) {
        RawHttp.Response response = call("GET", path, null, Map.of());
        // a problem repeats what was asked for to whoever asked
        String instance = "\"instance\":\"" + path.replaceAll("\\?.*", "") + "\"";
        seen.add(new Seen(way + " " + path, true, response.headers() + "\n" + response.text().replace(instance, "")));
    }

    private void tell(String way, String path, String body) {
        note(way, true, call("POST", path, body, Map.of()));
    }

    private void hear(String way, RawHttp.Response response) {
        note(way, false, response);
    }

    private void note(String way, boolean telling, RawHttp.Response response) {
        seen.add(new Seen(way, telling, response.headers() + "\n" + response.text()));
    }

    RawHttp.Response call(String method, String path, String body, Map<String, String> more) {
        Map<String, String> headers = new HashMap<>(credentials);
        headers.putAll(more);
        Optional.ofNullable(body).ifPresent(_ -> headers.put("Content-Type", "application/json"));
        return bed.call(method, path, headers, body);
    }

    JsonNode messages(String thread) {
        return call("GET", "/threads/" + thread, null, Map.of()).json().get("messages");
    }

    static String chat(String thread) {
        return "{\"threadId\":\"" + thread + "\",\"message\":\"" + QUESTION + "\"}";
    }

    private static String ui(String thread) {
        return "{\"id\":\"" + thread + "\",\"messages\":[{\"id\":\"m\",\"role\":\"user\",\"parts\":[{\"type\":\"text\","
                + "\"text\":\"" + QUESTION + "\"}]}]}";
    }

    private static String run(String thread) {
        return "{\"threadId\":\"" + thread + "\",\"runId\":\"r\",\"state\":{},\"tools\":[],\"context\":[],"
                + "\"forwardedProps\":{},\"messages\":[{\"id\":\"m\",\"role\":\"user\",\"content\":\"" + QUESTION
                + "\"}]}";
    }

    private static String thread() {
        return "t-" + UUID.randomUUID();
    }
}
