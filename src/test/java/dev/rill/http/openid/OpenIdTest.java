package dev.rill.http.openid;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import dev.rill.server.KeyFile;
import dev.rill.server.Polling;
import dev.rill.server.TestServer;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Signing in at a provider, and all that can come back from there. */
class OpenIdTest {
    private static HttpClient client;
    private static FakeProvider provider;
    private static TestServer server;

    @BeforeAll
    static void start(@TempDir Path folder) throws Exception {
        client = HttpClient.newHttpClient();
        provider = FakeProvider.start();
        Map<String, String> settings = new HashMap<>(provider.settings());
        settings.put("RILL_AUTH_KEYS", KeyFile.write(folder, "ben ben-key").toString());
        settings.put("RILL_TRUSTED_PROXIES", "127.0.0.1");
        settings.put("RILL_ALLOWED_HOSTS", "127.0.0.1, localhost, chat.example");
        server = TestServer.start(settings);
    }

    @AfterAll
    static void stop() {
        server.close();
        provider.close();
        client.close();
    }

    @BeforeEach
    void faultless() {
        provider.claims = _ -> { };
        provider.tokens = _ -> { };
        provider.description = _ -> { };
        provider.tokenStatus = 200;
    }

    @Test
    void whoComesBackIsSignedInWhereTheyWereWithNameAndGroups() throws Exception {
        provider.claims = claims -> claims.claim("groups", List.of("hr", "staff"));
        FakeBrowser browser = browser();
        Map<String, String> asked = browser.leave("/#/t/t1");
        assertEquals(List.of("code", "rill", "openid profile email", "S256", "a"), List.of(asked.get("response_type"),
                asked.get("client_id"), asked.get("scope"), asked.get("code_challenge_method"), asked.get("tenant")));
        String redirect = "http://127.0.0.1:" + server.port() + "/session/callback";
        assertEquals(redirect, asked.get("redirect_uri"));
        String attempt = "rill_login_" + asked.get("state").substring(0, 8);
        assertTrue(browser.lines.get(attempt).matches(attempt
                + "=[A-Za-z0-9_-]+; Path=/session; Max-Age=600; HttpOnly; SameSite=Lax"), browser.lines.toString());
        assertFalse(browser.lines.toString().contains(asked.get("nonce")));

        assertEquals("/?sign-in=done#/t/t1", browser.comeBack("code=c%2B1&state=" + asked.get("state")));
        assertTrue(browser.lines.get("rill_session").matches(
                "rill_session=[A-Za-z0-9_-]{43}; Max-Age=2592000; HttpOnly; SameSite=Strict; Path=/"));
        assertFalse(browser.cookies.containsKey(attempt));
        Map<String, String> sent = provider.exchanges.getLast();
        assertEquals(List.of("authorization_code", "c+1", redirect),
                List.of(sent.get("grant_type"), sent.get("code"), sent.get("redirect_uri")));
        assertEquals(asked.get("code_challenge"), Base64.getUrlEncoder().withoutPadding().encodeToString(
                MessageDigest.getInstance("SHA-256").digest(sent.get("code_verifier").getBytes(
                        StandardCharsets.US_ASCII))));
        assertEquals("Basic " + Base64.getEncoder().encodeToString("rill:s%3Acret".getBytes(StandardCharsets.UTF_8)),
                sent.get("Authorization"));

        JsonNode session = JsonMapper.shared().readTree(browser.call("GET", "/session").body());
        assertEquals("u-17", session.get("user").stringValue());
        assertEquals("Anna Ärmel", session.get("name").stringValue());
        assertEquals("[\"hr\",\"staff\"]", session.get("groups").toString());
        assertEquals(200, browser.call("GET", "/threads").statusCode());
    }

    @Test
    void whoSignsOutIsSentToTheProviderToo() throws Exception {
        FakeBrowser browser = browser();
        browser.signIn();
        String token = browser.cookies.get("rill_id_token");
        HttpResponse<String> out = browser.call("DELETE", "/session");
        assertEquals(200, out.statusCode());
        String location = JsonMapper.shared().readTree(out.body()).get("signOutAt").stringValue();
        assertEquals(provider.issuer() + "/logout", location.substring(0, location.indexOf('?')));
        assertEquals(Map.of("client_id", "rill", "id_token_hint", token, "post_logout_redirect_uri",
                "http://127.0.0.1:" + server.port() + "/"),
                FakeProvider.query(location.substring(location.indexOf('?') + 1)));
        assertEquals(Map.of(), browser.cookies);
        assertEquals(401, browser.call("GET", "/threads").statusCode());
    }

    @Test
    void aTokenThatIsNotForThisSignInIsRefused() throws Exception {
        Instant now = Instant.now();
        Map<String, Consumer<JWTClaimsSet.Builder>> wrong = new HashMap<>(Map.of(
                "issuer", c -> c.issuer("https://other.example"), "audience", c -> c.audience("other"),
                "party", c -> c.audience(List.of("rill", "other")),
                "another party", c -> c.claim("azp", "other"),
                "expired", c -> c.expirationTime(Date.from(now.minusSeconds(120))),
                "endless", c -> c.expirationTime(null),
                "of the future", c -> c.issueTime(Date.from(now.plusSeconds(600))),
                "nonce", c -> c.claim("nonce", "other"), "no nonce", c -> c.claim("nonce", null),
                "hash", c -> c.claim("at_hash", "AAAA")));
        wrong.put("not yet", c -> c.notBeforeTime(Date.from(now.plusSeconds(600))));
        wrong.put("nobody", c -> c.subject(null));
        for (var each : wrong.entrySet()) {
            provider.claims = each.getValue();
            assertRefused("not-genuine", each.getKey());
        }
        provider.claims = claims -> claims.issueTime(Date.from(now.plusSeconds(30)))
                .expirationTime(Date.from(now.minusSeconds(30))).audience(List.of("rill", "other")).claim("azp", "rill")
                .claim("at_hash", halfHash("access"));
        assertEquals("/?sign-in=done", browser().signIn(), "clocks may differ a little");
    }

    @Test
    void aTokenThatTheProviderDidNotSignIsRefusedAndItsNewKeyIsNot() throws Exception {
        var own = provider.signing;
        try {
            provider.signing = FakeProvider.newKey("k1");
            assertRefused("not-genuine", "another's key");
            provider.signing = FakeProvider.newKey("k2");
            provider.published = provider.signing;
            assertEquals("/?sign-in=done", browser().signIn());
        } finally {
            provider.signing = own;
            provider.published = own;
        }
        provider.tokens = told -> told.put("id_token", new PlainJWT(new JWTClaimsSet.Builder().subject("u-17")
                .build()).serialize());
        assertRefused("not-genuine", "no signature");
        provider.tokens = told -> told.put("id_token", "x.y.z");
        assertRefused("not-genuine", "no token");
        provider.tokens = told -> told.put("id_token", told.get("id_token").stringValue() + "A".repeat(70_000));
        assertRefused("too-large", "a huge token");
        provider.tokens = told -> told.put("more", "x".repeat(300_000));
        assertRefused("provider-unavailable", "a huge answer");
        provider.tokens = told -> told.remove("id_token");
        assertRefused("provider-refused", "none");
    }

    @Test
    void whatTheProviderRefusesIsTold() throws Exception {
        provider.tokenStatus = 400;
        provider.tokens = told -> told.removeAll().put("error", "invalid_grant");
        assertRefused("not-genuine", "a code that was used");
        provider.tokens = told -> told.removeAll().put("error", "invalid_client");
        assertRefused("provider-refused", "a wrong secret");
        provider.tokenStatus = 503;
        assertRefused("provider-unavailable", "503");
    }

    @ParameterizedTest
    @CsvSource({"access_denied,denied", "login_required,denied", "server_error,provider-unavailable",
        "invalid_scope,provider-refused", "unheard_of%0A,provider-refused"})
    void anErrorInPlaceOfACodeIsTold(String error, String code) throws Exception {
        FakeBrowser browser = browser();
        String state = browser.leave("/#/monitor").get("state");
        assertEquals("/?sign-in=" + code + "#/monitor", browser.comeBack("error=" + error
                + "&error_description=because&state=" + state));
        assertFalse(browser.cookies.containsKey("rill_session"));
    }

    @Test
    void whoDidNotBeginHereOrHasFinishedIsNotSignedIn() throws Exception {
        FakeBrowser browser = browser();
        Map<String, String> asked = browser.leave("/#/t/t1");
        String state = asked.get("state");
        int before = provider.exchanges.size();
        FakeBrowser victim = browser();
        victim.leave("/");
        for (String query : List.of("code=c&state=" + state, "code=c", "code=c&state=", "state=%00", "",
                "code=c&state=" + state.substring(0, 8))) {
            HttpResponse<String> response = victim.call("GET", "/session/callback?" + query);
            assertTrue(response.statusCode() == 400
                    || FakeBrowser.where(response).equals("/?sign-in=not-begun"), query + response);
        }
        Map<String, String> kept = new HashMap<>(browser.cookies);
        browser.cookies.replaceAll((_, value) -> value.substring(0, value.length() - 2) + "AA");
        assertEquals("/?sign-in=not-begun", browser.comeBack("code=c&state=" + state));
        assertEquals(before, provider.exchanges.size(), "none of these is worth a request");
        browser.cookies.putAll(kept);
        provider.nonce = asked.get("nonce");
        assertEquals("/?sign-in=done#/t/t1", browser.comeBack("code=c&state=" + state));
        browser.cookies.putAll(kept);
        assertEquals("/?sign-in=not-begun#/t/t1", browser.comeBack("code=c&state=" + state));
        assertEquals(before + 1, provider.exchanges.size());
    }

    @Test
    void lookingAtTheCallbackFinishesNothing() throws Exception {
        FakeBrowser browser = browser();
        String state = browser.leave("/").get("state");
        assertEquals("/", FakeBrowser.where(browser.call("HEAD", "/session/callback?code=c&state=" + state)));
        assertEquals("/?sign-in=done", browser.comeBack("code=c&state=" + state));
    }

    @Test
    void theAnswerOfAnotherProviderIsRefused() throws Exception {
        FakeBrowser browser = browser();
        assertEquals("/?sign-in=not-genuine", browser.comeBack("code=c&iss=https://evil.example&state="
                + browser.leave("/").get("state")));
        assertEquals("/?sign-in=done", browser.comeBack("code=c&iss=" + provider.issuer() + "&state="
                + browser.leave("/").get("state")));
    }

    @Test
    void severalTabsSignInAtOnceAndThoseLeftOpenDoNotPileUp() throws Exception {
        FakeBrowser browser = browser();
        String first = browser.leave("/#/t/a").get("state");
        Map<String, String> second = browser.leave("/#/t/b");
        assertEquals("/?sign-in=done#/t/b", browser.comeBack("code=c&state=" + second.get("state")));
        provider.nonce = "";
        assertEquals("/?sign-in=not-genuine#/t/a", browser.comeBack("code=c&state=" + first));
        for (int i = 0; i < 12; i++) {
            browser.leave("/");
        }
        assertTrue(browser.cookies.keySet().stream().filter(name -> name.startsWith("rill_login_")).count() <= 6);
    }

    @ParameterizedTest
    @ValueSource(strings = {"//evil.example", "/\\evil.example", "https://evil.example", "evil", "/\tx", "/a\\b", "/ü",
        "/\n/x"})
    void theWayBackLeadsToThisOriginAlone(String to) throws Exception {
        HttpResponse<String> response = browser().call("GET", "/session/login?to="
                + java.net.URLEncoder.encode(to, StandardCharsets.UTF_8));
        assertEquals(400, response.statusCode());
        assertTrue(response.body().contains("path of this server"), response.body());
    }

    @Test
    void behindAProxyTheProviderIsToldWhatTheBrowserSees() throws Exception {
        FakeBrowser browser = new FakeBrowser(client, provider, server.port(),
                Map.of("X-Forwarded-Proto", "https", "X-Forwarded-Host", "chat.example"));
        Map<String, String> asked = browser.leave("/");
        assertEquals("https://chat.example/session/callback", asked.get("redirect_uri"));
        browser.comeBack("code=c&state=" + asked.get("state"));
        assertTrue(browser.lines.get("rill_session").endsWith("SameSite=Strict; Secure; Path=/"));
        FakeBrowser port = new FakeBrowser(client, provider, server.port(),
                Map.of("X-Forwarded-Host", "chat.example", "X-Forwarded-Port", "8443", "X-Forwarded-Proto", "https"));
        assertEquals("https://chat.example:8443/session/callback", port.leave("/").get("redirect_uri"));
    }

    @Test
    void aPublicUrlSaysWhereThePageIsAndItsCookiesToo(@TempDir Path folder) throws Exception {
        Map<String, String> settings = new HashMap<>(provider.settings());
        settings.put("RILL_PUBLIC_URL", "https://house.example/rill/");
        try (TestServer below = TestServer.startIn(folder, settings)) {
            FakeBrowser browser = new FakeBrowser(client, provider, below.port(), Map.of());
            Map<String, String> asked = browser.leave("/rill/#/");
            assertEquals("https://house.example/rill/session/callback", asked.get("redirect_uri"));
            assertEquals("/rill/?sign-in=done#/", browser.comeBack("code=c&state=" + asked.get("state")));
            assertTrue(browser.lines.get("rill_session").endsWith("Secure; Path=/rill"));
            assertTrue(browser.lines.get("rill_id_token").contains("; Path=/rill/session;"));
            assertEquals("/rill/?sign-in=not-begun", browser.comeBack("code=c&state=x"));
        }
    }

    @Test
    void aSessionOutlivesARestartAndNotItsProvider(@TempDir Path folder) throws Exception {
        provider.claims = claims -> claims.claim("groups", List.of("hr"));
        FakeBrowser browser;
        try (TestServer first = TestServer.startIn(folder, provider.settings())) {
            browser = new FakeBrowser(client, provider, first.port(), Map.of());
            browser.signIn();
        }
        assertFalse(Files.readString(folder.resolve("data/sessions")).contains(browser.cookies.get("rill_session")));
        try (TestServer again = TestServer.startIn(folder, provider.settings())) {
            String session = with(browser, again).call("GET", "/session").body();
            assertTrue(session.contains("Anna Ärmel") && session.contains("[\"hr\"]"), session);
        }
        Map<String, String> other = new HashMap<>(provider.settings());
        other.put("RILL_OPENID_ISSUER", "https://other.example");
        try (TestServer moved = TestServer.startIn(folder, other)) {
            assertEquals(401, with(browser, moved).call("GET", "/session").statusCode());
        }
    }

    @Test
    void anAddressNamesAUserWhereItIsVerified(@TempDir Path folder) throws Exception {
        Map<String, String> settings = new HashMap<>(provider.settings());
        settings.put("RILL_OPENID_USER_CLAIM", "email");
        try (TestServer mailing = TestServer.startIn(folder, settings)) {
            FakeBrowser browser = new FakeBrowser(client, provider, mailing.port(), Map.of());
            assertEquals("/?sign-in=no-user", browser.signIn());
            provider.claims = claims -> claims.claim("email_verified", false);
            assertEquals("/?sign-in=no-user", browser.signIn());
            provider.claims = claims -> claims.claim("email_verified", true);
            assertEquals("/?sign-in=done", browser.signIn());
            assertTrue(browser.call("GET", "/session").body().contains("\"user\":\"anna@house.example\""));
        }
    }

    @Test
    void aProviderThatIsDownKeepsNobodyOutButThoseWhoSignInThere(@TempDir Path folder) throws Exception {
        try (FakeProvider own = FakeProvider.start()) {
            own.failing = true;
            Map<String, String> settings = new HashMap<>(own.settings());
            settings.put("RILL_AUTH_KEYS", KeyFile.write(folder, "ben ben-key").toString());
            try (TestServer alone = TestServer.startIn(folder, settings)) {
                FakeBrowser browser = new FakeBrowser(client, own, alone.port(), Map.of());
                assertEquals("/?sign-in=provider-unavailable#/t/a",
                        FakeBrowser.where(browser.call("GET", "/session/login?to=/%23/t/a")));
                assertEquals(200, new FakeBrowser(client, own, alone.port(), Map.of("Authorization", "Bearer ben-key"))
                        .call("GET", "/threads").statusCode());
                own.failing = false;
                own.description = told -> told.put("issuer", "https://other.example");
                List<String> seen = new ArrayList<>();
                Polling.until(() -> location(browser, seen).startsWith("/?sign-in=provider-unavailable"));
                own.description = told -> told.put("issuer", own.issuer() + "/");
                Polling.until(() -> location(browser, seen).startsWith(own.issuer()));
            }
        }
    }

    private static String location(FakeBrowser browser, List<String> seen) {
        try {
            seen.add(FakeBrowser.where(browser.call("GET", "/session/login")));
            return seen.getLast();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static FakeBrowser with(FakeBrowser other, TestServer there) {
        FakeBrowser browser = new FakeBrowser(client, provider, there.port(), Map.of());
        browser.cookies.putAll(other.cookies);
        return browser;
    }

    private static String halfHash(String accessToken) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(accessToken.getBytes(StandardCharsets.US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(java.util.Arrays.copyOf(hash, 16));
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    private static void assertRefused(String code, String what) throws Exception {
        FakeBrowser browser = browser();
        assertEquals("/?sign-in=" + code, browser.signIn(), what);
        assertFalse(browser.cookies.containsKey("rill_session"), what);
        assertEquals(401, browser.call("GET", "/threads").statusCode(), what);
    }

    private static FakeBrowser browser() {
        return new FakeBrowser(client, provider, server.port(), Map.of());
    }
}
