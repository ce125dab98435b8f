package dev.rill.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rill.launch.ServerLaunch;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the image's HEALTHCHECK runs, with nothing but Rill's own classes. */
class HealthCheckTest {
    @TempDir
    Path folder;

    @Test
    void itEndsWellWhereTheServerLives() throws Exception {
        try (ServerFixture server = ServerFixture.start(folder)) {
            assertEquals(0, exitCode(server.port(), Map.of("HOST", "127.0.0.1")));
            assertEquals(0, exitCode(server.port(), Map.of("HOST", "0.0.0.0")));
        }
    }

    @Test
    void itAsksOverTlsWhereTheServerHasACertificate() throws Exception {
        Map<String, String> settings = TestKeystore.settings(TestKeystore.ec(folder));
        try (ServerFixture server = ServerFixture.start(folder, settings)) {
            assertEquals(0, exitCode(server.port(), settings));
            assertEquals(1, exitCode(server.port(), Map.of()), "what is no HTTP is not healthy");
        }
    }

    @Test
    void itEndsBadlyWhereNobodyListens() throws Exception {
        assertEquals(1, exitCode(ServerLaunch.freePort(), Map.of()));
    }

    private int exitCode(int port, Map<String, String> settings) throws Exception {
        URI classes = Class.forName("dev.rill.Main").getProtectionDomain().getCodeSource().getLocation().toURI();
        return ServerLaunch.start(List.of("-cp", Path.of(classes).toString(), "dev.rill.HealthCheck"), folder, port,
                folder, folder.resolve("log.txt"), settings).waitFor();
    }
}
