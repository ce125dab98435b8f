package dev.rill.model.openai;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rill.config.HttpProxy;
import dev.rill.config.Secret;
import dev.rill.model.ModelFault;
import dev.rill.model.fake.Answer;
import dev.rill.model.fake.FakeModel;
import dev.rill.model.transport.SocketHttpClient;
import dev.rill.proxy.Certificate;
import dev.rill.proxy.ProxyProgram;
import dev.rill.proxy.ReverseProxy;
import dev.rill.server.Polling;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Model servers behind a real proxy of a company's network that asks for a user and password. */
class ThroughProxyTest {
    private static final String PASSWORD = "CANARY:ä@";

    @TempDir
    private static Path folder;
    private static SSLContext tls;
    private static FakeModel secure;
    private static FakeModel plain;
    private static ReverseProxy proxy;

    @BeforeAll
    static void start() throws Exception {
        tls = Certificate.make(folder, "model.example").context();
        secure = FakeModel.serve(tls.getServerSocketFactory().createServerSocket(), 0, "https");
        plain = FakeModel.start();
        byte[] sha = MessageDigest.getInstance("SHA-1").digest(PASSWORD.getBytes(StandardCharsets.UTF_8));
        Path users = Files.writeString(folder.resolve("users"), "ann:{SHA}" + Base64.getEncoder().encodeToString(sha));
        users.toFile().setReadable(true, false);
        folder.toFile().setExecutable(true, false);
        proxy = ReverseProxy.start(ProxyProgram.APACHE, port -> """
                Listen 127.0.0.1:%d
                LogFormat "%%r|%%{Authorization}i" line
                CustomLog access.log line
                ProxyRequests On
                AllowCONNECT %d
                <Proxy *>
                AuthType Basic
                AuthName proxy
                AuthBasicProvider file
                AuthUserFile %s
                Require valid-user
                </Proxy>
                """.formatted(port, secure.port(), users));
    }

    @AfterAll
    static void stop() throws Exception {
        if (proxy != null) {
            proxy.close();
        }
        secure.close();
        plain.close();
    }

    @Test
    void aServerWithTlsIsAskedThroughATunnelWhichIsUsedAgain() throws Exception {
        int before = secure.accepted();
        SocketHttpClient transport = transport(secure, "ann:" + PASSWORD);
        try (OpenAiServer server = server(secure, transport)) {
            for (int i = 0; i < 3; i++) {
                secure.enqueue(Answer.of("Hello", " there"));
                assertEquals("Hello there", ask(server).text());
                ConnectionReuseTest.await(() -> transport.idleConnections() == 1);
            }
        }
        assertEquals(1, secure.accepted() - before);
        // it is told when the tunnel has ended, and without the key, which the proxy did not see
        Polling.until(() -> log().contains("CONNECT localhost:" + secure.port() + " HTTP/1.1|-"));
    }

    @Test
    void aServerWithoutTlsIsAskedByTheProxyItself() throws Exception {
        plain.enqueue(Answer.of("Hello", " there"));
        try (OpenAiServer server = server(plain, transport(plain, "ann:" + PASSWORD))) {
            assertEquals("Hello there", ask(server).text());
        }
        Polling.until(() ->
                log().contains("POST http://localhost:" + plain.port() + "/v1/chat/completions HTTP/1.1|Bearer"));
        var seen = plain.takeRequest();
        assertFalse(seen.headers().toString().toLowerCase().contains("proxy-authorization"), seen.headers().toString());
    }

    @Test
    void aProxyThatDoesNotTakeThePasswordIsToldApartFromAServerThatDoesNotTakeTheKey() throws Exception {
        for (FakeModel model : List.of(secure, plain)) {
            int before = model.accepted();
            for (String credentials : List.of("ann:wrong", "")) {
                try (OpenAiServer server = server(model, transport(model, credentials))) {
                    ModelFault fault = ask(server).fault();
                    assertEquals(ModelFault.Kind.UNAVAILABLE, fault.kind());
                    assertTrue(fault.message().contains("proxy") && fault.message().contains("password"),
                            fault.message());
                    // the code says that it may: somebody may set it meanwhile
                    assertFalse(fault.message().contains("will not help"), fault.message());
                }
            }
            assertEquals(before, model.accepted());
        }
    }

    @Test
    void aProxyThatDoesNotConnectIsSaidToRefuse() throws Exception {
        try (FakeModel elsewhere = FakeModel.serve(tls.getServerSocketFactory().createServerSocket(), 0, "https");
                OpenAiServer server = server(elsewhere, transport(elsewhere, "ann:" + PASSWORD))) {
            ModelFault fault = ask(server).fault();
            assertEquals(ModelFault.Kind.UNAVAILABLE, fault.kind());
            assertTrue(fault.message().contains("does not connect"), fault.message());
            assertEquals(0, elsewhere.accepted());
        }
    }

    @Test
    void aProxyThatIsNotThereIsAServerThatCannotBeReached() throws Exception {
        SocketHttpClient transport = new SocketHttpClient(url(secure), tls.getSocketFactory(),
                Optional.of(new HttpProxy("127.0.0.1", 1, Optional.empty())), Duration.ofSeconds(30));
        try (OpenAiServer server = server(secure, transport)) {
            assertEquals(ModelFault.Kind.UNAVAILABLE, ask(server).fault().kind());
        }
    }

    private static String log() {
        try {
            return proxy.log();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static CallRun ask(OpenAiServer server) throws InterruptedException {
        CallRun run = CallRun.start(server.chat("m"), ModelBed.question("How?"));
        run.awaitEnd();
        return run;
    }

    private static SocketHttpClient transport(FakeModel model, String credentials) {
        HttpProxy through = new HttpProxy("127.0.0.1", proxy.port(),
                credentials.isEmpty() ? Optional.empty() : Optional.of(new Secret(credentials)));
        return new SocketHttpClient(url(model), tls.getSocketFactory(), Optional.of(through), Duration.ofSeconds(30));
    }

    private static OpenAiServer server(FakeModel model, SocketHttpClient transport) {
        return new OpenAiServer(ModelBed.settings(url(model), Optional.of("m")), new ModelLimits(Duration.ofSeconds(5),
                Duration.ofSeconds(20), Duration.ofSeconds(20), Duration.ofMinutes(2), 1, Duration.ofMillis(20),
                Duration.ofSeconds(10)), transport);
    }

    private static URI url(FakeModel model) {
        return URI.create(model.baseUrl().toString().replace("127.0.0.1", "localhost"));
    }
}
