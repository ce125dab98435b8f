package dev.rill.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rill.http.frames.RawHttp2;
import dev.rill.server.Polling;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AddressConnectionsTest {
    private static final int MOST = 3;

    @TempDir
    private Path folder;

    private final Deque<RawHttp> open = new ArrayDeque<>();

    @AfterEach
    void close() throws IOException {
        while (!open.isEmpty()) {
            open.pop().close();
        }
    }

    @Test
    void theNewestConnectionOfAnAddressIsClosedWhereItIsOneTooMany() throws Exception {
        try (ServerFixture server = start(Map.of())) {
            for (int i = 0; i < MOST; i++) {
                assertTrue(answers(server));
            }
            for (int i = 0; i < MOST; i++) {
                assertTrue(refused(server));
            }
            for (RawHttp one : open) {
                assertEquals(200, status(one));
            }
            open.pop().close();
            Polling.until(() -> answers(server));
            assertTrue(refused(server));
        }
    }

    @Test
    void connectionsOfHttp2Count() throws Exception {
        try (ServerFixture server = start(Map.of()); RawHttp2 first = RawHttp2.begun(server.port());
                RawHttp2 second = RawHttp2.begun(server.port()); RawHttp2 third = RawHttp2.begun(server.port())) {
            first.ping();
            second.ping();
            third.ping();
            assertTrue(refused(server));
            third.ping();
            assertTrue(!third.isClosed());
        }
    }

    @Test
    void connectionsThatHaveEndedDoNotCount() throws Exception {
        try (ServerFixture server = start(Map.of())) {
            for (int i = 0; i < 10 * MOST; i++) {
                Polling.until(() -> answers(server));
                open.pop().close();
            }
        }
    }

    @Test
    void aTrustedProxyHasAsManyAsItLikes() throws Exception {
        try (ServerFixture server = start(Map.of("RILL_TRUSTED_PROXIES", "127.0.0.0/8"))) {
            for (int i = 0; i < 4 * MOST; i++) {
                assertTrue(answers(server));
            }
        }
    }

    private ServerFixture start(Map<String, String> more) throws IOException {
        Map<String, String> settings = new java.util.HashMap<>(more);
        settings.put("RILL_CONNECTIONS_PER_ADDRESS", Integer.toString(MOST));
        return ServerFixture.start(folder, settings);
    }

    /** Keeps it open where it is answered. */
    private boolean answers(ServerFixture server) {
        try {
            RawHttp http = new RawHttp(server.port());
            if (status(http) == 200) {
                open.push(http);
                return true;
            }
            http.close();
            return false;
        } catch (IOException e) {
            return false;
        }
    }

    private static int status(RawHttp http) throws IOException {
        http.send("GET", "/health/live", Map.of(), null);
        return http.receive().status();
    }

    private static boolean refused(ServerFixture server) throws IOException {
        try (RawHttp http = new RawHttp(server.port())) {
            return http.closedByServer();
        }
    }
}
