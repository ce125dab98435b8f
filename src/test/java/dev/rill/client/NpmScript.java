package dev.rill.client;

import dev.rill.http.response.Json;
import dev.rill.launch.Guard;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A client from npm in a process of Node, for the tests of one class: a script of {@code /clients} does what is called.
 * Where the clients were not brought, the tests are skipped, and fail in CI. Any thread.
 */
public final class NpmScript implements BeforeAllCallback, AfterAllCallback {
    private final String name;
    private final AtomicInteger ids = new AtomicInteger();
    private final Map<Integer, Call> calls = new ConcurrentHashMap<>();
    private Process process;
    private PrintStream in;

    public NpmScript(String name) {
        this.name = name;
    }

    /** What is under way, or over. */
    public final class Call {
        private final int id;
        private final BlockingQueue<JsonNode> lines = new LinkedBlockingQueue<>();

        private Call(int id) {
            this.id = id;
        }

        /** The next thing that the script says on the way. */
        JsonNode next() throws InterruptedException {
            JsonNode line = line();
            if (!line.has("said")) {
                throw new AssertionError("it is over: " + line);
            }
            return line.get("said");
        }

        /** Waits for the end, and gives what it came to; passes over what is said before. */
        public JsonNode done() throws InterruptedException {
            JsonNode line = end();
            if (!line.has("done")) {
                throw new AssertionError("failed: " + line);
            }
            return line.get("done");
        }

        /** What is said until the end, whatever that is. */
        List<JsonNode> said() throws InterruptedException {
            List<JsonNode> all = new ArrayList<>();
            for (JsonNode line = line(); line.has("said"); line = line()) {
                all.add(line.get("said"));
            }
            return all;
        }

        /** Waits for the end, which is an error that the client throws. */
        JsonNode failed() throws InterruptedException {
            JsonNode line = end();
            if (!line.has("failed")) {
                throw new AssertionError("no error: " + line);
            }
            return line.get("failed");
        }

        /** As whoever uses the client takes it back. */
        void abort() {
            tell(Json.object().put("id", id).put("abort", true));
        }

        private JsonNode end() throws InterruptedException {
            JsonNode line = line();
            while (line.has("said")) {
                line = line();
            }
            return line;
        }

        private JsonNode line() throws InterruptedException {
            JsonNode line = lines.poll(Guard.SECONDS, TimeUnit.SECONDS);
            if (line == null) {
                throw new AssertionError("the script says nothing");
            }
            return line;
        }
    }

    /** Begins a call. */
    public Call call(String function, JsonNode with) {
        Call call = new Call(ids.incrementAndGet());
        calls.put(call.id, call);
        tell(Json.object().put("id", call.id).put("call", function).set("with", with));
        return call;
    }

    @Override
    public void beforeAll(ExtensionContext context) throws IOException {
        Path script = Path.of(URI.create(Objects.requireNonNull(getClass().getResource("/clients/" + name))
                .toString()));
        Optional<Path> modules = modules(script);
        if (modules.isEmpty()) {
            String reason = "the clients of npm are not installed; .ci/clients brings them";
            if ("true".equals(System.getenv("CI"))) {
                throw new AssertionError(reason);
            }
            Assumptions.abort(reason);
        }
        Path node = modules.get().resolve(".bin/node");
        process = new ProcessBuilder(List.of(Files.exists(node) ? node.toString() : "node", script.toString()))
                .redirectError(ProcessBuilder.Redirect.INHERIT).start();
        in = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
        BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
        Thread.ofVirtual().name("npm-script").start(() -> read(out));
    }

    /** Where Node looks for what the script imports. */
    private static Optional<Path> modules(Path script) {
        for (Path folder = script.getParent(); folder != null; folder = folder.getParent()) {
            Path modules = folder.resolve("node_modules");
            if (Files.isDirectory(modules)) {
                return Optional.of(modules);
            }
        }
        return Optional.empty();
    }

    /** What the script says goes to its calls; where it ends before them, they end too. */
    private void read(BufferedReader out) {
        try {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                JsonNode told = JsonMapper.shared().readTree(line);
                calls.get(told.get("id").intValue()).lines.add(told);
            }
        } catch (IOException e) {
            // its process was ended
        }
        JsonNode ended = Json.object().put("ended", name);
        calls.values().forEach(call -> call.lines.add(ended));
    }

    private void tell(JsonNode line) {
        in.println(line);
    }

    @Override
    public void afterAll(ExtensionContext context) throws InterruptedException {
        if (process != null) {
            in.close();
            if (!process.waitFor(Guard.SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        }
    }
}
