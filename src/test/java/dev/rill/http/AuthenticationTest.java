package dev.rill.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rill.http.access.ApiKeys;
import dev.rill.http.paths.Access;
import dev.rill.http.paths.Route;
import dev.rill.threads.MessageStatus;
import io.helidon.http.Method;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

class AuthenticationTest {
    private static final OpenApiContract CONTRACT = new OpenApiContract();
    private static final List<Route> ROUTES = KnownRoutes.routes();
    private static Path keys;
    private static ServerFixture server;

    @BeforeAll
    static void start(@TempDir Path folder) throws Exception {
        keys = folder.resolve("keys.txt");
        Files.writeString(keys, "# the team\n\nalice " + hash("alice-key") + "\nalice " + hash("alice-second") + "\n"
                + "  bob   " + hash("bob-key").toUpperCase() + "  \nroot " + hash("root-key") + " admin\n"
                + "prometheus " + hash("scrape-key") + " metrics\n");
        server = ServerFixture.start(folder, Map.of("RILL_AUTH_KEYS", keys.toString()));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    /** What each route is classed as, written down a second time so that a change is seen. */
    @Test
    void onlyThePageAndHealthAreOpenAndOnlyMetricsIsScraped() {
        for (Route route : ROUTES) {
            boolean open = route.pattern().equals("/") || route.pattern().startsWith("/favicon.")
                    || Set.of("/assets/{file}", "/page/config", "/embed.js", "/llms.txt", "/manual/{page}",
                            "/session/login", "/session/callback").contains(route.pattern());
            Access expected = open ? Access.OPEN
                    : route.pattern().startsWith("/health") ? Access.PROBE
                    : route.pattern().equals("/metrics") ? Access.SCRAPE : Access.USER;
            assertEquals(expected, route.access(), route.pattern());
        }
    }

    @ParameterizedTest
    @FieldSource("ROUTES")
    void everyRouteAsksForCredentialsUnlessItIsOpen(Route route) {
        String path = path(route);
        for (Method method : route.methods()) {
            for (Map<String, String> headers : List.<Map<String, String>>of(Map.of(), bearer("wrong"), bearer(""),
                    Map.of("Authorization", "Basic YWxpY2U6YWxpY2Uta2V5"), Map.of("Authorization", "alice-key"),
                    bearer(hash("alice-key")), bearer("x".repeat(9000)), bearer("alice-key2"), bearer("a.b.c"))) {
                RawHttp.Response response = server.call(method.text(), path, headers, null);
                if (route.access() == Access.OPEN || route.access() == Access.PROBE) {
                    assertTrue(response.status() == 200 || response.status() == 404, route + " " + response);
                } else {
                    assertEquals(401, response.status(), route.toString());
                    CONTRACT.assertResponse(method.text(), route.pattern().replace("{path+}", "{path}"), response);
                    assertTrue(response.headers().get("www-authenticate").startsWith("Bearer"));
                }
            }
        }
    }

    @Test
    void anUnknownPathAsksForCredentialsToo() {
        assertEquals(401, server.call("GET", "/nothing").status());
        assertEquals(404, server.call("GET", "/nothing", bearer("alice-key"), null).status());
        assertEquals(401, server.call("PUT", "/threads").status());
        assertEquals(405, server.call("PUT", "/threads", bearer("alice-key"), null).status());
    }

    @Test
    void aKeyThatOnlyScrapesReachesNothingElse() {
        for (Route route : ROUTES) {
            RawHttp.Response response = server.call(route.methods().getFirst().text(), path(route),
                    bearer("scrape-key"), null);
            switch (route.access()) {
                case OPEN, PROBE -> assertTrue(response.status() == 200 || response.status() == 404);
                case SCRAPE -> assertEquals(200, response.status());
                case USER -> {
                    assertEquals(403, response.status(), route.toString());
                    if (route.pattern().startsWith("/api/")) {
                        assertEquals("This key may only read /metrics", response.text());
                        continue;
                    }
                    assertTrue(response.json().findValuesAsString("code").contains(
                            route.pattern().startsWith("/v1/") ? "forbidden" : "FORBIDDEN"), response.text());
                }
            }
        }
    }

    @Test
    void whoScrapesWithAKeyMayDoSoByAddress() {
        Map<String, String> byAddress = Map.of("Host", "10.1.2.3:8080", "Authorization", "Bearer scrape-key");
        assertEquals(200, server.call("GET", "/metrics", byAddress, null).status());
        assertEquals(401, server.call("GET", "/metrics", Map.of("Host", "10.1.2.3:8080"), null).status());
        assertEquals(403, server.call("GET", "/threads", Map.of("Host", "10.1.2.3:8080", "Authorization",
                "Bearer alice-key"), null).status());
    }

    @Test
    void usersAndAdminsReachEverything() {
        for (String key : List.of("alice-key", "alice-second", "bob-key", "root-key")) {
            for (String path : List.of("/threads", "/documents", "/streams", "/metrics", "/openapi")) {
                assertEquals(200, server.call("GET", path, bearer(key), null).status(), key + path);
            }
        }
        assertEquals(200, server.call("GET", "/threads", Map.of("Authorization", "bearer  bob-key"), null).status());
    }

    @Test
    void aKeyMayComeByItselfWhereNoAuthorizationIsSent() {
        assertEquals(200, server.call("GET", "/threads", Map.of("X-API-Key", "bob-key"), null).status());
        assertEquals(200, server.call("GET", "/threads", Map.of("x-api-key", "bob-key", "Authorization",
                "Bearer alice-key"), null).status());
        assertEquals(401, server.call("GET", "/threads", Map.of("x-api-key", "bob-key", "Authorization",
                "Bearer wrong"), null).status());
        assertEquals(401, server.call("GET", "/threads", Map.of("X-API-Key", "wrong"), null).status());
        assertEquals(401, server.call("GET", "/threads", Map.of("X-API-Key", ""), null).status());
        assertEquals(403, server.call("GET", "/threads", Map.of("X-API-Key", "scrape-key"), null).status());
    }

    @Test
    void anothersThreadIsAnUnknownThread() {
        server.ask("alice", "private", "m1", "secret question", "secret answer", MessageStatus.COMPLETE, "", List.of());
        assertEquals(200, server.call("GET", "/threads/private", bearer("alice-second"), null).status());
        for (String path : List.of("/threads/%s", "/threads/%s/export")) {
            assertSame(path, "GET", null);
        }
        assertSame("/threads/%s", "DELETE", null);
        assertSame("/threads/%s", "PATCH", "{\"name\":\"stolen\"}");
        assertEquals(0, server.call("GET", "/threads?q=secret", bearer("bob-key"), null).json().get("total")
                .intValue());
        assertEquals(1, server.call("GET", "/threads?q=secret", bearer("alice-key"), null).json().get("total")
                .intValue());
    }

    @Test
    void keysAreReadAgainWhenTheFileChanges(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("keys");
        Files.writeString(file, "carol " + hash("first") + "\n");
        try (ServerFixture other = ServerFixture.start(folder, Map.of("RILL_AUTH_KEYS", file.toString()))) {
            assertEquals(200, other.call("GET", "/threads", bearer("first"), null).status());
            Files.writeString(file, "carol " + hash("second") + "\ncarol " + hash("third") + "\n");
            OperatingRoutesTest.await(() -> other.call("GET", "/threads", bearer("second"), null).status() == 200);
            assertEquals(401, other.call("GET", "/threads", bearer("first"), null).status());
            Files.writeString(file, "this is not a line of keys\n");
            assertEquals(200, other.call("GET", "/threads", bearer("third"), null).status());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"alice", "alice 1234", "alice zz", "alice %s root", "%s alice", "alice %s group:",
        "alice %s group:hr admin"})
    void aFaultyKeyFileIsNamedAtStartWithItsLine(String line, @TempDir Path folder) throws Exception {
        Path file = folder.resolve("keys");
        Files.writeString(file, "# fine\n" + line.replace("%s", hash("x")) + "\n");
        IllegalStateException thrown = assertThrows(IllegalStateException.class, () -> new ApiKeys(file));
        assertTrue(thrown.getMessage().contains("Line 2"), thrown.getMessage());
        assertFalse(thrown.getMessage().contains(hash("x")));
        assertThrows(IllegalStateException.class, () -> new ApiKeys(folder.resolve("none")));
    }

    @Test
    void groupsStandBehindTheKey(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("keys");
        Files.writeString(file, "anna " + hash("anna-key") + " admin group:hr group:/staff/north\n"
                + "dan " + hash("dan-key") + " group:hr\neve " + hash("eve-key") + "\n");
        try (ServerFixture other = ServerFixture.start(folder, Map.of("RILL_AUTH_KEYS", file.toString()))) {
            assertEquals("[\"/staff/north\",\"hr\"]", groups(other, "anna-key"));
            assertEquals("[\"hr\"]", groups(other, "dan-key"));
            assertEquals("[]", groups(other, "eve-key"));
        }
    }

    private static String groups(ServerFixture server, String key) {
        return server.call("GET", "/session", bearer(key), null).json().get("groups").toString();
    }

    private static void assertSame(String path, String method, String body) {
        Map<String, String> bob = body == null ? bearer("bob-key")
                : Map.of("Authorization", "Bearer bob-key", "Content-Type", "application/json");
        RawHttp.Response others = server.call(method, path.formatted("private"), bob, body);
        RawHttp.Response unknown = server.call(method, path.formatted("unknown"), bob, body);
        assertEquals(404, others.status());
        assertEquals(unknown.text().replace("unknown", "private"), others.text());
    }

    private static String path(Route route) {
        return route.pattern().replace("{path+}", "a/b.md").replaceAll("\\{\\w+}", "x");
    }

    private static Map<String, String> bearer(String key) {
        return Map.of("Authorization", "Bearer " + key);
    }

    private static String hash(String key) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256")
                    .digest(key.getBytes(StandardCharsets.UTF_8)));
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
