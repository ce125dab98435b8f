package dev.rill.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rill.http.connection.ConnectionDeadlines;
import dev.rill.launch.Guard;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

class ProtocolsTest {
    @Test
    void tlsSpeaksHttp2AndHttp11(@TempDir Path folder) throws Exception {
        Path keystore = TestKeystore.ec(folder);
        try (ServerFixture server = ServerFixture.start(folder,
                TestKeystore.settings(keystore))) {
            for (HttpClient.Version version : HttpClient.Version.values()) {
                if (version != HttpClient.Version.HTTP_1_1 && version != HttpClient.Version.HTTP_2) {
                    continue;
                }
                try (HttpClient client = HttpClient.newBuilder().version(version)
                        .sslContext(TestKeystore.trusting(keystore)).build()) {
                    URI base = URI.create("https://localhost:" + server.port());
                    HttpResponse<String> health = client.send(HttpRequest.newBuilder(base.resolve("/health")).build(),
                            HttpResponse.BodyHandlers.ofString());
                    assertEquals(200, health.statusCode());
                    assertEquals(version, health.version());
                    assertEquals("nosniff", health.headers().firstValue("x-content-type-options").orElseThrow());
                    HttpResponse<String> own = client.send(HttpRequest.newBuilder(base.resolve("/threads"))
                                    .header("Origin", base.toString()).build(), HttpResponse.BodyHandlers.ofString());
                    assertEquals(200, own.statusCode());
                    for (String path : new String[] {"/threads", "/metrics", "/openapi", "/nothing", "/health"}) {
                        HttpResponse<String> head = client.send(HttpRequest.newBuilder(base.resolve(path)).HEAD()
                                .build(), HttpResponse.BodyHandlers.ofString());
                        assertEquals(path.equals("/nothing") ? 404 : 200, head.statusCode());
                        assertEquals("", head.body());
                    }
                    // more than the connection's whole window is refused, so that nothing of it may be lost
                    for (HttpRequest.Builder bad : new HttpRequest.Builder[] {
                            HttpRequest.newBuilder(base.resolve("/nothing"))
                                    .POST(HttpRequest.BodyPublishers.ofString("x".repeat(3_000_000))),
                            HttpRequest.newBuilder(base.resolve("/threads"))
                                    .PUT(HttpRequest.BodyPublishers.ofString("x")),
                            HttpRequest.newBuilder(base.resolve("/chat")).header("Content-Type", "application/json")
                                    .POST(HttpRequest.BodyPublishers.ofString("{}")),
                            HttpRequest.newBuilder(base.resolve("/chat")).header("Content-Type", "application/json")
                                    .POST(HttpRequest.BodyPublishers.ofString("x".repeat(2_000_000))),
                            HttpRequest.newBuilder(base.resolve("/threads")).header("Origin", "https://evil.com")}) {
                        HttpResponse<String> response = client.send(bad.timeout(Guard.TIME).build(),
                                HttpResponse.BodyHandlers.ofString());
                        assertTrue(response.statusCode() >= 400 && response.statusCode() < 500, response.toString());
                        new OpenApiContract().assertMatches("Problem",
                                JsonMapper.shared().readTree(response.body()));
                    }
                }
            }
        }
    }

    @Test
    void aConnectionThatDoesNotFinishItsHandshakeIsClosed(@TempDir Path folder) throws Exception {
        Path keystore = TestKeystore.ec(folder);
        try (ServerFixture server = ServerFixture.start(folder,
                TestKeystore.settings(keystore),
                new ConnectionDeadlines.Limits(Duration.ofMillis(400), Duration.ofMillis(400)));
                RawHttp http = new RawHttp(server.port())) {
            http.write("\u0016\u0003\u0001");
            assertTrue(http.closedByServer());
        }
    }

    @Test
    void aWrongPasswordIsSaidInPlainWordsWithoutIt(@TempDir Path folder) throws Exception {
        Path keystore = TestKeystore.ec(folder);
        IllegalStateException thrown = assertThrows(IllegalStateException.class, () -> ServerFixture.start(folder,
                Map.of("RILL_TLS_KEYSTORE", keystore.toString(), "RILL_TLS_PASSWORD", "wrong-secret")));
        assertTrue(thrown.getMessage().contains("key store"), thrown.getMessage());
        assertFalse(thrown.getMessage().contains("wrong-secret"));
    }

    @Test
    void http2IsSpokenByPriorKnowledgeHoweverThePrefaceArrives(@TempDir Path folder) throws IOException {
        byte[] opening = ("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\u0004\0\0\0\0\0")
                .getBytes(StandardCharsets.ISO_8859_1);
        byte[] ping = "\0\0\u0008\u0006\0\0\0\0\0pingpong".getBytes(StandardCharsets.ISO_8859_1);
        try (ServerFixture server = ServerFixture.start(folder)) {
            for (int split : new int[] {1, 3, 14, 18, 23, 24, 30}) {
                try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
                    socket.setSoTimeout(100);
                    socket.setTcpNoDelay(true);
                    socket.getOutputStream().write(opening, 0, split);
                    socket.getOutputStream().flush();
                    assertEquals(200, server.call("GET", "/health").status());
                    socket.getOutputStream().write(opening, split, opening.length - split);
                    socket.getOutputStream().flush();
                    assertEquals(4, firstFrame(socket, ping)[3], "SETTINGS after a split at " + split);
                }
            }
        }
    }

    /** The listener looks for one byte more than have come where they came in pieces, so there is always another. */
    private static byte[] firstFrame(Socket socket, byte[] ping) throws IOException {
        byte[] frame = new byte[9];
        for (int i = 0; i < 3_000; i++) {
            socket.getOutputStream().write(ping);
            socket.getOutputStream().flush();
            try {
                new DataInputStream(socket.getInputStream()).readFully(frame);
                return frame;
            } catch (SocketTimeoutException e) {
                // not yet
            }
        }
        throw new IOException("no frame came");
    }
}
