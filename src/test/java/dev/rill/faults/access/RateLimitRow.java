package dev.rill.faults.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rill.faults.FaultBed;
import dev.rill.faults.Figures;
import dev.rill.http.RawHttp;
import dev.rill.server.KeyFile;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Three requests a minute. */
abstract class RateLimitRow {
    @TempDir
    private Path folder;

    @Test
    void eachUserHasALimitOfHisOwnWhateverHeSaysWhereHeIs(Figures figures) throws Exception {
        try (FaultBed bed = FaultBed.with("RILL_RATE_LIMIT", "3", "RILL_AUTH_KEYS",
                KeyFile.write(folder, "ann ann-key", "bob bob-key").toString())) {
            for (int i = 0; i < 3; i++) {
                assertEquals(200, threads(bed, "ann-key", "203.0.113." + i).status());
            }
            long asked = System.nanoTime();
            RawHttp.Response refused = threads(bed, "ann-key", "203.0.113.99");
            figures.since("refused after", asked);
            assertTooMany(refused);
            figures.figure("Retry-After", refused.headers().get("retry-after") + " s");
            assertEquals(200, threads(bed, "bob-key", "203.0.113.0").status());
            assertEquals(200, bed.call("GET", "/health/live").status());
        }
    }

    @Test
    void keysCannotBeGuessedFasterThanTheLimit() throws Exception {
        try (FaultBed bed = FaultBed.with("RILL_RATE_LIMIT", "3", "RILL_AUTH_KEYS",
                KeyFile.write(folder, "ann ann-key").toString())) {
            for (int i = 0; i < 3; i++) {
                assertEquals(401, threads(bed, "guess" + i, "203.0.113." + i).status());
            }
            assertTooMany(threads(bed, "guess3", "203.0.113.99"));
            assertEquals(200, threads(bed, "ann-key", "203.0.113.99").status(), "who has a key is not locked out");
        }
    }

    @Test
    void anAddressIsWhatATrustedProxySays() throws Exception {
        try (FaultBed bed = FaultBed.with("RILL_RATE_LIMIT", "3", "RILL_TRUSTED_PROXIES", "127.0.0.0/8,10.0.0.0/8")) {
            for (int i = 0; i < 3; i++) {
                assertEquals(200, threads(bed, "", "203.0.113.1").status());
            }
            assertTooMany(threads(bed, "", "203.0.113.1"));
            assertTooMany(threads(bed, "", "198.51.100.7, 203.0.113.1, 10.1.1.1"));
            assertEquals(200, threads(bed, "", "203.0.113.2").status());
        }
    }

    private static void assertTooMany(RawHttp.Response response) {
        assertEquals(429, response.status());
        assertEquals("RATE_LIMITED", response.json().get("code").stringValue());
        int wait = Integer.parseInt(response.headers().get("retry-after"));
        assertTrue(wait > 0 && wait <= 20, "a third of a minute at the most: " + wait);
        assertTrue(response.headers().get("ratelimit-policy").contains("q=3;w=60"));
        assertTrue(response.headers().get("ratelimit").contains("r=0"));
    }

    private static RawHttp.Response threads(FaultBed bed, String key, String forwardedFor) {
        Map<String, String> proxied = Map.of("X-Forwarded-For", forwardedFor);
        return bed.call("GET", "/threads", key.isEmpty() ? proxied
                : Map.of("X-Forwarded-For", forwardedFor, "Authorization", "Bearer " + key), null);
    }
}
