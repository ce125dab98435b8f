package dev.rill.server;

import dev.rill.http.RawHttp;
import dev.rill.launch.Guard;
import dev.rill.launch.LiveHeap;
import dev.rill.launch.PackagedServer;
import dev.rill.launch.ServerLaunch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The server in a process of its own, to be killed. Closed by the test. */
public final class ServerProcess implements AutoCloseable {
    private final Process process;
    private final int port;
    private final Path log;

    private ServerProcess(Process process, int port, Path log) {
        this.process = process;
        this.port = port;
        this.log = log;
    }

    /** Returns when it is ready. */
    public static ServerProcess start(Path folder, Map<String, String> environment)
            throws IOException, InterruptedException {
        return start(folder, environment, List.of("-XX:TieredStopAtLevel=1"));
    }

    /** The flags that the packaged server is run with, which is not there when tests run, but for its cache. */
    public static List<String> packagedFlags() throws IOException {
        return PackagedServer.flagsWithoutCache(Path.of("src/main/launch/java.args"));
    }

    /** With flags of the virtual machine; returns when it is ready. */
    public static ServerProcess start(Path folder, Map<String, String> environment, List<String> flags)
            throws IOException, InterruptedException {
        return start(folder, environment, flags, ServerLaunch.freePort());
    }

    /** On a port that one before may have had; returns when it is ready. */
    public static ServerProcess start(Path folder, Map<String, String> environment, List<String> flags, int port)
            throws IOException, InterruptedException {
        return start(folder, environment, flags, new Where(List.of(), port, port),
                System.getProperty("java.class.path"));
    }

    /**
     * On which machine it is.
     *
     * @param by      the program that runs it there, with its arguments; empty for this machine
     * @param port    on which it listens there
     * @param reached the port of this machine that leads to it
     */
    public record Where(List<String> by, int port, int reached) {
    }

    /** With other classes than those of this process, or on another machine. */
    public static ServerProcess start(Path folder, Map<String, String> environment, List<String> flags, Where where,
                                      String classPath) throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(List.of("--enable-native-access=ALL-UNNAMED"));
        arguments.addAll(flags);
        arguments.addAll(List.of("-cp", classPath, "dev.rill.Main"));
        Path log = folder.resolve("log-" + where.port() + ".txt");
        ServerProcess server = new ServerProcess(ServerLaunch.start(where.by(), arguments,
                Path.of("").toAbsolutePath(), where.port(), folder.resolve("data"), log, environment),
                where.reached(), log);
        try {
            Polling.until(server::ready);
            return server;
        } catch (AssertionError e) {
            server.close();
            throw e;
        }
    }

    public int port() {
        return port;
    }

    public long pid() {
        return process.pid();
    }

    /** Bytes of all objects that can be reached, after a collection. */
    public long liveHeapBytes() throws IOException {
        return LiveHeap.bytes(pid());
    }

    /** Everything that it has printed. */
    public String log() throws IOException {
        return Files.readString(log);
    }

    /** SIGSTOP: returns when it is sent. */
    public void pause() throws IOException, InterruptedException {
        signal("STOP");
    }

    /** SIGCONT. */
    public void goOn() throws IOException, InterruptedException {
        signal("CONT");
    }

    private void signal(String name) throws IOException, InterruptedException {
        int status = new ProcessBuilder("kill", "-" + name, Long.toString(pid())).inheritIO().start().waitFor();
        if (status != 0) {
            throw new IOException("kill says " + status);
        }
    }

    /** SIGKILL. */
    public void kill() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor();
    }

    /** SIGTERM. @return the exit code */
    public int terminate() throws InterruptedException {
        askToEnd();
        return awaitEnd();
    }

    /** SIGTERM, without waiting. */
    public void askToEnd() {
        process.destroy();
    }

    /** After it was asked to end. @return the exit code */
    public int awaitEnd() throws InterruptedException {
        if (!process.waitFor(Guard.SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError("still alive a minute after SIGTERM");
        }
        return process.exitValue();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    private boolean ready() {
        if (!process.isAlive()) {
            throw new AssertionError("the server ended with " + process.exitValue());
        }
        try {
            return log().contains("Rill answers at https:")
                    || RawHttp.call(port, "GET", "/health/ready").status() == 200;
        } catch (IOException e) {
            return false;
        }
    }
}
