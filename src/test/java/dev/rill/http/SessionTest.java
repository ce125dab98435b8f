package dev.rill.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Signing in to the page and out of it, and what a session's cookie is good for. */
class SessionTest {
    private static final OpenApiContract CONTRACT = new OpenApiContract();
    private static final Map<String, String> OWN = Map.of("Sec-Fetch-Site", "same-origin");

    @TempDir
    Path folder;
    private Path keys;
    private ServerFixture server;

    @BeforeEach
    void start() throws IOException {
        keys = folder.resolve("keys.txt");
        Files.writeString(keys, "alice " + hash("alice-key") + "\nalice " + hash("alice-second") + "\nroot "
                + hash("root-key") + " admin\nprometheus " + hash("scrape-key") + " metrics\n");
        server = start(Map.of());
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private ServerFixture start(Map<String, String> settings) throws IOException {
        Map<String, String> all = new HashMap<>(Map.of("RILL_AUTH_KEYS", keys.toString(),
                "RILL_DATA", folder.resolve("data").toString()));
        all.putAll(settings);
        return ServerFixture.start(folder, all);
    }

    @Test
    void aKeyIsExchangedForACookieThatOpensTheApiUntilItIsEnded() {
        RawHttp.Response begun = signIn("root-key");
        CONTRACT.assertResponse("POST", "/session", begun);
        assertEquals("root", begun.json().get("user").stringValue());
        assertEquals("admin", begun.json().get("role").stringValue());
        String cookie = cookie(begun);

        RawHttp.Response told = server.call("GET", "/session", page(cookie), null);
        CONTRACT.assertResponse("GET", "/session", told);
        assertEquals(begun.json(), told.json());
        assertEquals(200, server.call("GET", "/threads", page(cookie), null).status());

        RawHttp.Response ended = server.call("DELETE", "/session", page(cookie), null);
        CONTRACT.assertResponse("DELETE", "/session", ended);
        assertEquals(204, ended.status());
        assertTrue(ended.headers().get("set-cookie").startsWith("rill_session=; Max-Age=0;"), ended.toString());
        for (String method : List.of("GET", "DELETE")) {
            RawHttp.Response after = server.call(method, "/session", page(cookie), null);
            assertEquals(401, after.status());
            CONTRACT.assertResponse(method, "/session", after);
        }
    }

    @Test
    void theCookieIsForTheBrowserAloneAndForTheFolderOfTheRoute() {
        String cookie = signIn("alice-key").headers().get("set-cookie");
        assertTrue(cookie.matches("rill_session=[A-Za-z0-9_-]{43}; Max-Age=2592000; HttpOnly; SameSite=Strict"),
                cookie);
    }

    @Test
    void overTlsTheCookieTravelsByTlsOnly() throws IOException {
        server.close();
        server = start(Map.of("RILL_TRUSTED_PROXIES", "127.0.0.1", "RILL_ALLOWED_HOSTS", "chat.example"));
        Map<String, String> proxied = new HashMap<>(Map.of("Host", "chat.example", "X-Forwarded-Proto", "https",
                "Sec-Fetch-Site", "same-origin", "Authorization", "Bearer alice-key"));
        assertTrue(server.call("POST", "/session", proxied, null).headers().get("set-cookie").endsWith("; Secure"));
        proxied.put("X-Forwarded-Proto", "http");
        assertFalse(server.call("POST", "/session", proxied, null).headers().get("set-cookie").contains("Secure"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            same-origin | -                       | -   | 200
            same-origin | http://localhost:{port} | -   | 200
            -           | http://localhost:{port} | -   | 200
            -           | -                       | yes | 200
            -           | -                       | -   | 401
            same-site   | -                       | yes | 401
            cross-site  | -                       | yes | 401
            none        | -                       | -   | 401
            cross-site  | https://friend.example  | yes | 401
            -           | https://friend.example  | yes | 401
            -           | https://evil.example    | yes | 403
            """)
    void theCookieCountsForTheServersOwnPageOnly(String site, String origin, String own, int status)
            throws IOException {
        server.close();
        server = start(Map.of("RILL_CORS_ORIGINS", "https://friend.example"));
        Map<String, String> headers = new HashMap<>();
        headers.put("Cookie", cookie(signIn("alice-key")));
        put(headers, "Sec-Fetch-Site", site);
        put(headers, "Origin", origin == null ? null : origin.replace("{port}", Integer.toString(server.port())));
        put(headers, "X-Rill-Page", own);
        RawHttp.Response response = server.call("GET", "/threads", headers, null);
        assertEquals(status, response.status());
        assertNull(response.headers().get("access-control-allow-credentials"));
        headers.put("Content-Type", "application/json");
        assertEquals(status == 200 ? 201 : status, server.call("POST", "/threads", headers, "{}").status());
        headers.remove("Cookie");
        headers.put("Authorization", "Bearer alice-key");
        assertEquals(status == 200 ? 201 : 403, server.call("POST", "/session", headers, null).status());
    }

    @Test
    void credentialsThatAreSentCountAloneAlsoWhereTheyAreWrong() {
        String cookie = cookie(signIn("alice-key"));
        Map<String, String> both = page(cookie);
        both.put("Authorization", "Bearer root-key");
        RawHttp.Response told = server.call("GET", "/session", both, null);
        assertEquals("root", told.json().get("user").stringValue());
        assertFalse(told.json().get("signedIn").booleanValue());
        both.put("Authorization", "Bearer wrong");
        assertEquals(401, server.call("GET", "/session", both, null).status());
    }

    @Test
    void amongOtherCookiesAndOldOnesTheRightOneIsFound() {
        String cookie = cookie(signIn("alice-key"));
        assertEquals(200, server.call("GET", "/threads", page("a=b; rill_session=old;  " + cookie + "; c"), null)
                .status());
        for (String wrong : List.of("rill_session=", "rill_session", "rill_session=" + "x".repeat(5000),
                "xrill_session="
                + cookie.substring(13), cookie + "x", "rill_session=" + hash("alice-key"), ";;=;")) {
            assertEquals(401, server.call("GET", "/threads", page(wrong), null).status(), wrong);
        }
    }

    @Test
    void aSessionOutlivesARestart() throws IOException {
        String kept = cookie(signIn("alice-key"));
        String ended = cookie(signIn("alice-key"));
        server.call("DELETE", "/session", page(ended), null);
        server.close();
        String file = Files.readString(folder.resolve("data/sessions"));
        assertFalse(file.contains(kept.substring("rill_session=".length())), "the file holds what opens the server");
        server = start(Map.of());
        assertEquals(200, server.call("GET", "/threads", page(kept), null).status());
        assertEquals(401, server.call("GET", "/threads", page(ended), null).status());
    }

    @Test
    void aSessionEndsWithItsKeyAndNotWithAnothersOfItsUser() throws Exception {
        String first = cookie(signIn("alice-key"));
        String second = cookie(signIn("alice-second"));
        Files.writeString(keys, "alice " + hash("alice-second") + " admin\n");
        OperatingRoutesTest.await(() -> server.call("GET", "/threads", page(first), null).status() == 401);
        RawHttp.Response told = server.call("GET", "/session", page(second), null);
        assertEquals("admin", told.json().get("role").stringValue());
    }

    @Test
    void aSessionOfATokenEndsWithTheTokensTimeAndWithTokensAsSuch() throws Exception {
        server.close();
        try (TokenIssuer issuer = TokenIssuer.start()) {
            Map<String, String> settings = new HashMap<>(issuer.settings());
            server = start(settings);
            Instant end = Instant.ofEpochSecond(Instant.now().plusSeconds(1800).getEpochSecond());
            RawHttp.Response begun = signIn(issuer.token(claims -> claims.expirationTime(Date.from(end))
                    .claim("groups", List.of("hr", "North & South"))));
            assertEquals(end, Instant.parse(begun.json().get("expiresAt").stringValue()));
            assertEquals(200, server.call("GET", "/threads", page(cookie(begun)), null).status());
            server.close();
            server = start(settings);
            assertEquals("[\"North & South\",\"hr\"]", server.call("GET", "/session", page(cookie(begun)), null).json()
                    .get("groups").toString(), "groups hold over a restart");
            server.close();
            server = start(Map.of());
            assertEquals(401, server.call("GET", "/threads", page(cookie(begun)), null).status());
        }
    }

    @Test
    void aUsersOldestSessionGivesWay() {
        String first = cookie(signIn("alice-key"));
        String other = cookie(signIn("root-key"));
        for (int i = 0; i < 20; i++) {
            signIn("alice-key");
        }
        assertEquals(401, server.call("GET", "/threads", page(first), null).status());
        assertEquals(200, server.call("GET", "/threads", page(other), null).status());
    }

    @Test
    void signingInAgainEndsTheSessionThatWas() {
        String before = cookie(signIn("alice-key"));
        Map<String, String> again = page(before);
        assertEquals(200, server.call("POST", "/session", again, null).status());
        again.put("Authorization", "Bearer root-key");
        // beside credentials the cookie does not say who asks, but it is what is replaced
        String after = cookie(server.call("POST", "/session", again, null));
        assertEquals(401, server.call("GET", "/threads", page(before), null).status());
        assertEquals(200, server.call("GET", "/threads", page(after), null).status());
    }

    @Test
    void aWrongKeyAndOneThatOnlyScrapesBeginNothing() {
        for (String key : List.of("wrong", "", hash("alice-key"))) {
            RawHttp.Response response = signIn(key);
            assertEquals(401, response.status());
            assertNull(response.headers().get("set-cookie"));
        }
        RawHttp.Response scraper = signIn("scrape-key");
        assertEquals(403, scraper.status());
        assertNull(scraper.headers().get("set-cookie"));
    }

    @Test
    void whoGuessesKeysIsHeldUpForAMinuteAndWhoIsSignedInIsNot() {
        String cookie = cookie(signIn("alice-key"));
        for (int i = 0; i < 60; i++) {
            assertEquals(401, signIn("the same wrong one").status());
        }
        for (int i = 1; i < 30; i++) {
            assertEquals(401, server.call("GET", "/threads", Map.of("Authorization", "Bearer guess" + i), null)
                    .status());
        }
        RawHttp.Response refused = signIn("alice-key");
        CONTRACT.assertResponse("POST", "/session", refused);
        assertEquals(429, refused.status());
        assertTrue(Integer.parseInt(refused.headers().get("retry-after")) <= 60);
        assertEquals(429, server.call("GET", "/threads", Map.of("Authorization", "Bearer alice-key"), null).status());
        assertEquals(200, server.call("GET", "/threads", page(cookie), null).status());
    }

    @Test
    void whereUsersAreNotKnownThereIsNothingToSignInTo() throws IOException {
        try (ServerFixture open = ServerFixture.start(folder.resolve("open"))) {
            for (String method : List.of("GET", "POST")) {
                RawHttp.Response told = open.call(method, "/session", OWN, null);
                CONTRACT.assertResponse(method, "/session", told);
                assertEquals("{\"signedIn\":false}", told.text());
                assertNull(told.headers().get("set-cookie"));
            }
            assertEquals(204, open.call("DELETE", "/session", OWN, null).status());
        }
    }

    @Test
    void whereTheFileCannotBeWrittenASessionHoldsUntilTheEnd() throws IOException {
        Files.createDirectories(folder.resolve("data/sessions.next/in-the-way"));
        String cookie = cookie(signIn("alice-key"));
        assertEquals(200, server.call("GET", "/threads", page(cookie), null).status());
    }

    private RawHttp.Response signIn(String key) {
        Map<String, String> headers = new HashMap<>(OWN);
        headers.put("Authorization", "Bearer " + key);
        return server.call("POST", "/session", headers, null);
    }

    private static Map<String, String> page(String cookie) {
        Map<String, String> headers = new HashMap<>(OWN);
        headers.put("Cookie", cookie);
        return headers;
    }

    private static String cookie(RawHttp.Response response) {
        assertEquals(201, response.status(), response.text());
        return response.headers().get("set-cookie").split(";")[0];
    }

    private static void put(Map<String, String> headers, String name, String value) {
        if (value != null) {
            headers.put(name, value);
        }
    }

    private static String hash(String key) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256")
                    .digest(key.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
