package dev.rill.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestFilterTest {
    private static final OpenApiContract CONTRACT = new OpenApiContract();
    private static final String FRIEND = "https://friend.example";
    private static ServerFixture server;

    @BeforeAll
    static void start(@TempDir Path folder) throws IOException {
        server = ServerFixture.start(folder, Map.of("RILL_CORS_ORIGINS", FRIEND));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @ParameterizedTest
    @CsvSource({"GET, /threads, 200", "GET, /threads/unknown, 404", "GET, /nothing, 404", "PUT, /threads, 405",
        "POST, /chat, 415", "GET, /health, 200", "GET, /metrics, 200", "GET, /openapi, 200", "OPTIONS, /threads, 204",
        "GET, /documents, 200", "GET, /streams, 200", "BREW, /threads, 405"})
    void everyAnswerHasTheStandardHeaders(String method, String path, int status) {
        RawHttp.Response response = server.call(method, path);
        assertEquals(status, response.status(), response.text());
        Map<String, String> headers = response.headers();
        assertEquals("nosniff", headers.get("x-content-type-options"));
        assertEquals("no-referrer", headers.get("referrer-policy"));
        assertTrue(headers.get("content-security-policy").contains("default-src 'none'"));
        assertTrue(headers.get("content-security-policy").contains("frame-ancestors 'none'"));
        assertTrue(headers.get("cache-control").contains("no-store"), headers.toString());
        assertTrue(headers.get("x-request-id").matches("[A-Za-z0-9._:-]{1,128}"));
        if (status >= 400) {
            assertEquals("application/problem+json", headers.get("content-type"));
            CONTRACT.assertMatches("Problem", response.json());
            assertEquals(path, response.json().get("instance").stringValue());
        }
    }

    @Test
    void aRequestKeepsItsIdIfItCanBeLogged() {
        assertEquals("my-id.1", server.call("GET", "/health", Map.of("X-Request-Id", "my-id.1"), null).headers()
                .get("x-request-id"));
        for (String id : List.of("a b", "x".repeat(129), "a<b", "ü")) {
            String made = server.call("GET", "/health", Map.of("X-Request-Id", id), null).headers().get("x-request-id");
            assertTrue(made.matches("[0-9a-f]{16}"), made);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            PUT     | /threads           | GET, HEAD, POST, OPTIONS
            DELETE  | /threads           | GET, HEAD, POST, OPTIONS
            GET     | /chat              | POST, OPTIONS
            GET     | /chat/stream       | POST, OPTIONS
            POST    | /chat/stream/m1    | GET, HEAD, DELETE, OPTIONS
            POST    | /threads/stats     | GET, HEAD, OPTIONS
            PUT     | /threads/t1        | GET, HEAD, PATCH, DELETE, OPTIONS
            POST    | /threads/t1/export | GET, HEAD, OPTIONS
            POST    | /health            | GET, HEAD, OPTIONS
            DELETE  | /metrics           | GET, HEAD, OPTIONS
            POST    | /openapi           | GET, HEAD, OPTIONS
            POST    | /documents/a/b.md  | GET, HEAD, DELETE, OPTIONS
            POST    | /                  | GET, HEAD, OPTIONS
            TRACE   | /threads           | GET, HEAD, POST, OPTIONS
            """)
    void aWrongMethodIs405WithThoseThatAreAllowed(String method, String path, String allowed) {
        RawHttp.Response response = server.call(method, path);
        assertEquals(405, response.status());
        assertEquals(allowed, response.headers().get("allow"));
        assertEquals("METHOD_NOT_ALLOWED", response.json().get("code").stringValue());
        RawHttp.Response options = server.call("OPTIONS", path);
        assertEquals(204, options.status());
        assertEquals(allowed, options.headers().get("allow"));
    }

    @Test
    void theWholeServerKnowsWhatItsPathsKnow() {
        RawHttp.Response response = server.call("OPTIONS", "*");
        assertEquals(204, response.status());
        assertEquals("GET, HEAD, POST, PATCH, DELETE, OPTIONS".length(), response.headers().get("allow").length());
        for (String method : List.of("GET", "HEAD", "POST", "PATCH", "DELETE", "OPTIONS")) {
            assertTrue(List.of(response.headers().get("allow").split(", ")).contains(method), method);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/nothing", "/chat/", "/threads/", "/chat/stream/a/b", "/health/x", "/THREADS",
        "/threads/t/export/x", "/observe", "/web/index.html", "/assets/../../application.yaml", "/assets/",
        "/META-INF/openapi.yaml"})
    void anUnknownPathIsNotFound(String path) {
        RawHttp.Response response = server.call("GET", path);
        assertEquals(404, response.status(), path);
        CONTRACT.assertMatches("Problem", response.json());
    }

    @ParameterizedTest
    @ValueSource(strings = {"//threads", "/./threads", "/x/../threads", "/health/../threads", "/health/%2e%2e/threads",
        "/threads;a=b", "/;a/threads", "/%74hreads", "/%54hreads", "/threads/%2E", "/thread%73"})
    void aPathInAnotherSpellingThanAProxyComparesWithIsNotFound(String path) {
        assertEquals(404, server.call("GET", path).status(), path);
        assertEquals(404, server.call("POST", path, Map.of("Content-Type", "application/json"), "{}").status(), path);
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "localhost:8080", "127.0.0.1:1", "[::1]", "[::1]:80", "LOCALHOST",
            "127.1.2.3"})
    void loopbackNamesAreServed(String host) {
        assertEquals(200, server.call("GET", "/threads", Map.of("Host", host), null).status());
    }

    @ParameterizedTest
    @ValueSource(strings = {"evil.com", "evil.com:80", "localhost.evil.com", "evil.localhost.com", "10.0.0.1", "[::2]",
        "127.0.0.1.evil.com", "localhost@evil.com"})
    void anotherHostIsRefusedBeforeTheBodyIsRead(String host) throws IOException {
        try (RawHttp http = new RawHttp(server.port())) {
            http.send("POST", "/chat", Map.of("Host", host, "Content-Type", "application/json", "Content-Length", "50"),
                    null);
            RawHttp.Response response = http.receive();
            assertTrue(response.status() == 403 || response.status() == 400 && host.contains("@"), response.text());
        }
    }

    @Test
    void healthIsToldUnderAnyNameAndMetricsAreNot() {
        for (String host : List.of("10.1.2.3:8080", "evil.com")) {
            for (String path : List.of("/health", "/health/live", "/health/ready")) {
                assertEquals(200, server.call("GET", path, Map.of("Host", host), null).status(), path);
            }
            for (String path : List.of("/metrics", "/", "/openapi", "/streams")) {
                assertEquals(403, server.call("GET", path, Map.of("Host", host), null).status(), path);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://evil.com", "null", "http://localhost.evil.com", "https://localhost:%d",
        "http://localhost", "http://localhost:1", "http://127.0.0.1:%d", "https://friend.example.evil.com",
        "http://friend.example", "https://friend.example:444", "https://sub.friend.example", "file://",
        "https://friend.example/", "", "chrome-extension://abc"})
    void aForeignOriginIsRefusedBeforeTheBodyIsRead(String origin) throws IOException {
        try (RawHttp http = new RawHttp(server.port())) {
            http.send("POST", "/chat", Map.of("Origin", origin.formatted(server.port()), "Content-Type",
                    "application/json", "Content-Length", "50"), null);
            RawHttp.Response response = http.receive();
            assertEquals(403, response.status(), response.text());
            assertEquals("FORBIDDEN_ORIGIN", response.json().get("code").stringValue());
            assertNull(response.headers().get("access-control-allow-origin"));
        }
        assertEquals(403, server.call("GET", "/threads", Map.of("Origin", origin.formatted(server.port())), null)
                .status());
    }

    @Test
    void thePagesOwnOriginIsServedWithoutCors() {
        RawHttp.Response response = server.call("GET", "/threads",
                Map.of("Origin", "http://localhost:" + server.port()), null);
        assertEquals(200, response.status());
        assertNull(response.headers().get("access-control-allow-origin"));
    }

    @Test
    void anAllowedOriginIsServedWithCorsOnErrorsToo() {
        for (RawHttp.Response response : List.of(
                server.call("GET", "/threads", Map.of("Origin", FRIEND), null),
                server.call("GET", "/threads/unknown", Map.of("Origin", FRIEND), null),
                server.call("PUT", "/threads", Map.of("Origin", FRIEND), null),
                server.call("GET", "/nothing", Map.of("Origin", FRIEND), null),
                server.call("POST", "/chat", Map.of("Origin", FRIEND, "Content-Type", "application/json"), "{}"),
                server.call("POST", "/chat", Map.of("Origin", FRIEND, "Content-Length", "999999999"), null))) {
            assertEquals(FRIEND, response.headers().get("access-control-allow-origin"), response.toString());
            assertTrue(response.headers().get("access-control-expose-headers").contains("X-Request-Id"));
            assertTrue(response.headers().get("access-control-expose-headers").contains("Mcp-Session-Id"));
            assertTrue(response.headers().get("vary").contains("Origin"));
            assertNull(response.headers().get("access-control-allow-credentials"));
        }
    }

    @Test
    void aPreflightOfAnAllowedOriginIsAnswered() {
        for (String path : List.of("/chat/stream", "/threads", "/threads/t1", "/chat/stream/m1", "/documents/a/b")) {
            RawHttp.Response response = preflight(FRIEND, path);
            assertEquals(204, response.status());
            assertEquals(FRIEND, response.headers().get("access-control-allow-origin"));
            String methods = response.headers().get("access-control-allow-methods");
            List.of("GET", "POST", "PATCH", "DELETE").forEach(m -> assertTrue(methods.contains(m), methods));
            String headers = response.headers().get("access-control-allow-headers");
            List.of("content-type", "cache-control", "last-event-id", "authorization", "x-request-id", "mcp-session-id",
                    "mcp-protocol-version", "mcp-method", "mcp-name", "traceparent", "tracestate")
                    .forEach(h -> assertTrue(headers.contains(h), headers));
        }
    }

    @Test
    void aPreflightOfAnotherOriginIsRefused() {
        RawHttp.Response response = preflight("https://evil.com", "/chat/stream");
        assertEquals(403, response.status());
        assertFalse(response.headers().keySet().stream().anyMatch(h -> h.startsWith("access-control")));
    }

    @Test
    void aStarOpensTheServerToEveryOrigin(@TempDir Path folder) throws IOException {
        try (ServerFixture open = ServerFixture.start(folder, Map.of("RILL_CORS_ORIGINS", "*"))) {
            for (String origin : List.of("https://any.example", "null")) {
                RawHttp.Response response = open.call("GET", "/threads", Map.of("Origin", origin), null);
                assertEquals(200, response.status());
                assertEquals("*", response.headers().get("access-control-allow-origin"));
            }
        }
    }

    @Test
    void allowedHostsReplaceTheLoopbackNames(@TempDir Path folder) throws IOException {
        try (ServerFixture named = ServerFixture.start(folder,
                Map.of("RILL_ALLOWED_HOSTS", "Chat.Example,other.example:8443", "RILL_TRUSTED_PROXIES",
                        "127.0.0.0/8"))) {
            assertEquals(200, host(named, "chat.example"));
            assertEquals(200, host(named, "chat.example:99"));
            assertEquals(200, host(named, "other.example:8443"));
            assertEquals(403, host(named, "other.example"));
            assertEquals(403, host(named, "localhost"));
            assertEquals(403, host(named, "xchat.example"));
            Map<String, String> proxied = new HashMap<>(Map.of("Host", "10.1.1.1", "X-Forwarded-Host", "chat.example",
                    "X-Forwarded-Proto", "https", "Origin", "https://chat.example"));
            assertEquals(200, named.call("GET", "/threads", proxied, null).status());
            proxied.put("Origin", "http://chat.example");
            assertEquals(403, named.call("GET", "/threads", proxied, null).status());
        }
    }

    @Test
    void forwardedHeadersOfStrangersMeanNothing() {
        assertEquals(403, server.call("GET", "/threads",
                Map.of("Host", "evil.com", "X-Forwarded-Host", "localhost"), null).status());
        assertEquals(403, server.call("GET", "/threads", Map.of("Origin", "https://localhost:" + server.port(),
                "X-Forwarded-Proto", "https"), null).status());
    }

    private static int host(ServerFixture named, String host) {
        return named.call("GET", "/threads", Map.of("Host", host), null).status();
    }

    private static RawHttp.Response preflight(String origin, String path) {
        return server.call("OPTIONS", path, Map.of("Origin", origin, "Access-Control-Request-Method", "DELETE",
                "Access-Control-Request-Headers", "content-type, cache-control"), null);
    }
}
