package dev.rill.launch;

import dev.rill.model.fake.DemoAnswers;
import dev.rill.model.fake.FakeModel;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Makes the AOT cache (JEP 514, JEP 515): starts the packaged server with the JVM that runs this class, lets it answer
 * questions from a fake model on loopback, and ends it. Run by the build: {@code AotTraining <target folder>}.
 */
public final class AotTraining {
    private static final Duration START = Duration.ofSeconds(60);
    private static final Duration END = Duration.ofSeconds(180);
    private static final int QUESTIONS = 30;

    private final HttpClient client;
    private final URI server;

    private AotTraining(HttpClient client, URI server) {
        this.client = client;
        this.server = server;
    }

    public static void main(String[] arguments) throws Exception {
        Path target = Path.of(arguments[0]).toAbsolutePath();
        Path cache = target.resolve("rill.aot");
        Files.deleteIfExists(cache);
        Path data = Files.createTempDirectory("rill-training");
        try (FakeModel model = FakeModel.start().withoutRecording().byDefault(new DemoAnswers(Duration.ofMillis(1)));
             HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            int port = freePort();
            Process process = start(target, cache, data, model.baseUrl(), port);
            try {
                AotTraining training = new AotTraining(client, URI.create("http://127.0.0.1:" + port));
                training.awaitReady(process);
                training.use();
                process.destroy();
                if (!process.waitFor(END.toSeconds(), TimeUnit.SECONDS) || !Files.exists(cache)) {
                    throw new IllegalStateException("The server left no AOT cache");
                }
            } finally {
                process.destroyForcibly();
            }
        } finally {
            delete(data);
        }
        System.exit(0);
    }

    private static Process start(Path target, Path cache, Path data, URI model, int port) throws IOException {
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        Files.readAllLines(target.resolve("java.args")).stream().map(String::strip)
                .filter(flag -> flag.startsWith("-") && !flag.contains("AOTCache")).forEach(command::add);
        command.addAll(List.of("-XX:AOTCacheOutput=" + cache, "-Xlog:aot=error,cds=error", "-jar",
                target.resolve("rill.jar").toString()));
        ProcessBuilder builder = new ProcessBuilder(command).directory(data.toFile())
                .redirectErrorStream(true).redirectOutput(target.resolve("training.log").toFile());
        Map<String, String> environment = builder.environment();
        environment.keySet().removeIf(name -> name.startsWith("RILL_") || name.startsWith("OPENAI_"));
        environment.putAll(Map.of("HOST", "127.0.0.1", "PORT", Integer.toString(port), "RILL_DATA", data.toString(),
                "OPENAI_BASE_URL", model.toString(), "OPENAI_MODEL", "training", "OPENAI_API_KEY", "none"));
        return builder.start();
    }

    private void awaitReady(Process process) throws InterruptedException {
        long deadline = System.nanoTime() + START.toNanos();
        while (System.nanoTime() < deadline && process.isAlive()) {
            try {
                if (get("/health/ready").statusCode() == 200) {
                    return;
                }
            } catch (IOException e) {
                // not listening yet
            }
            process.waitFor(50, TimeUnit.MILLISECONDS);
        }
        throw new IllegalStateException("The server did not become ready; target/training.log says why");
    }

    /** What a first user does, and a little more. */
    private void use() throws IOException, InterruptedException {
        for (String path : List.of("/", "/openapi", "/documents", "/streams", "/health", "/health/live", "/threads")) {
            get(path);
        }
        for (int i = 0; i < QUESTIONS; i++) {
            String thread = "t" + i % 10;
            String answer = ask("/chat/stream", thread, "How do I stop an answer?").body();
            if (!answer.contains("event: complete")) {
                throw new IllegalStateException("The server did not answer: " + answer);
            }
            get("/threads/" + thread);
        }
        ask("/chat", "whole", "Where are threads stored?");
        ask("/chat", "", "");
        get("/threads/whole/export");
        get("/threads?q=stop");
        get("/threads/none");
        get("/metrics");
        send(HttpRequest.newBuilder(server.resolve("/threads/whole")).DELETE());
    }

    private HttpResponse<String> ask(String path, String thread, String question) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(server.resolve(path)).header("content-type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(
                        "{\"threadId\":\"" + thread + "\",\"message\":\"" + question + "\"}")));
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(server.resolve(path)));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.timeout(START).build(), HttpResponse.BodyHandlers.ofString());
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
