package dev.rill.launch;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rill.http.RawHttp;
import dev.rill.server.Polling;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The server that the build starts, with the real Maven. */
class BuildRunTest {
    @TempDir
    Path folder;

    @Test
    void theServerEndsInOrderWhenMavenIsAskedToEnd() throws Exception {
        endsAfter(Process::destroy);
    }

    @Test
    void theServerEndsInOrderWhenMavenIsKilled() throws Exception {
        endsAfter(Process::destroyForcibly);
    }

    /** How somebody ends Maven. */
    @FunctionalInterface
    private interface End {
        void of(Process maven);
    }

    private void endsAfter(End end) throws Exception {
        int port = ServerLaunch.freePort();
        Path log = folder.resolve("log.txt");
        Process maven = start(port, log);
        List<ProcessHandle> servers = List.of();
        try {
            Polling.until(() -> {
                assertTrue(maven.isAlive(), () -> text(log));
                return ready(port);
            });
            servers = maven.descendants().toList();
            assertFalse(servers.isEmpty());
            end.of(maven);
            assertTrue(maven.waitFor(Guard.SECONDS, TimeUnit.SECONDS));
            for (ProcessHandle server : servers) {
                Guard.get(server.onExit());
            }
            try (ServerSocket free = new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
                 FileChannel channel = FileChannel.open(folder.resolve("data/rill.lock"), StandardOpenOption.WRITE);
                 FileLock lock = channel.tryLock()) {
                assertTrue(free.isBound() && lock.isValid());
                assertTrue(Files.readString(folder.resolve("data/rill.lock")).isEmpty(), "it was not closed in order");
            }
        } finally {
            maven.destroyForcibly();
            servers.forEach(ProcessHandle::destroyForcibly);
        }
    }

    /** The classes are there already, so that it begins where the JDK is chosen. */
    private Process start(int port, Path log) throws IOException {
        List<String> command = new ArrayList<>(List.of(maven().toString(), "-o", "-q", "-B",
                "-Djdks.file=" + folder.resolve("jdks.xml")));
        String repository = System.getProperty("maven.repo.local");
        if (repository != null) {
            command.add("-Dmaven.repo.local=" + repository);
        }
        command.addAll(List.of("initialize", "exec:exec@run"));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("RILL_") || name.startsWith("OPENAI_"));
        builder.environment().put("PORT", Integer.toString(port));
        builder.environment().put("RILL_DATA", folder.resolve("data").toString());
        return builder.start();
    }

    private static Path maven() {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator)).map(place -> Path.of(place, "mvn"))
                .filter(Files::isExecutable).findFirst().orElseGet(() -> {
                    String reason = "there is no mvn in PATH";
                    if ("true".equals(System.getenv("CI"))) {
                        throw new AssertionError(reason);
                    }
                    return Assumptions.abort(reason);
                });
    }

    private static boolean ready(int port) {
        try {
            return RawHttp.call(port, "GET", "/health/ready").status() == 200;
        } catch (IOException e) {
            return false; // not listening yet
        }
    }

    private static String text(Path log) {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            return e.toString();
        }
    }
}
