package dev.rill.http.openid;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rill.server.KeyFile;
import dev.rill.server.Polling;
import dev.rill.server.TestServer;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Signing in at a provider, staying so, and signing out. */
class OpenIdTest extends OpenIdBed {

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
}
