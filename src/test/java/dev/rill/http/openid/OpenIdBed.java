package dev.rill.http.openid;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.rill.server.KeyFile;
import dev.rill.server.TestServer;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A server where people sign in at a provider, and their browsers. */
abstract class OpenIdBed {

    static HttpClient client;
    static FakeProvider provider;
    static TestServer server;

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

    static void assertRefused(String code, String what) throws Exception {
        FakeBrowser browser = browser();
        assertEquals("/?sign-in=" + code, browser.signIn(), what);
        assertFalse(browser.cookies.containsKey("rill_session"), what);
        assertEquals(401, browser.call("GET", "/threads").statusCode(), what);
    }

    static FakeBrowser browser() {
        return new FakeBrowser(client, provider, server.port(), Map.of());
    }
}
