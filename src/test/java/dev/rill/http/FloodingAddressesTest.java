package dev.rill.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rill.http.frames.Flood;
import dev.rill.server.Polling;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs(OS.LINUX) // others have one loopback address
class FloodingAddressesTest {
    private static final InetAddress ATTACKER = Flood.attacker(0);
    private static final InetAddress OTHER = Flood.attacker(1);

    @TempDir
    private Path folder;

    @Test
    void whoFloodsAgainAndAgainIsNotTakenForSomeSecondsAndOthersAre() throws Exception {
        try (ServerFixture server = ServerFixture.start(folder)) {
            byte[] beginning = Flood.CONTINUATION.beginning();
            Polling.until(() -> {
                attack(server, beginning);
                return !answers(server, ATTACKER);
            });
            assertTrue(answers(server, OTHER));
            Polling.until(() -> answers(server, ATTACKER));
        }
    }

    @Test
    void whoFloodsNowAndThenIsTaken() throws Exception {
        try (ServerFixture server = ServerFixture.start(folder)) {
            byte[] beginning = Flood.CONTINUATION.beginning();
            for (int i = 0; i < 10; i++) {
                attack(server, beginning);
            }
            assertTrue(answers(server, ATTACKER));
        }
    }

    @Test
    void aTrustedProxyIsTakenWhateverItsClientsSend() throws Exception {
        try (ServerFixture server = ServerFixture.start(folder,
                Map.of("RILL_TRUSTED_PROXIES", ATTACKER.getHostAddress()))) {
            byte[] beginning = Flood.CONTINUATION.beginning();
            for (int i = 0; i < 100; i++) {
                attack(server, beginning);
            }
            assertTrue(answers(server, ATTACKER));
        }
    }

    private static void attack(ServerFixture server, byte[] beginning) {
        try {
            Flood.CONTINUATION.attack(ATTACKER, server.port(), beginning);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean answers(ServerFixture server, InetAddress from) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port(), from, 0)) {
            socket.getOutputStream().write(("GET /health/live HTTP/1.1\r\nHost: localhost:" + server.port()
                    + "\r\nConnection: close\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
            byte[] answer = socket.getInputStream().readAllBytes();
            if (answer.length == 0) {
                return false;
            }
            assertEquals("HTTP/1.1 200", new String(answer, 0, 12, StandardCharsets.US_ASCII));
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
