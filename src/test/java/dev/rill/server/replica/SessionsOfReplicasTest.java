package dev.rill.server.replica;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rill.http.RawHttp;
import dev.rill.server.KeyFile;
import dev.rill.server.Polling;
import dev.rill.server.TestServer;
import dev.rill.threads.Backend;
import dev.rill.threads.CuttableProxy;
import dev.rill.threads.SharedSessions;
import dev.rill.threads.SharedSessions.Kept;
import dev.rill.threads.TestPostgres;
import dev.rill.threads.ThreadStore;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who signs in to the page at one of two servers, and comes to the other. */
class SessionsOfReplicasTest {
    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");

    @TempDir
    private Path folder;

    @Test
    void aSessionHoldsAtAllOfThemAndEndsAtAll() throws Exception {
        String url = TestPostgres.newDatabase();
        try (CuttableProxy network = new CuttableProxy(TestPostgres.port());
                TestServer one = server(url);
                TestServer other = server(url.replace(":" + TestPostgres.port() + "/", ":" + network.port() + "/"))) {
            RawHttp.Response begun = RawHttp.call(one.port(), "POST", "/session",
                    Map.of("Sec-Fetch-Site", "same-origin", "Authorization", "Bearer ann-key"), null);
            assertEquals(201, begun.status(), begun::text);
            String cookie = begun.headers().get("set-cookie").split(";")[0];
            assertEquals(200, threads(other, cookie));
            assertEquals(401, threads(other, "rill_session=somebody"));

            network.cut();
            Polling.until(() -> status(other, cookie, "/health/ready") == 503);
            assertEquals(503, threads(other, cookie)); // not 401: who it is is known, the threads are not
            assertEquals(503, threads(other, "rill_session=" + "A".repeat(43))); // nobody knows yet whose it is
            network.restore();
            Polling.until(() -> threads(other, cookie) == 200);

            assertTrue(RawHttp.call(one.port(), "DELETE", "/session", page(cookie), null).status() < 300);
            assertEquals(401, threads(one, cookie));
            Polling.until(() -> threads(other, cookie) == 401);
        }
    }

    private TestServer server(String url) throws IOException {
        return TestServer.start(Map.of("RILL_DATABASE_URL", url, "RILL_REPLICAS", "true",
                "RILL_AUTH_KEYS", KeyFile.write(folder, "ann ann-key").toString()));
    }

    private static Map<String, String> page(String cookie) {
        return Map.of("Sec-Fetch-Site", "same-origin", "Cookie", cookie);
    }

    private static int threads(TestServer server, String cookie) {
        return status(server, cookie, "/threads");
    }

    private static int status(TestServer server, String cookie, String path) {
        try {
            return RawHttp.call(server.port(), "GET", path, page(cookie), null).status();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void theOldestGiveWay() throws Exception {
        try (ThreadStore store = Backend.postgres(folder).replica("red").open()) {
            SharedSessions sessions = store.sessions().orElseThrow();
            sessions.keep(kept("gone", "bob", -5), NOW.minusSeconds(10), 3, 10);
            List<String> ann = IntStream.range(0, 4).mapToObj(i -> "ann" + i).toList();
            ann.forEach(hash -> sessions.keep(kept(hash, "ann", 10 + ann.indexOf(hash)), NOW, 3, 10));
            sessions.keep(kept("bob0", "bob", 5), NOW, 3, 10);

            assertEquals(Optional.empty(), sessions.find("gone"));
            assertEquals(Optional.empty(), sessions.find("ann0"));
            assertEquals(Optional.of(kept("ann3", "ann", 13)), sessions.find("ann3"));
            sessions.keep(kept("carl", "carl", 20), NOW, 3, 4);
            assertEquals(Optional.empty(), sessions.find("bob0"));
            sessions.end("ann3");
            assertEquals(Optional.empty(), sessions.find("ann3"));
        }
        try (ThreadStore alone = Backend.embedded(folder.resolve("alone")).open()) {
            assertEquals(Optional.empty(), alone.sessions());
        }
    }

    private static Kept kept(String hash, String whose, int seconds) {
        return new Kept(hash, whose, "key " + hash, NOW.plusSeconds(seconds));
    }
}
