package dev.rill.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The packaged server, started as users start it, in a fresh folder, in front of the simulator. Closed by whoever
 * started it.
 */
final class PackagedRill implements AutoCloseable {
    private static final Duration LONGEST_START = Duration.ofMinutes(1);

    private final Process process;
    private final Path data;
    private final int port;
    private final Duration startTook;

    private PackagedRill(Process process, Path data, int port, Duration startTook) {
        this.process = process;
        this.data = data;
        this.port = port;
        this.startTook = startTook;
    }

    /** Returns when it is ready. */
    static PackagedRill start(Path target, int modelPort) throws IOException, InterruptedException {
        Path data = Files.createTempDirectory("rill-bench");
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        ProcessBuilder builder = new ProcessBuilder(Child.executable(), "@" + target.resolve("java.args"), "-jar",
                target.resolve("rill.jar").toString()).directory(data.toFile()).redirectErrorStream(true)
                .redirectOutput(target.resolve("bench.log").toFile());
        Map<String, String> environment = builder.environment();
        environment.keySet().removeIf(name -> name.startsWith("RILL_") || name.startsWith("OPENAI_"));
        environment.putAll(Map.of("HOST", "127.0.0.1", "PORT", Integer.toString(port), "RILL_DATA", data.toString(),
                "OPENAI_BASE_URL", "http://127.0.0.1:" + modelPort + "/v1", "OPENAI_MODEL", "bench",
                "OPENAI_API_KEY", "none", "RILL_MAX_STREAMS", "20000"));
        long began = System.nanoTime();
        Process process = builder.start();
        boolean ready = false;
        try {
            awaitReady(process, port);
            ready = true;
            return new PackagedRill(process, data, port, Duration.ofNanos(System.nanoTime() - began));
        } finally {
            if (!ready) {
                process.destroyForcibly();
            }
        }
    }

    private static void awaitReady(Process process, int port) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + LONGEST_START.toNanos();
        while (System.nanoTime() < deadline && !process.waitFor(2, TimeUnit.MILLISECONDS)) {
            try {
                HttpURLConnection health = (HttpURLConnection) URI.create(
                        "http://127.0.0.1:" + port + "/health/ready").toURL().openConnection();
                if (health.getResponseCode() == 200) {
                    return;
                }
            } catch (IOException e) {
                // not listening yet
            }
        }
        throw new IOException("The server did not become ready; target/bench.log says why");
    }

    int port() {
        return port;
    }

    Duration startTook() {
        return startTook;
    }

    ServerFigures figures() {
        return new ServerFigures(process.toHandle());
    }

    /** Its data are of no use to anybody, so it need not end in order. */
    @Override
    public void close() {
        try {
            process.destroyForcibly().waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        try (Stream<Path> files = Files.walk(data)) {
            files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
