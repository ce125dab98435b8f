package dev.rill.threads;

import dev.rill.launch.ServerLaunch;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** A real PgBouncer in transaction mode before the tests' PostgreSQL. One thread; closed by the test. */
final class PgBouncer implements AutoCloseable {
    private final Process process;
    private final int port;
    private final Path log;

    private PgBouncer(Process process, int port, Path log) {
        this.process = process;
        this.port = port;
        this.log = log;
    }

    /** Returns when it listens. Skips the test where it is not installed, and fails it in CI. */
    static PgBouncer start(Path folder) throws IOException, InterruptedException {
        Path executable = executable();
        int port = ServerLaunch.freePort();
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
        Path config = Files.writeString(folder.resolve("pgbouncer.ini"), """
                [databases]
                * = host=127.0.0.1 port=%d user=postgres
                [pgbouncer]
                listen_addr = 127.0.0.1
                listen_port = %d
                unix_socket_dir =
                auth_type = any
                pool_mode = transaction
                default_pool_size = 3
                server_round_robin = 1
                """.formatted(TestPostgres.port(), port));
        List<String> command = new ArrayList<>(List.of(executable.toString()));
        if ("root".equals(System.getProperty("user.name"))) {
            command.addAll(List.of("-u", "nobody"));
        }
        command.add(config.toString());
        Path log = folder.resolve("pgbouncer.log");
        PgBouncer bouncer = new PgBouncer(
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start(), port, log);
        bouncer.awaitListening();
        return bouncer;
    }

    private static Path executable() {
        return Stream.of("/usr/sbin", "/usr/bin", "/usr/local/bin", "/opt/homebrew/bin")
                .map(place -> Path.of(place, "pgbouncer")).filter(Files::isExecutable).findFirst().orElseGet(() -> {
                    String reason = "pgbouncer is not installed; the Debian package pgbouncer has it";
                    if ("true".equals(System.getenv("CI"))) {
                        throw new AssertionError(reason);
                    }
                    return Assumptions.abort(reason);
                });
    }

    private void awaitListening() throws IOException, InterruptedException {
        while (true) {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                return;
            } catch (IOException e) {
                if (process.waitFor(20, TimeUnit.MILLISECONDS)) {
                    throw new AssertionError(Files.readString(log), e);
                }
            }
        }
    }

    int port() {
        return port;
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
