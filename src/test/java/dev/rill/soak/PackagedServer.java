package dev.rill.soak;

import dev.rill.http.RawHttp;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The server as users start it, {@code java @target/java.args -jar target/rill.jar}, in a process of its own. */
final class PackagedServer implements AutoCloseable {
    private static final Duration START = Duration.ofMinutes(3);

    private final Process process;
    private final int port;

    private PackagedServer(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /** Returns when it is ready; its log goes to {@code server.log} in the folder, its data to {@code data}. */
    static PackagedServer start(Path target, Path folder, Map<String, String> settings)
            throws IOException, InterruptedException {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        ProcessBuilder builder = new ProcessBuilder(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "@" + target.resolve("java.args"),
                "-jar", target.resolve("rill.jar").toString()));
        builder.directory(folder.toFile());
        Map<String, String> environment = builder.environment();
        environment.keySet().removeIf(name -> name.startsWith("RILL_") || name.startsWith("OPENAI_"));
        environment.putAll(settings);
        environment.put("HOST", "127.0.0.1");
        environment.put("PORT", Integer.toString(port));
        environment.put("RILL_DATA", folder.resolve("data").toString());
        builder.redirectErrorStream(true).redirectOutput(folder.resolve("server.log").toFile());
        PackagedServer server = new PackagedServer(builder.start(), port);
        server.awaitReady();
        return server;
    }

    int port() {
        return port;
    }

    long pid() {
        return process.pid();
    }

    /** SIGTERM. @return the exit code */
    int terminate() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            throw new IllegalStateException("still alive a minute after SIGTERM");
        }
        return process.exitValue();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    private void awaitReady() throws InterruptedException {
        long deadline = System.nanoTime() + START.toNanos();
        while (System.nanoTime() < deadline && process.isAlive()) {
            try {
                if (RawHttp.call(port, "GET", "/health/ready").status() == 200) {
                    return;
                }
            } catch (IOException e) {
                // not listening yet
            }
            process.waitFor(50, TimeUnit.MILLISECONDS);
        }
        close();
        throw new IllegalStateException("The server did not become ready; its log says why");
    }
}
