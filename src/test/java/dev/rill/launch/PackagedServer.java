package dev.rill.launch;

import dev.rill.http.RawHttp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * {@code target/rill.jar} in a process of its own on a free port. One thread; whoever started it closes it.
 */
public final class PackagedServer implements AutoCloseable {
    private final Process process;
    private final int port;
    private final Path log;

    private PackagedServer(Process process, int port, Path log) {
        this.process = process;
        this.port = port;
        this.log = log;
    }

    /** As users start it. */
    public static PackagedServer start(Path target, Path data, Path log, Map<String, String> settings)
            throws IOException {
        return start(target, flags(target), data, log, settings);
    }

    /** The JVM's flags that users start it with. */
    public static List<String> flags(Path target) {
        return List.of("@" + target.resolve("java.args"));
    }

    /** The same, one by one, without the AOT cache, which the classes of a test or of a training do not have. */
    public static List<String> flagsWithoutCache(Path javaArgs) throws IOException {
        return Files.readAllLines(javaArgs).stream().map(String::strip)
                .filter(flag -> flag.startsWith("-") && !flag.contains("AOTCache")).toList();
    }

    /**
     * Does not wait until it is ready.
     *
     * @param flags of the JVM
     * @param data  its data folder, in which it runs
     * @param log   the file that takes what it prints
     */
    public static PackagedServer start(Path target, List<String> flags, Path data, Path log, Map<String,
                                       String> settings)
            throws IOException {
        List<String> arguments = new ArrayList<>(flags);
        arguments.addAll(List.of("-jar", target.resolve("rill.jar").toString()));
        int port = ServerLaunch.freePort();
        return new PackagedServer(ServerLaunch.start(arguments, Files.createDirectories(data), port, data, log,
                settings),
                port, log);
    }

    /**
     * Asks it again and again; closes it where it does not become ready.
     *
     * @param every the pause between two questions
     */
    public void awaitReady(Duration atMost, Duration every) throws InterruptedException {
        boolean ready = false;
        try {
            long deadline = System.nanoTime() + atMost.toNanos();
            while (!ready && System.nanoTime() < deadline
                    && !process.waitFor(every.toNanos(), TimeUnit.NANOSECONDS)) {
                ready = isReady();
            }
        } finally {
            if (!ready) {
                close();
            }
        }
        if (!ready) {
            throw new IllegalStateException("The server did not become ready; " + log + " says why");
        }
    }

    private boolean isReady() {
        try {
            return RawHttp.call(port, "GET", "/health/ready").status() == 200;
        } catch (IOException e) {
            return false; // not listening yet
        }
    }

    public int port() {
        return port;
    }

    public ProcessHandle process() {
        return process.toHandle();
    }

    /**
     * SIGTERM.
     *
     * @return the exit code
     */
    public int terminate(Duration atMost) throws InterruptedException {
        process.destroy();
        if (!process.waitFor(atMost.toSeconds(), TimeUnit.SECONDS)) {
            throw new IllegalStateException("still alive " + atMost.toSeconds() + " s after SIGTERM");
        }
        return process.exitValue();
    }

    /** SIGKILL. */
    @Override
    public void close() {
        process.destroyForcibly();
    }
}
