package dev.rill.faults.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rill.faults.FaultBed;
import dev.rill.faults.Figures;
import dev.rill.http.KnownRoutes;
import dev.rill.http.RawHttp;
import dev.rill.model.fake.Answer;
import dev.rill.model.fake.Effect;
import dev.rill.server.EventStream;
import dev.rill.server.KeyFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every answer tells a browser: to run and keep nothing, and to show it in no frame. */
abstract class ResponseHeadersRow {
    /** Files of the page, which a browser may keep if it asks again. */
    private static final Set<String> PAGE = Set.of("/", "/embed.js", "/favicon.ico", "/favicon.svg", "/llms.txt");

    private final FaultBed bed = FaultBed.with("RILL_MAX_STREAMS", "1");

    @TempDir
    private Path folder;

    @AfterEach
    void close() {
        bed.close();
    }

    @Test
    void everyRouteHasThem(Figures figures) {
        for (KnownRoutes.Known route : KnownRoutes.all()) {
            RawHttp.Response response = bed.call(route.method(), route.with("x"));
            assertStrict(response, response.status() >= 400 || !PAGE.contains(route.pattern()));
        }
        figures.figure("routes:", Integer.toString(KnownRoutes.all().size()));
        RawHttp.Response page = bed.call("GET", "/");
        String policy = page.headers().get("content-security-policy");
        assertTrue(policy.contains("script-src 'self'") && !policy.contains("unsafe") && !policy.contains("*"), policy);
    }

    @Test
    void errorsHaveThem() throws Exception {
        assertError(400, json("POST", "/chat", "{"));
        assertError(403, bed.call("GET", "/threads", Map.of("Origin", "https://evil.com"), null));
        assertError(403, bed.call("GET", "/threads", Map.of("Host", "evil.com"), null));
        assertError(404, bed.call("GET", "/nothing"));
        assertError(405, bed.call("PUT", "/threads"));
        assertError(413, bed.call("POST", "/chat", Map.of("Content-Type", "application/json", "Content-Length",
                "99999999"), null));
        assertError(415, bed.call("POST", "/chat", Map.of("Content-Type", "text/plain"), "x"));
        assertError(400, raw("GET /threads HTTP/1.1\r\n\r\n"));
        assertError(414, raw("GET /" + "x".repeat(8000) + " HTTP/1.1\r\nHost: localhost\r\n\r\n"));
        assertError(431, raw("GET / HTTP/1.1\r\nHost: localhost\r\nX: " + "x".repeat(100_000) + "\r\n\r\n"));
    }

    @Test
    void aStreamAndItsRefusalsHaveThem() throws Exception {
        bed.model.byDefault(Answer.of("a", "b").withFaultAfter(1, Effect.silence()));
        try (EventStream stream = bed.ask("t")) {
            stream.next("token");
            assertEquals("nosniff", stream.header("x-content-type-options").orElseThrow());
            assertEquals("no-cache", stream.header("cache-control").orElseThrow());
            assertTrue(stream.header("content-security-policy").orElseThrow().contains("frame-ancestors 'none'"));
            assertError(409, json("POST", "/chat/stream", "{\"threadId\":\"t\",\"message\":\"Hi\"}"));
            assertError(503, json("POST", "/chat/stream", "{\"threadId\":\"other\",\"message\":\"Hi\"}"));
        }
    }

    @Test
    void refusedUsersHaveThem() throws Exception {
        try (FaultBed known = FaultBed.with("RILL_RATE_LIMIT", "1", "RILL_AUTH_KEYS",
                KeyFile.write(folder, "ann ann-key").toString())) {
            assertError(401, known.call("GET", "/threads"));
            assertError(429, known.call("GET", "/threads"));
        }
    }

    private static void assertError(int status, RawHttp.Response response) {
        assertEquals(status, response.status(), response.text());
        assertEquals("application/problem+json", response.headers().get("content-type"));
        assertStrict(response, true);
    }

    private static void assertStrict(RawHttp.Response response, boolean notKept) {
        Map<String, String> headers = response.headers();
        assertEquals("nosniff", headers.get("x-content-type-options"), response.toString());
        assertTrue(headers.get("content-security-policy").contains("default-src 'none'"), headers.toString());
        assertTrue(headers.get("content-security-policy").contains("frame-ancestors 'none'"), headers.toString());
        assertTrue(headers.get("cache-control").contains(notKept ? "no-store" : "no-cache"), headers.toString());
        assertFalse(headers.containsKey("server"), headers.toString());
    }

    private RawHttp.Response json(String method, String path, String body) {
        return bed.call(method, path, Map.of("Content-Type", "application/json"), body);
    }

    private RawHttp.Response raw(String request) throws Exception {
        try (RawHttp http = new RawHttp(bed.port())) {
            http.write(request.getBytes(StandardCharsets.ISO_8859_1));
            return http.receive();
        }
    }
}
