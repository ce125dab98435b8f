package dev.rill.proxy;

import dev.rill.launch.Folders;
import dev.rill.launch.ServerLaunch;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Assertions;

/**
 * A real reverse proxy in a process of its own, on a free port of loopback and in a folder of its own, which is deleted
 * at the end. One thread; closed by the test.
 */
public final class ReverseProxy implements AutoCloseable {
    private static final Duration TO_START = Duration.ofMinutes(2);
    private static final int ATTEMPTS = 3;

    private final Process process;
    private final Path folder;
    private final int port;

    private ReverseProxy(Process process, Path folder, int port) {
        this.process = process;
        this.folder = folder;
        this.port = port;
    }

    /**
     * Listens when it returns. Where the program is not installed, the test is skipped, and fails in CI.
     *
     * @param config what stands in its configuration for the port it is to listen on: in nginx the lines inside
     *               {@code http {}}, in HAProxy those behind {@code defaults}
     * @throws AssertionError if it does not start; holds what the program printed
     */
    public static ReverseProxy start(ProxyProgram program, IntFunction<String> config)
            throws IOException, InterruptedException {
        program.require();
        for (int attempt = 1;; attempt++) {
            Path folder = Files.createTempDirectory("rill-proxy");
            int port = ServerLaunch.freePort();
            ProcessBuilder builder = new ProcessBuilder(program.command(folder, config.apply(port)))
                    .directory(folder.toFile()).redirectErrorStream(true)
                    .redirectOutput(folder.resolve("output").toFile());
            // some keep certificates and state in the user's folders
            builder.environment().putAll(Map.of("HOME", folder.toString(), "XDG_DATA_HOME", folder.toString(),
                    "XDG_CONFIG_HOME", folder.toString()));
            ReverseProxy proxy = new ReverseProxy(builder.start(), folder, port);
            if (proxy.listens()) {
                return proxy;
            }
            String said = proxy.log();
            proxy.close();
            boolean taken = said.contains("ddress already in use") || said.contains("cannot bind");
            if (!taken || attempt == ATTEMPTS) {
                Assertions.fail(program + " did not start: " + said);
            }
        }
    }

    /** The port that the configuration was made for. */
    public int port() {
        return port;
    }

    /** What it has printed and written to {@code error.log} and {@code access.log}. */
    public String log() throws IOException {
        StringBuilder all = new StringBuilder();
        for (String name : new String[] {"output", "error.log", "access.log"}) {
            Path file = folder.resolve(name);
            all.append(Files.exists(file) ? Files.readString(file) : "");
        }
        return all.toString();
    }

    private boolean listens() throws InterruptedException {
        long end = System.nanoTime() + TO_START.toNanos();
        while (System.nanoTime() < end && !process.waitFor(20, TimeUnit.MILLISECONDS)) {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                return socket.isConnected();
            } catch (IOException e) {
                // not yet
            }
        }
        return false;
    }

    /** Ends it and its workers at once. */
    @Override
    public void close() throws IOException {
        var workers = process.descendants().toList();
        process.destroyForcibly();
        workers.forEach(ProcessHandle::destroyForcibly);
        workers.forEach(worker -> worker.onExit().join());
        process.onExit().join();
        Folders.delete(folder);
    }
}
