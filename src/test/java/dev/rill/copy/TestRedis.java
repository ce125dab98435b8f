package dev.rill.copy;

import dev.rill.launch.Guard;
import dev.rill.launch.ServerLaunch;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** A real Redis that keeps nothing on the disk. One thread; closed by the test. */
public final class TestRedis implements AutoCloseable {
    private final Path executable;
    private final int port;
    private Process process;

    private TestRedis(Path executable, int port) throws IOException, InterruptedException {
        this.executable = executable;
        this.port = port;
        again();
    }

    /** Returns when it listens. Skips the test where it is not installed, and fails it in CI. */
    public static TestRedis start() throws IOException, InterruptedException {
        return new TestRedis(executable(), ServerLaunch.lastingPort());
    }

    private static Path executable() {
        return Stream.of("/usr/bin", "/usr/local/bin", "/opt/homebrew/bin")
                .flatMap(place -> Stream.of(Path.of(place, "redis-server"), Path.of(place, "valkey-server")))
                .filter(Files::isExecutable).findFirst().orElseGet(() -> {
                    String reason = "redis-server is not installed; the Debian package redis-server has it";
                    if ("true".equals(System.getenv("CI"))) {
                        throw new AssertionError(reason);
                    }
                    return Assumptions.abort(reason);
                });
    }

    /** Starts it anew, empty, behind the same port. */
    public void again() throws IOException, InterruptedException {
        process = new ProcessBuilder(executable.toString(), "--port", Integer.toString(port), "--bind", "127.0.0.1",
                "--save", "", "--appendonly", "no", "--maxmemory-policy", "noeviction")
                .redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
        long end = Guard.deadline();
        while (!answers()) {
            if (process.waitFor(20, TimeUnit.MILLISECONDS) || System.nanoTime() - end > 0) {
                throw new AssertionError("redis-server does not start");
            }
        }
    }

    private boolean answers() {
        try {
            return say("PING").startsWith("+PONG");
        } catch (IOException e) {
            return false;
        }
    }

    /** @return the first bytes of what it answers */
    public String say(String... words) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(5_000);
            socket.getOutputStream().write((String.join(" ", List.of(words)) + "\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            InputStream in = socket.getInputStream();
            byte[] answer = new byte[1024];
            int length = in.read(answer);
            return new String(answer, 0, Math.max(0, length), StandardCharsets.UTF_8);
        }
    }

    public int port() {
        return port;
    }

    public URI url() {
        return URI.create("redis://127.0.0.1:" + port);
    }

    /** SIGKILL. */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() throws InterruptedException {
        kill();
    }
}
