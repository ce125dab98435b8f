package dev.rill.faults.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rill.faults.FaultBed;
import dev.rill.faults.Figures;
import dev.rill.http.KnownRoutes;
import dev.rill.http.RawHttp;
import dev.rill.http.TokenIssuer;
import dev.rill.server.KeyFile;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every route, with every kind of credentials that are none. */
abstract class CredentialsRow {
    /**
     * The page, its limits and the way in, the manual, and whether the server lives. Whatever is not here asks for
     * credentials.
     */
    private static final Set<String> OPEN = Set.of("/", "/embed.js", "/favicon.ico", "/favicon.svg", "/assets/{file}",
            "/page/config", "/llms.txt", "/manual/{page}", "/session/login", "/session/callback",
            "/health", "/health/live", "/health/ready");

    @TempDir
    private Path folder;

    @Test
    void onlyThePageAndHealthAreOpen(Figures figures) throws Exception {
        try (TokenIssuer issuer = TokenIssuer.start(); TokenIssuer stranger = TokenIssuer.start()) {
            Map<String, String> settings = new HashMap<>(issuer.settings());
            settings.put("RILL_AUTH_KEYS", KeyFile.write(folder, "ann ann-key").toString());
            try (FaultBed bed = FaultBed.with(settings)) {
                Map<String, String> refused = new LinkedHashMap<>();
                refused.put("none", "");
                refused.put("wrong key", "Bearer ann-kez");
                refused.put("empty", "Bearer ");
                refused.put("another scheme", "Basic YW5uOmFubi1rZXk=");
                refused.put("expired token", "Bearer " + issuer.expiredToken());
                refused.put("token of a stranger", "Bearer " + stranger.token(_ -> { }));
                refused.put("token that was changed", "Bearer " + issuer.token(_ -> { }) + "A");
                refused.forEach((what, value) -> KnownRoutes.all().forEach(route -> assertRefused(bed, route, what,
                        value.isEmpty() ? Map.of() : Map.of("Authorization", value))));
                for (String good : List.of("ann-key", issuer.token(_ -> { }))) {
                    assertEquals(200, bed.call("GET", "/threads", Map.of("Authorization", "Bearer " + good), null)
                            .status());
                }
                figures.figure("routes and credentials tried:", KnownRoutes.all().size() + " x " + refused.size());
            }
        }
    }

    private static void assertRefused(FaultBed bed, KnownRoutes.Known route, String what, Map<String, String> headers) {
        RawHttp.Response response = bed.call(route.method(), route.with("x"), headers, null);
        if (OPEN.contains(route.pattern())) {
            assertTrue(response.status() == 200 || response.status() == 404, what + " " + route + " " + response);
            return;
        }
        assertEquals(401, response.status(), what + " " + route);
        assertTrue(response.headers().get("www-authenticate").startsWith("Bearer"), what + " " + route);
        if (route.pattern().startsWith("/api/")) {
            assertTrue(response.headers().get("content-type").startsWith("text/plain"), what + " " + route);
            return;
        }
        assertTrue(response.json().findValuesAsString("code").contains(
                route.pattern().startsWith("/v1/") ? "invalid_api_key" : "UNAUTHORIZED"), response.text());
    }
}
