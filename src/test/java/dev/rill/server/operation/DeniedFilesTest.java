package dev.rill.server.operation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.rill.http.RawHttp;
import dev.rill.launch.Guard;
import dev.rill.launch.ServerLaunch;
import dev.rill.server.Polling;
import dev.rill.server.ServerProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(Guard.TEST_SECONDS)
class DeniedFilesTest {
    /** A user whom permissions do not stop runs the server as one whom they do. */
    private static final List<String> STOPPED_BY_PERMISSIONS =
            List.of("setpriv", "--bounding-set=-dac_override,-dac_read_search");

    @TempDir
    private Path base;

    @Test
    void aFileThatMayBeReadAgainIsReadThoughNothingElseOfItHasChanged() throws Exception {
        Path root = Files.createDirectories(base.resolve("documents"));
        write(root.resolve("guide.md"), "rw-------");
        Path named = write(root.resolve("denied.md"), "---------");
        Path nameless = write(root.resolve("NOTES"), "---------");
        List<String> by = Files.isReadable(named) ? STOPPED_BY_PERMISSIONS : List.of();
        assumeTrue(by.isEmpty() || exists(by), "no setpriv here");
        int port = ServerLaunch.freePort();
        try (ServerProcess server = ServerProcess.start(base, Map.of("RILL_DOCUMENTS", root.toString(),
                        "RILL_EMBEDDINGS", "off"), List.of("-XX:TieredStopAtLevel=1"),
                new ServerProcess.Where(by, port, port), System.getProperty("java.class.path"))) {
            assertEquals(List.of("guide.md"), documents(server));
            assertTrue(server.log().contains("Left out denied.md: it cannot be read by this user"), server.log());

            for (Path file : List.of(named, nameless)) {
                Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
            }
            Polling.until(() -> documents(server).equals(List.of("NOTES", "denied.md", "guide.md")));
        }
    }

    private static boolean exists(List<String> program) throws IOException, InterruptedException {
        try {
            return new ProcessBuilder(program.getFirst(), "--version").start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    /** Some time ago, so that nobody looks whether it is still being written. */
    private static Path write(Path file, String permissions) throws IOException {
        Files.writeString(file, "# Title\n\nSome text.\n");
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(Duration.ofDays(1))));
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    }

    private static List<String> documents(ServerProcess server) {
        try {
            return RawHttp.call(server.port(), "GET", "/documents").json().get("documents").valueStream()
                    .map(document -> document.get("path").stringValue()).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
