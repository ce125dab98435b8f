package dev.rill.model.openai;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.rill.launch.Guard;
import dev.rill.model.ModelClient;
import dev.rill.model.ModelFault;
import dev.rill.model.fake.Answer;
import dev.rill.model.fake.Effect;
import dev.rill.model.fake.FakeConnection;
import dev.rill.model.fake.FakeModel;
import dev.rill.model.fake.Phase;
import dev.rill.model.transport.SocketHttpClient;
import dev.rill.stream.Cancellation;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsTest {
    private static final char[] PASSWORD = "changeit".toCharArray();

    @TempDir
    private static Path folder;
    private static SSLContext tls;

    @BeforeAll
    static void makeCertificate() throws Exception {
        Path file = folder.resolve("fake.p12");
        Process keytool = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair", "-alias", "fake", "-keyalg", "EC", "-dname", "CN=localhost", "-ext", "SAN=DNS:localhost",
                "-validity", "2", "-storetype", "PKCS12", "-keystore", file.toString(), "-storepass",
                new String(PASSWORD)).redirectErrorStream(true).start();
        assertEquals(0, keytool.waitFor(), () -> "keytool failed");
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, PASSWORD);
        }
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, PASSWORD);
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("fake", store.getCertificate("fake"));
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        tls = SSLContext.getInstance("TLS");
        tls.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
    }

    @Test
    void answersComeOverTlsAndConnectionsAreUsedAgain() throws Exception {
        try (FakeModel fake = fake()) {
            URI url = url(fake, "localhost");
            SocketHttpClient transport = transport(url, tls.getSocketFactory());
            try (OpenAiServer server = server(url, transport)) {
                ModelClient client = server.chat("m");
                for (int i = 0; i < 3; i++) {
                    assertEquals("Hello there", ask(client).text());
                    ConnectionReuseTest.await(() -> transport.idleConnections() == 1);
                }
            }
            assertEquals(1, fake.accepted());
        }
    }

    @Test
    void aCertificateThatIsNotTrustedIsRefusedAndNothingIsSent() throws Exception {
        try (FakeModel fake = fake();
                OpenAiServer server = server(fake, "localhost", (SSLSocketFactory) SSLSocketFactory.getDefault())) {
            assertEquals(ModelFault.Kind.UNAVAILABLE, ask(server.chat("m")).fault().kind());
            assertEquals(0, fake.requests().size());
            assertEquals(1, fake.accepted());
        }
    }

    @Test
    void aCertificateOfAnotherNameIsRefusedAndNothingIsSent() throws Exception {
        try (FakeModel fake = fake(); OpenAiServer server = server(fake, "127.0.0.1", tls.getSocketFactory())) {
            assertEquals(ModelFault.Kind.UNAVAILABLE, ask(server.chat("m")).fault().kind());
            assertEquals(0, fake.requests().size());
        }
    }

    @Test
    void aServerThatDoesNotSpeakTlsIsGivenUp() throws Exception {
        try (FakeModel fake = FakeModel.start();
                OpenAiServer server = server(fake, "localhost", tls.getSocketFactory())) {
            fake.onAccept(Effect.silence(), Effect.silence(), Effect.silence());
            assertEquals(ModelFault.Kind.UNAVAILABLE, ask(server.chat("m")).fault().kind());
        }
    }

    @Test
    void cancellingClosesTheConnectionAtOnce() throws Exception {
        try (FakeModel fake = fake(); OpenAiServer server = server(fake, "localhost", tls.getSocketFactory())) {
            fake.enqueue(Answer.of("a", "b").withFault(Phase.MID_ANSWER, Effect.silence()));
            CallRun run = CallRun.start(server.chat("m"), ModelBed.question("How?"));
            run.take();
            FakeConnection connection = fake.takeRequest().connection();
            run.cancellation().cancel(Cancellation.Reason.STOPPED);
            assertThrows(Cancellation.CancelledException.class, run::awaitEnd);
            connection.closed().get(Guard.SECONDS, TimeUnit.SECONDS);
        }
    }

    private static CallRun ask(ModelClient client) {
        CallRun run = CallRun.start(client, ModelBed.question("How?"));
        run.awaitEnd();
        return run;
    }

    private static FakeModel fake() throws Exception {
        return FakeModel.serve(tls.getServerSocketFactory().createServerSocket(), 0, "https");
    }

    private static OpenAiServer server(FakeModel fake, String host, SSLSocketFactory factory) {
        URI url = url(fake, host);
        return server(url, transport(url, factory));
    }

    private static OpenAiServer server(URI url, SocketHttpClient transport) {
        ModelLimits limits = new ModelLimits(Duration.ofSeconds(3), Guard.TIME, Guard.TIME,
                Guard.TIME, 2, Duration.ofMillis(1), Duration.ofSeconds(1));
        return new OpenAiServer(ModelBed.settings(url, Optional.of("m")), limits, transport);
    }

    private static SocketHttpClient transport(URI url, SSLSocketFactory factory) {
        return new SocketHttpClient(url, factory, Optional.empty(), Duration.ofSeconds(30));
    }

    private static URI url(FakeModel fake, String host) {
        return URI.create("https://" + host + ":" + fake.port() + "/v1");
    }
}
