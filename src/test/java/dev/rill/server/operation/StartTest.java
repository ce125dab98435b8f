package dev.rill.server.operation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rill.Rill;
import dev.rill.StartException;
import dev.rill.config.RillConfig;
import dev.rill.launch.Guard;
import dev.rill.server.TestServer;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StartTest {
    @TempDir
    Path folder;

    @Test
    void aTakenPortIsSaidInOneSentenceAndNothingStaysOpen() throws IOException {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = Integer.toString(other.getLocalPort());
            RillConfig config = TestServer.config(folder, Map.of("PORT", port));
            StartException refused = assertThrows(StartException.class, () -> Rill.start(config).close());
            assertEquals("Port " + port
                    + " on 127.0.0.1 is taken by another program. PORT chooses another, 0 a free one.",
                    refused.getMessage());
        }
        TestServer.startIn(folder, Map.of()).close();
    }

    @Test
    void aSecondServerOnTheSameFolderIsRefusedInOneSentence() {
        TestServer first = TestServer.startIn(folder, Map.of());
        RillConfig config = TestServer.config(folder, Map.of());
        StartException refused = assertThrows(StartException.class, () -> Rill.start(config).close());
        assertEquals("Rill cannot start: The data folder " + folder.resolve("data")
                + " is in use by another Rill server.", refused.getMessage());
        first.close();
    }

    @Test
    @Tag("whole-libraries") // the packaged jar names its libraries itself
    void aLibraryThatIsMissingEndsTheStartInOneSentence() throws IOException, InterruptedException {
        Path log = folder.resolve("log.txt");
        Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1", "-cp", classPathWithout("lucene-core"), "dev.rill.Main")
                .redirectErrorStream(true).redirectOutput(log.toFile()).directory(folder.toFile()).start();
        try {
            assertTrue(process.waitFor(Guard.SECONDS, TimeUnit.SECONDS), "it hangs");
            List<String> said = Files.readAllLines(log);
            assertEquals(1, process.exitValue(), said::toString);
            assertTrue(said.getLast().startsWith(
                    "Rill cannot start: java.lang.NoClassDefFoundError: org/apache/lucene/"),
                    said::toString);
            assertTrue(said.stream().noneMatch(line -> line.startsWith("\tat ")), said::toString);
        } finally {
            process.destroyForcibly();
        }
    }

    private static String classPathWithout(String library) {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !entry.contains(library)).collect(Collectors.joining(File.pathSeparator));
    }
}
