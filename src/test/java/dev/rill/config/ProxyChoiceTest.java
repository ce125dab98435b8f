package dev.rill.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which requests go through which proxy. */
class ProxyChoiceTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", value = {
        "HTTPS_PROXY=http://p.example:3128                              | https://api.example/v1 | p.example:3128",
        "https_proxy=http://p.example:3128                              | https://api.example/v1 | p.example:3128",
        "HTTPS_PROXY=http://a.example:1;https_proxy=http://b.example:2  | https://api.example/v1 | a.example:1",
        "HTTPS_PROXY=;https_proxy=http://b.example:2                    | https://api.example/v1 | b.example:2",
        "HTTPS_PROXY=http://p.example:3128                              | http://api.example/v1  | -",
        "HTTP_PROXY=http://p.example:3128                               | http://api.example/v1  | p.example:3128",
        "HTTP_PROXY=http://p.example:3128                               | https://api.example/v1 | -",
        "ALL_PROXY=http://p.example:3128                                | https://api.example/v1 | p.example:3128",
        "all_proxy=p.example:3128                                       | http://api.example/v1  | p.example:3128",
        "HTTPS_PROXY=p.example                                          | https://api.example/v1 | p.example:80",
        "HTTPS_PROXY=http://[2001:db8::1]:8080/                         | https://api.example/v1 | [2001:db8::1]:8080",
        "RILL_PROXY=http://r.example:9;HTTPS_PROXY=http://p.example:1   | https://api.example/v1 | r.example:9",
        "RILL_PROXY=http://r.example:9                                  | http://api.example/v1  | r.example:9",
        "RILL_PROXY=off;HTTPS_PROXY=http://p.example:1                  | https://api.example/v1 | -",
        "RILL_PROXY=Off;HTTPS_PROXY=socks5://p.example:1                | https://api.example/v1 | -",
        "RILL_PROXY=http://r.example:9;NO_PROXY=api.example             | https://api.example/v1 | -",
        "RILL_PROXY=http://r.example:9;NO_PROXY=api.example;RILL_NO_PROXY=x | https://api.example/v1 | r.example:9",
        "HTTPS_PROXY=http://p.example:1;NO_PROXY=other;no_proxy=api.example | https://api.example/v1 | p.example:1",
        "HTTPS_PROXY=http://p.example:1                                 | https://localhost/v1   | -",
        "HTTPS_PROXY=http://p.example:1                                 | https://127.0.0.9/v1   | -",
        "HTTPS_PROXY=http://p.example:1                                 | https://[::1]:99/v1    | -",
        "HTTPS_PROXY=http://127.0.0.1:1                                 | https://localhost/v1   | 127.0.0.1:1",
        "HTTPS_PROXY=http://localhost:1;NO_PROXY=localhost,127.0.0.1    | https://localhost/v1   | -",
        "HTTPS_PROXY=socks5://p.example:1;NO_PROXY=*                    | https://api.example/v1 | -",
        "HTTPS_PROXY=socks5://p.example:1                               | http://api.example/v1  | -"})
    void theVariablesAndTheSettingAreObeyed(String variables, String target, String through) {
        RillConfig config = assertInstanceOf(LoadedConfig.Loaded.class, load(variables, target)).config();
        assertEquals(Optional.ofNullable(through),
                config.network().proxyFor(URI.create(target)).map(HttpProxy::toString));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "HTTPS_PROXY=socks5://u:CANARY@p.example:1080 | HTTPS_PROXY holds a SOCKS proxy, which Rill does not speak",
        "all_proxy=socks5h://p.example:1080    | all_proxy holds a SOCKS proxy",
        "https_proxy=https://p.example:443     | https_proxy holds a proxy that is spoken to by TLS",
        "HTTPS_PROXY=http://p.example:99999    | HTTPS_PROXY holds something else",
        "HTTPS_PROXY=http://                   | HTTPS_PROXY holds something else",
        "HTTPS_PROXY=http://p.example/?CANARY  | HTTPS_PROXY holds something else",
        "RILL_PROXY=socks5://u:CANARY@p:1      | RILL_PROXY holds something else; allowed is http://host:port"})
    void whatIsNotSpokenIsSaidAtTheStartWithoutThePassword(String variables, String message) {
        List<String> errors =
                assertInstanceOf(LoadedConfig.Invalid.class, load(variables, "https://api.example/v1")).errors();
        assertEquals(1, errors.size(), errors::toString);
        assertTrue(errors.getFirst().startsWith(message), errors::toString);
        assertTrue(errors.getFirst().contains("off"), errors::toString);
        assertFalse(errors.getFirst().contains("CANARY"), errors::toString);
    }

    @ParameterizedTest
    @CsvSource({
        "example.com, api.example.com, true", "example.com, example.com, true", "example.com, notexample.com, false",
        ".example.com, api.example.com, true", ".example.com, example.com, false",
        "*.example.com, a.b.example.com, true", "*.example.com, example.com, false",
        "EXAMPLE.com, Api.Example.COM, true",
        "*, anything.example, true", "example.com:8443, example.com:8443, true", "example.com:8443, example.com, false",
        "example.com:443, example.com, true", "10.0.0.0/8, 10.9.9.9, true", "10.0.0.0/8, 11.0.0.1, false",
        "10.0.0.0/8, ten.example, false", "192.168.1.7, 192.168.1.7, true", "192.168.1.7, 192.168.1.70, false",
        "2001:db8::/32, [2001:db8:1::7], true", "[2001:db8::1], [2001:db8:0:0::1], true",
        "2001:db8::1, [2001:db8::1], true", "[2001:db8::1]:8443, [2001:db8::1]:8443, true",
        "'a.example, b.example', b.example, true", "'a.example b.example', b.example, true", "., example.com, false",
        "10.0.0.0/99, 10.0.0.1, false", "1.1.1, 8.1.1.1, false"})
    void exceptionsAreNamesDomainsAddressesAndRangesWithOrWithoutAPort(String exceptions, String host, boolean direct) {
        URI target = URI.create("https://" + host + "/v1");
        RillConfig config = assertInstanceOf(LoadedConfig.Loaded.class,
                load("HTTPS_PROXY=http://p.example:1;NO_PROXY=" + exceptions, target.toString())).config();
        assertEquals(direct, config.network().proxyFor(target).isEmpty());
    }

    @Test
    void userAndPasswordAreDecodedAndNeverPrinted() {
        HttpProxy proxy = HttpProxy.parse("http://us%40er:CANARY%3a+%C3%A4@p.example:3128").orElseThrow();
        assertEquals("us@er:CANARY:+ä", proxy.credentials().orElseThrow().reveal());
        assertEquals("p.example:3128", proxy.toString());
        RillConfig config = assertInstanceOf(LoadedConfig.Loaded.class,
                load("RILL_PROXY=http://u:CANARY@p.example:1", "https://api.example/v1")).config();
        assertFalse(config.toString().contains("CANARY"), config.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://u@p.example:1", "http://u:@p.example:1"})
    void aUserWithoutAPasswordHasAnEmptyOne(String url) {
        assertEquals(Optional.of("Basic dTo="), HttpProxy.parse(url).flatMap(HttpProxy::authorization));
    }

    private LoadedConfig load(String variables, String target) {
        Map<String, String> environment = new HashMap<>(Map.of("OPENAI_BASE_URL", target, "OPENAI_MODEL", "m"));
        for (String variable : variables.split(";")) {
            String[] parts = variable.split("=", 2);
            environment.put(parts[0], parts[1].strip());
        }
        return ConfigLoader.load(environment, folder);
    }
}
