package dev.rill.http.openid;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What may come back from a provider, or from elsewhere, and signs nobody in. */
class OpenIdRefusalsTest extends OpenIdBed {

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

    private static String halfHash(String accessToken) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(accessToken.getBytes(StandardCharsets.US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(java.util.Arrays.copyOf(hash, 16));
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
