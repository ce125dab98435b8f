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
    private final Optional<Relay> model;
    private final Optional<Namespace> machine;
    private final int port = ServerLaunch.lastingPort();
    private final String address;
    private final Path folder;
    private final Map<String, String> settings;
    private final String classPath;
    private ServerProcess process;
    private int starts;

    /** The ports of this machine that a server needs. */
    record Reached(int postgres, int redis, int model) {
    }

    /**
     * Does not start it.
     *
     * @param namespace whether it is in one of its own
     * @param first     a folder with classes that it has instead of its own
     * @param settings  with what is reached as it is without cables
     */
    Replica(String name, boolean namespace, Path folder, Optional<Path> first, Map<String, String> settings,
            Reached reached) throws IOException, InterruptedException {
        this.classPath = first.map(classes -> classes + File.pathSeparator).orElse("")
                + System.getProperty("java.class.path");
        this.name = name;
        this.folder = Files.createDirectories(folder);
        this.machine = namespace ? Optional.of(new Namespace(name)) : Optional.empty();
        this.settings = new HashMap<>(settings);
        this.settings.put("RILL_REPLICA_NAME", name);
        this.settings.put("OPENAI_BASE_URL", settings.get("OPENAI_BASE_URL").replace("/v1", "/" + name + "/v1"));
        this.database = reach(reached.postgres, "RILL_DATABASE_URL");
        this.redis = reach(reached.redis, "RILL_REDIS_URL");
        if (machine.isPresent()) {
            this.model = Optional.of(reach(reached.model, "OPENAI_BASE_URL"));
            Link link = new Link(machine.get());
            this.front = Relay.there(port, link);
            this.address = link.there().getHostAddress();
        } else {
            this.model = Optional.empty();
            this.front = new Relay(port);
            this.address = "127.0.0.1";
        }
    }

    private Relay reach(int target, String setting) throws IOException, InterruptedException {
        Relay relay = machine.isPresent() ? Relay.here(target, new Link(machine.get())) : new Relay(target);
        settings.computeIfPresent(setting,
                (_, url) -> url.replaceFirst("(localhost|127\\.0\\.0\\.1):" + target + "\\b", relay.place()));
        return relay;
    }

    /** Where it listens itself, without a cable that can be cut. */
    String place() {
        return address + ":" + port;
    }

    /** Returns when it is ready. */
    void start() throws IOException, InterruptedException {
        Path log = folder.resolve("log-" + port + ".txt");
        if (Files.exists(log)) {
            Files.move(log, folder.resolve("log-before-" + starts + ".txt"), StandardCopyOption.REPLACE_EXISTING);
        }
        starts++;
        process = ServerProcess.start(folder, settings, FLAGS, machine.isPresent()
                ? new ServerProcess.Where(machine.get().command(), port, front.port())
                : new ServerProcess.Where(List.of(), port, port), classPath);
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
        if (model.isPresent()) {
            model.get().close();
        }
        if (machine.isPresent()) {
            machine.get().close();
        }
    }
}
