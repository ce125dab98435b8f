package dev.rill.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rill.http.KnownRoutes.Known;
import dev.rill.server.KeyFile;
import dev.rill.server.TestServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Walks all routes with requests of every kind: whatever is answered stands in the document, with its body. */
class DocumentedAnswersTest {
    private static final OpenApiContract CONTRACT = new OpenApiContract();
    private static final String BODY = "{\"threadId\":\"t\",\"message\":\"How do I stop an answer?\"}";
    private static final String CHAT = "{\"model\":\"rill\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}";
    private static final String RESPONSE =
            "{\"input\":\"How do I stop an answer?\",\"items\":[{\"role\":\"user\",\"content\":\"Hi\"}]}";
    private static final String UI_CHAT =
            "{\"id\":\"t\",\"messages\":[{\"role\":\"user\",\"parts\":[{\"type\":\"text\",\"text\":\"Hi\"}]}]}";
    private static final String RUN =
            "{\"threadId\":\"t\",\"runId\":\"r\",\"messages\":[{\"id\":\"m\",\"role\":\"user\",\"content\":\"Hi\"}]}";
    private static final String GRAPH_RUN =
            "{\"assistant_id\":\"rill\",\"input\":\"Hi\",\"if_not_exists\":\"create\"}";
    private static final String PING = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}";
    private static final Map<String, String> JSON = Map.of("Content-Type", "application/json");

    private static TestServer server;
    private static String messageId;

    /** @param version of HTTP, as the request line has it */
    private record Request(String target, String version, Map<String, String> headers, String body) {

        static Request of(String target, Map<String, String> headers, String body) {
            return new Request(target, "HTTP/1.1", headers, body);
        }

        Request with(String name, String value) {
            Map<String, String> more = new LinkedHashMap<>(headers);
            more.put(name, value);
            return new Request(target, version, more, body);
        }
    }

    @BeforeAll
    static void start() throws IOException {
        server = TestServer.start(Map.of());
        messageId = RawHttp.json(server.port(), "POST", "/chat", BODY).json().get("messageId").stringValue();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void whateverIsAskedIsAnsweredAsDocumented() throws IOException {
        Set<Integer> seen = new TreeSet<>();
        for (Known route : routes()) {
            for (Request request : requests(route)) {
                seen.add(check(server.port(), route, request));
            }
        }
        assertTrue(seen.containsAll(Set.of(200, 201, 204, 400, 403, 404, 406, 413, 414, 415, 431, 501, 505)),
                seen::toString);
    }

    @Test
    void aWrongMethodIsAnsweredAsDocumented() throws IOException {
        for (Known route : routes()) {
            for (String method : List.of("PUT", "TRACE", "POST", "DELETE", "PATCH")) {
                if (routes().stream().noneMatch(known -> known.equals(new Known(method, route.pattern())))) {
                    RawHttp.Response answer = RawHttp.call(server.port(), method, target(route));
                    assertEquals(405, answer.status(), method + " " + route);
                    CONTRACT.assertResponse(route.method(), documented(route), answer);
                }
            }
        }
    }

    @Test
    void whoMayNotIsAnsweredAsDocumented(@TempDir Path folder) throws IOException {
        Path keys = KeyFile.write(folder, "ann ann-key", "prometheus scrape-key metrics");
        Set<Integer> seen = new TreeSet<>();
        try (TestServer known = TestServer.start(Map.of("RILL_AUTH_KEYS", keys.toString()))) {
            for (Known route : routes()) {
                Request request = valid(route);
                seen.add(check(known.port(), route, request));
                seen.add(check(known.port(), route, request.with("Authorization", "Bearer wrong")));
                seen.add(check(known.port(), route, request.with("Authorization", "Basic a:b")));
                seen.add(check(known.port(), route, request.with("Authorization", "Bearer scrape-key")));
                seen.add(check(known.port(), route, request.with("Authorization", "Bearer ann-key")));
            }
        }
        assertTrue(seen.containsAll(Set.of(200, 401, 403)), seen::toString);
    }

    @Test
    void whoAsksTooOftenIsAnsweredAsDocumented() throws IOException {
        Set<Integer> seen = new TreeSet<>();
        try (TestServer limited = TestServer.start(Map.of("RILL_RATE_LIMIT", "1"))) {
            for (Known route : routes()) {
                seen.add(check(limited.port(), route, valid(route)));
            }
        }
        assertTrue(seen.contains(429), seen::toString);
    }

    @Test
    void aStoreThatIsAwayIsAnsweredAsDocumented(@TempDir Path folder) throws IOException {
        Set<Integer> seen = new TreeSet<>();
        try (ServerFixture away = ServerFixture.start(folder)) {
            away.store.down(true);
            for (Known route : routes()) {
                if (!route.pattern().startsWith("/chat")) { // which the fixture does not answer
                    seen.add(check(away.port(), route, valid(route)));
                }
            }
        }
        assertTrue(seen.contains(503), seen::toString);
    }

    private static List<Known> routes() {
        return KnownRoutes.all().stream().filter(route -> !route.method().equals("HEAD")).toList();
    }

    private static String documented(Known route) {
        return route.pattern().replace("+}", "}");
    }

    private static String target(Known route) {
        return route.with(switch (route.pattern()) {
            case "/chat/stream/{messageId}" -> messageId;
            case "/documents/{path+}", "/originals/{path+}" -> "failures.md";
            case "/assets/{file}" -> "none.js";
            case "/manual/{page}" -> "failures.md";
            case "/v1/models/{id}" -> "rill";
            case "/v1/responses/{id}", "/v1/responses/{id}/cancel", "/v1/responses/{id}/input_items" ->
                    "resp_" + messageId;
            default -> route.method().equals("DELETE") ? "gone" : "t";
        });
    }

    private static boolean takesBody(Known route) {
        return !route.method().equals("GET") && !route.method().equals("DELETE") && !route.pattern().equals("/session");
    }

    private static Request valid(Known route) {
        if (!takesBody(route)) {
            return Request.of(target(route), Map.of(), null);
        }
        String body = route.pattern().startsWith("/chat") ? BODY
                : route.pattern().startsWith("/v1/chat") ? CHAT
                : route.pattern().startsWith("/v1/") ? RESPONSE : route.pattern().startsWith("/api/") ? UI_CHAT
                : route.pattern().equals("/ag-ui") ? RUN
                : route.pattern().matches("/langgraph/.*runs(/stream|/wait)?") ? GRAPH_RUN
                : route.pattern().equals("/mcp") ? PING : "{\"name\":\"A name\"}";
        return Request.of(target(route), JSON, body);
    }

    private static List<Request> requests(Known route) {
        Request valid = valid(route);
        List<Request> all = new ArrayList<>(List.of(valid));
        for (String query : List.of("limit=0", "limit=x", "limit=101", "cursor=zzz", "cursor=%ff",
                "q=" + "w".repeat(600),
                "q=%zz", "from=0", "from=x", "from=999999", "to=0", "from=9&to=1", "lastEventId=x",
                "lastEventId=999999",
                "lastEventId=3", "stream=x", "stream=true", "stream=true&starting_after=x",
                "starting_after=1",
                "order=up", "order=asc", "after=x", "include[]=file_search_call.results", "unknown=1", "%", "hash=x",
                "scope=none", "name=none", "format=none", "format=JSON")) {
            all.add(new Request(valid.target() + "?" + query, valid.version(), valid.headers(), valid.body()));
        }
        for (String accept : List.of("image/png", "a", "*/*", "text/plain", "application/openmetrics-text",
                "text/markdown",
                "application/json", "application/yaml", "text/event-stream;q=0", "text/html", ";", "text/plain;q=x")) {
            all.add(valid.with("Accept", accept));
        }
        all.add(valid.with("Host", "evil.example"));
        all.add(valid.with("Origin", "https://evil.example"));
        all.add(valid.with("Last-Event-ID", "x"));
        all.add(valid.with("Idempotency-Key", "\"\""));
        all.add(valid.with("Content-Length", "x"));
        all.add(valid.with("Transfer-Encoding", "gzip"));
        all.add(valid.with("Transfer-Encoding", "gzip, chunked"));
        all.add(valid.with("X-Large", "x".repeat(20_000)));
        all.add(Request.of(valid.target() + "?" + "x".repeat(5_000), valid.headers(), valid.body()));
        all.add(new Request(valid.target(), "HTTP/3.0", valid.headers(), valid.body()));
        all.add(new Request(valid.target(), "HTTP/1.1x", valid.headers(), valid.body()));
        if (route.pattern().contains("{")) {
            for (String value : List.of("unknown", "%zz", "%00", "a%20b", "x".repeat(200), "%F0%9F%98%80")) {
                all.add(Request.of(route.with(value), valid.headers(), valid.body()));
            }
        }
        all.addAll(bodies(valid));
        return all;
    }

    private static List<Request> bodies(Request valid) {
        List<Request> all = new ArrayList<>();
        for (String body : List.of("{", "[]", "{\"unknown\":1}", "{\"threadId\":\"t\",\"threadId\":\"t\"}", "\ufeff",
                "{\"threadId\":\"t\",\"message\":\"" + "x".repeat(6_000) + "\"}", "{\"name\":\"\"}")) {
            all.add(Request.of(valid.target(), JSON, body));
        }
        all.add(Request.of(valid.target(), Map.of("Content-Type", "text/plain"), "text"));
        all.add(Request.of(valid.target(), Map.of("Content-Type", "application/json", "Expect", "100-continue"), "{}"));
        all.add(Request.of(valid.target(), JSON, "x".repeat(2 << 20)));
        all.add(Request.of(valid.target(), Map.of("Content-Type", "application/json", "Transfer-Encoding", "chunked"),
                "zz\r\n{}\r\n0\r\n\r\n"));
        return all;
    }

    private static int check(int port, Known route, Request request) throws IOException {
        RawHttp.Response answer = answer(port, route.method(), request);
        try {
            CONTRACT.assertResponse(route.method(), documented(route), answer);
        } catch (AssertionError e) {
            String shown = request.toString();
            throw new AssertionError(shown.substring(0, Math.min(300, shown.length())) + ": " + e.getMessage(), e);
        }
        return answer.status();
    }

    private static RawHttp.Response answer(int port, String method, Request request) throws IOException {
        StringBuilder head = new StringBuilder(method + " " + request.target() + " " + request.version() + "\r\n");
        Map<String, String> headers = new LinkedHashMap<>(request.headers());
        headers.putIfAbsent("Host", "localhost:" + port);
        byte[] body = request.body() == null ? new byte[0] : request.body().getBytes(StandardCharsets.UTF_8);
        if (body.length > 0 && !headers.containsKey("Transfer-Encoding")) {
            headers.putIfAbsent("Content-Length", Integer.toString(body.length));
        }
        headers.forEach((name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        try (RawHttp http = new RawHttp(port)) {
            http.write(head.append("\r\n").toString());
            http.writeInPieces(body, 64 * 1024);
            RawHttp.Response answer = http.receive();
            return answer.status() == 100 ? http.receive() : answer;
        }
    }
}
