package dev.rill.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rill.http.RawHttp;
import dev.rill.http.RawHttp.Response;
import dev.rill.model.fake.Answer;
import dev.rill.model.fake.FakeModel;
import dev.rill.model.fake.Gate;
import dev.rill.server.TestServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each example of the manual's page about reverse proxies, as it stands there, in the real program. */
class ManualSiteTest {
    private static final Pattern LINK = Pattern.compile("(?:href|src)=\"([^\"]+)\"");
    private static final String JSON = "application/json";

    @TempDir
    private static Path folder;
    private static Certificate certificate;
    private static FakeModel model;
    private static TestServer server;

    @BeforeAll
    static void start() throws Exception {
        certificate = Certificate.make(folder, ManualSite.NAME);
        Path documents = Files.createDirectories(folder.resolve("documents"));
        Files.writeString(documents.resolve("ä #1 & 100%.md"), "# Odd\n\nA name that has to be escaped.\n");
        model = FakeModel.start();
        server = TestServer.start(model, Map.of("RILL_ALLOWED_HOSTS", ManualSite.NAME, "RILL_TRUSTED_PROXIES",
                "127.0.0.1", "RILL_DOCUMENTS", documents.toString()));
    }

    @AfterAll
    static void stop() {
        server.close();
        model.close();
    }

    static Stream<Arguments> sites() {
        return Stream.of(ProxyProgram.values()).flatMap(program -> Stream.of("/", ManualSite.PATH)
                .flatMap(path -> Stream.of(false, true).map(tls -> Arguments.of(program, path, tls))));
    }

    @ParameterizedTest(name = "{0} at {1}, TLS {2}")
    @MethodSource("sites")
    void thePageAndTheApiWorkAsTheManualHasIt(ProxyProgram program, String path, boolean tls) throws Exception {
        try (ReverseProxy proxy = ReverseProxy.start(program,
                port -> ManualSite.of(program, path, tls, certificate, server.port(), port))) {
            Visitor visitor = new Visitor(proxy.port(), tls, path);
            thePageHasAllItsFiles(visitor);
            threadsAreMadeByTheOwnPageAndNoOther(visitor, ManualSite.NAME + ":" + proxy.port());
            threadsAreMadeByTheOwnPageAndNoOther(visitor, ManualSite.NAME); // published on the scheme's own port
            aStreamComesAsItIsWritten(visitor);
            aDocumentsNameArrivesAsItIs(visitor);
            if (!path.equals("/")) {
                Response without = visitor.call("GET", path.substring(0, path.length() - 1), Map.of(), null);
                assertTrue(without.status() / 100 == 3, without.toString());
                assertTrue(URI.create(without.headers().get("location")).getPath().equals(path), without.toString());
            }
        }
    }

    private static void thePageHasAllItsFiles(Visitor visitor) throws IOException {
        Response page = visitor.call("GET", visitor.path, Map.of(), null);
        assertEquals(200, page.status(), page.text());
        List<String> links = LINK.matcher(page.text()).results().map(link -> link.group(1)).toList();
        assertTrue(links.size() >= 3, page.text());
        for (String link : links) {
            assertEquals(200, visitor.call("GET", visitor.resolve(link), Map.of(), null).status(), link);
        }
        assertEquals(200, visitor.call("GET", visitor.resolve("page/config"), Map.of(), null).status());
    }

    private static void threadsAreMadeByTheOwnPageAndNoOther(Visitor visitor, String authority) throws IOException {
        String own = (visitor.tls ? "https://" : "http://") + authority;
        Response made = visitor.call("POST", visitor.resolve("threads"),
                Map.of("Host", authority, "Origin", own, "Content-Type", JSON), "{}");
        assertEquals(201, made.status(), made.text());
        String thread = URI.create(visitor.resolve("threads")).resolve(made.headers().get("location")).getPath();
        assertEquals(200, visitor.call("GET", thread, Map.of("Host", authority), null).status());
        for (String foreign : List.of("https://evil.example", "null", own + "0", own.replace("://", "s://"))) {
            Response refused = visitor.call("POST", visitor.resolve("threads"),
                    Map.of("Host", authority, "Origin", foreign, "Content-Type", JSON), "{}");
            assertEquals(403, refused.status(), foreign);
        }
    }

    private static void aStreamComesAsItIsWritten(Visitor visitor) throws IOException {
        Gate gate = new Gate();
        model.enqueue(Answer.of("one ", "two ", "three ").withGate(gate));
        try (RawHttp http = visitor.open()) {
            http.send("POST", visitor.resolve("chat/stream"), Map.of("Host", visitor.authority(), "Origin",
                    visitor.origin(), "Content-Type", JSON),
                    "{\"threadId\":\"stream\",\"message\":\"Count\"}".getBytes(StandardCharsets.UTF_8));
            http.awaitText("event: start");
            for (String token : List.of("one ", "two ")) {
                gate.release(1);
                http.awaitText("{\"content\":\"" + token + "\"}");
            }
            gate.open();
            http.awaitText("event: complete");
            http.awaitText("\r\n0\r\n\r\n");
        }
    }

    private static void aDocumentsNameArrivesAsItIs(Visitor visitor) throws IOException {
        Response document = visitor.call("GET", visitor.resolve("documents/%C3%A4%20%231%20%26%20100%25.md"), Map.of(),
                null);
        assertEquals(200, document.status(), document.text());
        assertEquals("ä #1 & 100%.md", document.json().get("path").stringValue());
    }

    /** Somebody who knows the site by its name. */
    private record Visitor(int port, boolean tls, String path) {

        String authority() {
            return ManualSite.NAME + ":" + port;
        }

        String origin() {
            return (tls ? "https://" : "http://") + authority();
        }

        /** As a browser finds what the page links to. */
        String resolve(String relative) {
            return URI.create(path).resolve(relative).toString();
        }

        RawHttp open() throws IOException {
            Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
            if (!tls) {
                return new RawHttp(socket);
            }
            try {
                SSLSocket secure = (SSLSocket) certificate.context().getSocketFactory()
                        .createSocket(socket, ManualSite.NAME, port, true);
                SSLParameters parameters = secure.getSSLParameters();
                parameters.setServerNames(List.of(new SNIHostName(ManualSite.NAME)));
                parameters.setEndpointIdentificationAlgorithm("HTTPS");
                secure.setSSLParameters(parameters);
                return new RawHttp(secure);
            } catch (GeneralSecurityException e) {
                throw new AssertionError(e);
            }
        }

        Response call(String method, String target, Map<String, String> headers, String body) throws IOException {
            try (RawHttp http = open()) {
                Map<String, String> all = new LinkedHashMap<>(headers);
                all.putIfAbsent("Host", authority());
                http.send(method, target, all, body == null ? null : body.getBytes(StandardCharsets.UTF_8));
                return http.receive(false);
            }
        }
    }
}
