package dev.rill.cost;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rill.launch.Guard;
import dev.rill.model.fake.Answer;
import dev.rill.model.fake.FakeModel;
import dev.rill.model.fake.Gate;
import dev.rill.server.TestServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a client's socket sees of a token: a write of the server's that is whole is read whole. */
class OnePieceTest {
    private static final int TOKENS = 50;

    @Test
    void aTokenReachesTheClientInOnePiece() throws IOException {
        Gate gate = new Gate();
        try (FakeModel model = FakeModel.start();
                TestServer server = TestServer.start(model, Map.of());
                Socket client = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            model.byDefault(Answer.of(Collections.nCopies(TOKENS, "word ").toArray(String[]::new)).withGate(gate));
            client.setSoTimeout(Guard.MILLIS);
            ask(client, server.port());
            readUntil(client.getInputStream(), "event: start");
            gate.release(1);
            // beside the first token is the step that begins with it
            readUntil(client.getInputStream(), "word ");
            for (int i = 1; i < TOKENS; i++) {
                gate.release(1);
                String piece = read(client.getInputStream());
                String frame = "event: token\ndata: {\"content\":\"word \"}\nid: "
                        + piece.replaceAll("(?s).*id: (\\d+)\n.*", "$1") + "\n\n";
                assertEquals(Integer.toHexString(frame.length()) + "\r\n" + frame + "\r\n", piece, "token " + i);
            }
            gate.open();
            readUntil(client.getInputStream(), "event: complete");
        }
    }

    private static void ask(Socket client, int port) throws IOException {
        String body = "{\"threadId\":\"t\",\"message\":\"How?\"}";
        client.getOutputStream().write(("POST /chat/stream HTTP/1.1\r\nHost: localhost:" + port
                + "\r\nContent-Type: application/json\r\nContent-Length: " + body.length() + "\r\n\r\n" + body)
                .getBytes(StandardCharsets.US_ASCII));
    }

    private static String read(InputStream in) throws IOException {
        byte[] buffer = new byte[64 * 1024];
        int count = in.read(buffer);
        assertTrue(count > 0, "the connection ended");
        return new String(buffer, 0, count, StandardCharsets.UTF_8);
    }

    private static void readUntil(InputStream in, String text) throws IOException {
        StringBuilder all = new StringBuilder();
        while (all.indexOf(text) < 0) {
            all.append(read(in));
        }
    }
}
