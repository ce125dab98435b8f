package dev.rill.server.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rill.http.RawHttp;
import dev.rill.http.TokenIssuer;
import dev.rill.model.fake.Answer;
import dev.rill.model.fake.FakeModel;
import dev.rill.proxy.ProxyProgram;
import dev.rill.proxy.ReverseProxy;
import dev.rill.server.Polling;
import dev.rill.server.TestServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The whole server in a network that is left through a proxy only: whatever it asks of others goes that way. */
class OutboundProxyTest {

    @Test
    void modelsEmbeddingsAndKeysAreAllAskedThroughTheProxy() throws Exception {
        try (FakeModel model = FakeModel.start();
                TokenIssuer issuer = TokenIssuer.start();
                ReverseProxy proxy = ReverseProxy.start(ProxyProgram.APACHE, port -> """
                        Listen 127.0.0.1:%d
                        LogFormat "%%r" line
                        CustomLog access.log line
                        ProxyRequests On
                        """.formatted(port))) {
            model.models("only-one").byDefault(Answer.of("Hello"));
            Map<String, String> settings = new HashMap<>(issuer.settings());
            settings.putAll(Map.of("OPENAI_BASE_URL", model.baseUrl().toString(), "OPENAI_API_KEY", "CANARY-KEY",
                    "OPENAI_EMBEDDING_MODEL", "embedding", "HTTP_PROXY", "http://u:p@127.0.0.1:" + proxy.port(),
                    "RILL_SEARCH", "always"));
            try (TestServer server = TestServer.start(settings)) {
                RawHttp.Response answer = RawHttp.call(server.port(), "POST", "/chat",
                        Map.of("Content-Type", "application/json", "Authorization", "Bearer " + issuer.token(_ -> { })),
                        "{\"threadId\":\"t\",\"message\":\"How?\"}".getBytes(StandardCharsets.UTF_8));
                assertEquals(200, answer.status(), answer.text());
                Polling.until(() -> log(proxy).contains("/embeddings HTTP/1.1")); // of passages, in the background
            }
            for (String path : List.of("/models", "/chat/completions", "/jwks")) {
                Polling.until(() -> log(proxy).contains(path + " HTTP/1.1")); // written when the answer has gone
            }
            String asked = proxy.log();
            assertTrue(asked.lines().filter(line -> line.contains(" HTTP/1.1"))
                    .allMatch(line -> line.contains(" http://127.0.0.1:") || line.contains(" http://localhost:")),
                    asked);
        }
    }

    private static String log(ReverseProxy proxy) {
        try {
            return proxy.log();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
