package dev.rill.bench;

import dev.rill.launch.Folders;
import dev.rill.launch.PackagedServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** The packaged server in a fresh folder, in front of the simulator. Closed by whoever started it. */
final class PackagedRill implements AutoCloseable {
    private static final Duration LONGEST_START = Duration.ofMinutes(1);
    /** Shorter than what a start's figure is told in. */
    private static final Duration PAUSE = Duration.ofMillis(2);

    private final PackagedServer server;
    private final Path data;
    private final Duration startTook;

    private PackagedRill(PackagedServer server, Path data, Duration startTook) {
        this.server = server;
        this.data = data;
        this.startTook = startTook;
    }

    /** Returns when it is ready. */
    static PackagedRill start(Path target, int modelPort) throws IOException, InterruptedException {
        Path data = Files.createTempDirectory("rill-bench");
        long began = System.nanoTime();
        PackagedServer server = PackagedServer.start(target, data, target.resolve("bench.log"),
                Map.of("OPENAI_BASE_URL", "http://127.0.0.1:" + modelPort + "/v1", "OPENAI_MODEL", "bench",
                        "OPENAI_API_KEY", "none", "RILL_MAX_STREAMS", "20000"));
        server.awaitReady(LONGEST_START, PAUSE);
        return new PackagedRill(server, data, Duration.ofNanos(System.nanoTime() - began));
    }

    int port() {
        return server.port();
    }

    Duration startTook() {
        return startTook;
    }

    ServerFigures figures() {
        return new ServerFigures(server.process());
    }

    /** Its data are of no use to anybody, so it need not end in order. */
    @Override
    public void close() {
        server.close();
        server.process().onExit().join();
        try {
            Folders.delete(data);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
