package dev.rill.cluster;

import dev.rill.launch.ServerLaunch;
import dev.rill.server.ServerProcess;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One of the servers, in a process of its own, and the cables to it: from the proxies, to the database, to Redis. It
 * may be started again where it was. One thread; closed by who made it.
 */
final class Replica implements AutoCloseable {
    private static final List<String> FLAGS =
            List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx256m");

    final String name;
    final Relay database;
    final Relay redis;
    final Relay front;
    private final int port;
    private final Path folder;
    private final Map<String, String> settings;
    private final String classPath;
    private ServerProcess process;
    private int starts;

    /**
     * Does not start it.
     *
     * @param first    a folder with classes that it has instead of its own
     * @param settings with {@code RILL_DATABASE_URL} and {@code RILL_REDIS_URL} as they are without cables
     */
    Replica(String name, Path folder, Optional<Path> first, Map<String, String> settings, int postgres, int redisPort)
            throws IOException {
        this.classPath = first.map(classes -> classes + File.pathSeparator).orElse("")
                + System.getProperty("java.class.path");
        this.name = name;
        this.folder = Files.createDirectories(folder);
        this.port = ServerLaunch.lastingPort();
        this.database = new Relay(postgres);
        this.redis = new Relay(redisPort);
        this.front = new Relay(port);
        this.settings = new HashMap<>(settings);
        this.settings.put("RILL_REPLICA_NAME", name);
        this.settings.put("OPENAI_BASE_URL", settings.get("OPENAI_BASE_URL").replace("/v1", "/" + name + "/v1"));
        this.settings.computeIfPresent("RILL_DATABASE_URL",
                (_, url) -> url.replace(":" + postgres + "/", ":" + database.port() + "/"));
        this.settings.computeIfPresent("RILL_REDIS_URL",
                (_, url) -> url.replace(":" + redisPort, ":" + redis.port()));
    }

    /** Where it listens itself, without a cable that can be cut. */
    int port() {
        return port;
    }

    /** Returns when it is ready. */
    void start() throws IOException, InterruptedException {
        Path log = folder.resolve("log-" + port + ".txt");
        if (Files.exists(log)) {
            Files.move(log, folder.resolve("log-before-" + starts + ".txt"), StandardCopyOption.REPLACE_EXISTING);
        }
        starts++;
        process = ServerProcess.start(folder, settings, FLAGS, port, classPath);
    }

    void kill() throws InterruptedException {
        process.kill();
    }

    void pause() throws IOException, InterruptedException {
        process.pause();
    }

    void goOn() throws IOException, InterruptedException {
        process.goOn();
    }

    /** SIGTERM; returns when it has ended. */
    int terminate() throws InterruptedException {
        return process.terminate();
    }

    @Override
    public void close() throws IOException {
        if (process != null) {
            process.close();
        }
        database.close();
        redis.close();
        front.close();
    }
}
