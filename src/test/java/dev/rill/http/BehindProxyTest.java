package dev.rill.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a request looks like behind a proxy that sends these headers, and what a refusal says that it left out. */
class BehindProxyTest {
    private static ServerFixture trusting;
    private static ServerFixture wary;

    @BeforeAll
    static void start(@TempDir Path folder) throws IOException {
        trusting = ServerFixture.start(folder.resolve("a"), Map.of("RILL_ALLOWED_HOSTS", "chat.example,[2001:db8::1]",
                "RILL_TRUSTED_PROXIES", "127.0.0.0/8"));
        wary = ServerFixture.start(folder.resolve("b"), Map.of("RILL_ALLOWED_HOSTS", "chat.example,[2001:db8::1]"));
    }

    @AfterAll
    static void stop() {
        trusting.close();
        wary.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "https://chat.example       | Host: chat.example; X-Forwarded-Proto: https",
        "https://Chat.Example       | Host: chat.example; X-Forwarded-Proto: HTTPS",
        "https://chat.example       | Host: chat.example:443; X-Forwarded-Proto: https",
        "https://chat.example:8443  | Host: chat.example:8443; X-Forwarded-Proto: https",
        "https://chat.example:8443  | Host: chat.example; X-Forwarded-Proto: https; X-Forwarded-Port: 8443",
        "https://chat.example       | Host: chat.example:8443; X-Forwarded-Proto: https; X-Forwarded-Port: 443",
        "https://chat.example       | Host: chat.example; X-Forwarded-Proto: https; X-Forwarded-Port: 80",
        "https://chat.example       | Host: rill:8080; X-Forwarded-Host: chat.example; X-Forwarded-Proto: https",
        "https://chat.example       | Host: rill:8080; X-Forwarded-Host: evil.example, chat.example; "
        + "X-Forwarded-Proto: https",
        "https://chat.example       | Host: chat.example; X-Forwarded-Proto: https, http",
        "http://chat.example:8080   | Host: chat.example:8080",
        "https://chat.example       | Host: rill; Forwarded: for=192.0.2.1;proto=https;host=chat.example",
        "https://chat.example:8443  | Host: rill; Forwarded: for=unknown, For=\"[2001:db8::7]:4711\";Proto=https; "
        + "Forwarded: host=\"chat.example:8443\"",
        "https://[2001:db8::1]:8443 | Host: [2001:db8::1]:8443; X-Forwarded-Proto: https",
        "https://chat.example:8443  | Host: chat.example; Sec-Fetch-Site: same-origin",
        "https://chat.example       | Host: chat.example; Sec-Fetch-Site: same-origin"})
    void theOwnPageIsNotForeign(String origin, String headers) {
        RawHttp.Response response = call(trusting, origin, headers);
        assertEquals(200, response.status(), response.text());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "https://chat.example      | Host: chat.example | A proxy has to send X-Forwarded-Proto: https",
        "http://chat.example       | Host: chat.example; X-Forwarded-Proto: https | A proxy has to send "
        + "X-Forwarded-Proto: http:",
        "https://chat.example      | Host: chat.example; Forwarded: proto=https; X-Forwarded-For: 192.0.2.1 | "
        + "X-Forwarded-Proto: https",
        "https://chat.example:8443 | Host: chat.example; X-Forwarded-Proto: https | X-Forwarded-Port",
        "https://chat.example      | Host: rill:8080; X-Forwarded-Proto: https | X-Forwarded-Host",
        "https://chat.example      | Host: rill:8080; X-Forwarded-Host: rill | X-Forwarded-Host is no name of this "
        + "server",
        "https://evil.example      | Host: chat.example; Sec-Fetch-Site: same-origin | RILL_CORS_ORIGINS",
        "https://evil.example      | Host: chat.example; X-Forwarded-Proto: https | Pages of that origin may not call",
        "https://chat.example      | Host: chat.example; Sec-Fetch-Site: same-site | X-Forwarded-Proto",
        "null                      | Host: chat.example; Sec-Fetch-Site: cross-site | RILL_CORS_ORIGINS"})
    void aRefusalNamesTheHeaderThatIsMissing(String origin, String headers, String named) {
        RawHttp.Response response = call(trusting, origin, headers);
        assertEquals(403, response.status());
        assertTrue(response.json().get("detail").stringValue().contains(named), response.text());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "https://chat.example      | Host: chat.example; X-Forwarded-Proto: https | X-Forwarded-Proto counts where "
                + "RILL_TRUSTED_PROXIES",
        "https://chat.example      | Host: chat.example | X-Forwarded-Proto: https, and RILL_TRUSTED_PROXIES",
        "https://chat.example:8443 | Host: chat.example; X-Forwarded-Port: 8443 | RILL_TRUSTED_PROXIES",
        "https://chat.example      | Host: rill; X-Forwarded-Host: chat.example | X-Forwarded-Host counts where "
        + "RILL_TRUSTED_PROXIES",
        "https://chat.example      | Host: rill; Forwarded: host=chat.example;proto=https | Host is no name of this "
        + "server"})
    void aProxyThatIsNotTrustedIsSaidToBe(String origin, String headers, String named) {
        RawHttp.Response response = call(wary, origin, headers);
        assertEquals(403, response.status());
        assertTrue(response.json().get("detail").stringValue().contains(named), response.text());
    }

    private static RawHttp.Response call(ServerFixture server, String origin, String headers) {
        Map<String, String> all = new LinkedHashMap<>(Map.of("Origin", origin));
        for (String header : headers.replace("`", "").split("; ")) {
            String[] parts = header.split(": ", 2);
            // two lines of one header go as one, which means the same
            all.merge(parts[0], parts[1], (a, b) -> a + ", " + b);
        }
        return server.call("GET", "/threads", all, null);
    }
}
