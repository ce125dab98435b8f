package dev.rill.server.shutdown;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rill.http.RawHttp;
import dev.rill.http.TestKeystore;
import dev.rill.http.frames.RawHttp2;
import dev.rill.launch.Guard;
import dev.rill.model.fake.Answer;
import dev.rill.model.fake.FakeModel;
import dev.rill.server.TestServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Clients over TLS that take nothing, or do not get as far as a request, while the server ends. */
class TlsShutdownTest {
    private static final int FEW_BYTES = 4096;
    private static final int LARGE_WINDOW = 1 << 30;
    /** The head of a handshake record of which the rest does not come (RFC 8446, section 5.1). */
    private static final byte[] HALF_A_HELLO = {22, 3, 1, 2, 0, 1, 0, 1, (byte) 0xfc, 3, 3};

    @TempDir
    private Path folder;

    @Test
    void whoTakesNothingOrHasNotFinishedItsHandshakeIsCutAndTheAnswersAreStored() throws Exception {
        Path keystore = TestKeystore.ec(folder);
        SSLContext tls = TestKeystore.trusting(keystore);
        Path data = folder.resolve("server");
        List<Socket> unfinished = new ArrayList<>();
        List<String> threads = List.of("over-1.1", "no-window", "full-socket");
        try (FakeModel model = FakeModel.start()) {
            model.byDefault(much());
            Map<String, String> plain = TestServer.withModel(model, Map.of("RILL_DRAIN_TIMEOUT", "PT0.3S",
                    "RILL_WRITE_STALL_TIMEOUT", "PT10M"));
            Map<String, String> secure = new HashMap<>(plain);
            secure.putAll(TestKeystore.settings(keystore));
            TestServer server = TestServer.startIn(data, secure);
            unfinished.add(new Socket(InetAddress.getLoopbackAddress(), server.port()));
            unfinished.add(new Socket(InetAddress.getLoopbackAddress(), server.port()));
            unfinished.getLast().getOutputStream().write(HALF_A_HELLO);
            try (SSLSocket http1 = connected(tls, server.port(), "http/1.1");
                 RawHttp2 noWindow = RawHttp2.begun(connected(tls, server.port(), "h2"), 0);
                 RawHttp2 fullSocket = RawHttp2.begun(connected(tls, server.port(), "h2"), LARGE_WINDOW)) {
                ask(http1, server.port(), threads.get(0));
                ask(noWindow, threads.get(1));
                fullSocket.maySend(0, LARGE_WINDOW);
                ask(fullSocket, threads.get(2));
                server.close();
                for (Socket socket : unfinished) {
                    readToEnd(socket);
                }
                readToEnd(http1);
                noWindow.readUntil(noWindow::isClosed);
                fullSocket.readUntil(fullSocket::isClosed);
            }
            try (TestServer again = TestServer.startIn(data, plain)) {
                for (String thread : threads) {
                    assertEquals("DRAINING", RawHttp.call(again.port(), "GET", "/threads/" + thread).json()
                            .path("messages").path(1).path("errorCode").asString(""), thread);
                }
            }
        }
    }

    /** More than sockets hold, so that it cannot be sent to who does not read. */
    private static Answer much() {
        String[] words = new String[45];
        Arrays.fill(words, "x".repeat(20_000));
        return Answer.of(words);
    }

    private static SSLSocket connected(SSLContext tls, int port, String protocol) throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(FEW_BYTES);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        SSLSocket secure = (SSLSocket) tls.getSocketFactory().createSocket(socket, "localhost", port, true);
        secure.setSoTimeout(Guard.MILLIS);
        SSLParameters parameters = secure.getSSLParameters();
        parameters.setApplicationProtocols(new String[] {protocol});
        secure.setSSLParameters(parameters);
        secure.startHandshake();
        assertEquals(protocol, secure.getApplicationProtocol());
        return secure;
    }

    private static void ask(SSLSocket client, int port, String thread) throws IOException {
        byte[] question = question(thread).getBytes(StandardCharsets.UTF_8);
        client.getOutputStream().write(("POST /chat/stream HTTP/1.1\r\nHost: localhost:" + port
                + "\r\nContent-Type: application/json\r\nContent-Length: " + question.length + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
        client.getOutputStream().write(question);
        assertEquals("HTTP/1.1 200", new String(client.getInputStream().readNBytes(12), StandardCharsets.US_ASCII));
    }

    private static void ask(RawHttp2 client, String thread) throws IOException {
        client.post(1, "/chat/stream", question(thread));
        client.readUntil(() -> client.answers().contains("1:200"));
    }

    private static String question(String thread) {
        return "{\"threadId\":\"" + thread + "\",\"message\":\"Much\"}";
    }

    private static void readToEnd(Socket socket) throws IOException {
        socket.setSoTimeout(Guard.MILLIS);
        try {
            socket.getInputStream().readAllBytes();
        } catch (SocketException | SSLException e) {
            // cut
        } finally {
            socket.close();
        }
    }
}
