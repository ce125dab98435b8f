package dev.rill.faults.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rill.faults.FaultBed;
import dev.rill.faults.Figures;
import dev.rill.http.RawHttp;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Names that are not this server's, and pages that are not its own. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ForeignRequestRow {
    private static final String FRIEND = "https://friend.example";

    private FaultBed bed;
    private long slowest;

    @BeforeAll
    void start() {
        bed = FaultBed.with("RILL_CORS_ORIGINS", FRIEND);
    }

    @AfterAll
    void close(Figures figures) {
        figures.took("slowest refusal", Duration.ofNanos(slowest));
        bed.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"evil.com", "evil.com:80", "localhost.evil.com", "127.0.0.1.evil.com", "10.0.0.1", "[::2]",
        "evil.com:%d"})
    void aForeignHost(String host) throws Exception {
        assertRefusedUnread(Map.of("Host", host.formatted(bed.port())));
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://evil.com", "null", "http://localhost.evil.com", "https://localhost:%d",
        "http://localhost:1", "http://friend.example", "https://friend.example:444", "https://sub.friend.example",
        "https://friend.example.evil.com", "file://", ""})
    void aForeignPage(String origin) throws Exception {
        assertRefusedUnread(Map.of("Origin", origin.formatted(bed.port())));
    }

    @Test
    void onlyPagesThatAreAllowedAreToldThatTheyMayRead() {
        RawHttp.Response friend = bed.call("GET", "/threads", Map.of("Origin", FRIEND), null);
        assertEquals(200, friend.status());
        assertEquals(FRIEND, friend.headers().get("access-control-allow-origin"));
        RawHttp.Response own = bed.call("GET", "/threads", Map.of("Origin", "http://localhost:" + bed.port()), null);
        assertEquals(200, own.status());
        assertFalse(hasCors(own));
        assertFalse(hasCors(bed.call("GET", "/threads")));
    }

    /** The answer comes though the body that was announced does not. */
    private void assertRefusedUnread(Map<String, String> header) throws Exception {
        Map<String, String> headers = new HashMap<>(header);
        headers.put("Content-Type", "application/json");
        headers.put("Content-Length", "50");
        try (RawHttp http = new RawHttp(bed.port())) {
            long sent = System.nanoTime();
            http.send("POST", "/chat/stream", headers, null);
            RawHttp.Response refused = http.receive();
            slowest = Math.max(slowest, System.nanoTime() - sent);
            assertEquals(403, refused.status());
            assertEquals("FORBIDDEN_ORIGIN", refused.json().get("code").stringValue());
            assertFalse(hasCors(refused));
        }
        assertTrue(bed.model.requests().isEmpty());
    }

    private static boolean hasCors(RawHttp.Response response) {
        return response.headers().keySet().stream().anyMatch(name -> name.startsWith("access-control"));
    }
}
