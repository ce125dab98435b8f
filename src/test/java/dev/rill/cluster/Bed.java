package dev.rill.cluster;

import dev.rill.copy.TestRedis;
import dev.rill.model.fake.FakeModel;
import dev.rill.proxy.ProxyProgram;
import dev.rill.proxy.ReverseProxy;
import dev.rill.server.KeyFile;
import dev.rill.threads.TestPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.stream.IntStream;

/**
 * Three servers on one PostgreSQL and one Redis, behind nginx and HAProxy as the manual has them, and a model. Each
 * server is in a network namespace of its own where this machine allows it. One thread makes and closes it; the
 * proxies' ports may be asked for by any.
 */
final class Bed implements AutoCloseable {
    /** How many answers of a user may run at once. */
    static final int PER_USER = 4;
    static final int USERS = 6;
    private static final List<String> NAMES = List.of("red", "green", "blue");

    /** Whether what proxies send to servers goes over cables that can be cut. */
    enum Fronts { CABLES, DIRECT }

    final Calls calls = new Calls();
    final FakeModel model = FakeModel.start().withoutRecording().byDefault(calls);
    final String databaseUrl = TestPostgres.newDatabase();
    final PostgresProcess postgres;
    final List<Replica> replicas = new ArrayList<>();
    private final Map<ProxyProgram, ReverseProxy> proxies = new HashMap<>();
    /** Whether each server is in a network namespace. */
    final boolean namespaces = Namespace.possible();
    private final Fronts fronts;
    private volatile ProxyProgram only;
    private volatile TestRedis redis;

    /**
     * Returns when all of them are ready.
     *
     * @param folder   for what they keep and print
     * @param settings over those of the bed
     */
    Bed(Path folder, Fronts fronts, Map<String, String> settings) throws IOException, InterruptedException {
        this(folder, fronts, settings, Optional.empty());
    }

    /** @param first a folder with classes that its servers have instead of their own */
    Bed(Path folder, Fronts fronts, Map<String, String> settings, Optional<Path> first)
            throws IOException, InterruptedException {
        ProxyProgram.NGINX.require();
        ProxyProgram.HAPROXY.require();
        this.fronts = fronts;
        try {
            postgres = new PostgresProcess(databaseUrl);
        } catch (SQLException e) {
            throw new IOException(e);
        }
        redis = TestRedis.start();
        Path documents = Files.createDirectories(folder.resolve("documents"));
        Files.writeString(documents.resolve("one.md"), "# How does it go on?\n\nIt goes on by itself.\n");
        String[] users = IntStream.range(0, USERS).mapToObj(user -> user(user) + " " + key(user(user)))
                .toArray(String[]::new);
        users[0] += " admin";
        Map<String, String> all = new HashMap<>(Map.of("OPENAI_BASE_URL", model.baseUrl().toString(),
                "OPENAI_MODEL", "fake", "OPENAI_API_KEY", "none", "RILL_EMBEDDINGS", "off",
                "RILL_DATABASE_URL", databaseUrl, "RILL_REDIS_URL", redis.url().toString(), "RILL_REPLICAS", "true",
                "RILL_AUTH_KEYS", KeyFile.write(folder, users).toString(), "RILL_DOCUMENTS", documents.toString()));
        all.putAll(Map.of("RILL_MAX_STREAMS_PER_USER", Integer.toString(PER_USER), "RILL_KEEP_ALIVE", "PT3S",
                "RILL_TRUSTED_PROXIES", "127.0.0.1"));
        all.putAll(namespaces ? Map.of("HOST", "0.0.0.0", "RILL_ALLOWED_HOSTS", "localhost, 127.0.0.1",
                "RILL_TRUSTED_PROXIES", "198.18.0.0/15") : Map.of());
        all.putAll(settings);
        try {
            for (String name : NAMES) {
                replicas.add(new Replica(name, namespaces, folder.resolve(name), first, all,
                        new Replica.Reached(TestPostgres.port(), redis.port(), model.baseUrl().getPort())));
            }
            startAll();
            startProxy(ProxyProgram.NGINX);
            startProxy(ProxyProgram.HAPROXY);
        } catch (IOException | InterruptedException | RuntimeException | AssertionError e) {
            close();
            throw e;
        }
    }

    /** The one that servers reach. */
    TestRedis redis() {
        return redis;
    }

    /** Puts a replica in the place of the Redis, which is killed. */
    void promote(Tally tally) throws IOException, InterruptedException {
        redis = Promotion.of(redis, tally);
        int port = redis.port();
        replicas.forEach(replica -> replica.redis.leadTo(port));
    }

    /** At once, on a database that none of them has seen. */
    private void startAll() throws IOException, InterruptedException {
        List<FutureTask<Boolean>> starts = new ArrayList<>();
        for (Replica replica : replicas) {
            FutureTask<Boolean> start = new FutureTask<>(() -> {
                replica.start();
                return true;
            });
            starts.add(start);
            Thread.ofVirtual().start(start);
        }
        for (FutureTask<Boolean> start : starts) {
            try {
                start.get();
            } catch (ExecutionException e) {
                throw new IOException("a server does not start", e.getCause());
            }
        }
    }

    static String user(int number) {
        return "user" + number;
    }

    static String key(String user) {
        return "key-of-" + user;
    }

    static String authorization(String user) {
        return "Authorization: Bearer " + key(user);
    }

    /** Ends it, where it runs, with all connections through it, and starts it on another port. */
    void startProxy(ProxyProgram program) throws IOException, InterruptedException {
        List<String> servers = replicas.stream()
                .map(replica -> fronts == Fronts.CABLES ? replica.front.place() : replica.place()).toList();
        ReverseProxy next = ReverseProxy.start(program, port -> ManyServersSite.of(program, port, servers));
        ReverseProxy before;
        synchronized (proxies) {
            before = proxies.put(program, next);
        }
        if (before != null) {
            before.close();
        }
    }

    int port(ProxyProgram program) {
        synchronized (proxies) {
            return proxies.get(program).port();
        }
    }

    /** Sends those who ask from now on through this one alone. */
    void onlyThrough(ProxyProgram program) {
        only = program;
    }

    int anyPort(Random random) {
        ProxyProgram one = only;
        return port(one != null ? one : random.nextBoolean() ? ProxyProgram.NGINX : ProxyProgram.HAPROXY);
    }

    @Override
    public void close() throws IOException, InterruptedException {
        for (ReverseProxy proxy : proxies.values()) {
            proxy.close();
        }
        for (Replica replica : replicas) {
            replica.close();
        }
        redis.close();
        model.close();
    }
}
