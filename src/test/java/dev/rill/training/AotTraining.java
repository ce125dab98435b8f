package dev.rill.training;

import dev.rill.launch.Folders;
import dev.rill.launch.PackagedServer;
import dev.rill.model.fake.DemoAnswers;
import dev.rill.model.fake.FakeModel;
import dev.rill.training.Crowd.Conduct;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Makes the AOT cache (JEP 514, JEP 515): starts the packaged server with the JVM that runs this class, lets it answer
 * questions from a fake model on loopback, and ends it. The cache holds loaded classes and profiles: code is compiled
 * sooner, and for what happened here. Run by the build: {@code AotTraining <target folder>}.
 */
public final class AotTraining {
    private static final Duration START = Duration.ofMinutes(5);
    private static final Duration PAUSE = Duration.ofMillis(50);
    private static final Duration END = Duration.ofMinutes(10);
    private static final int QUESTIONS = 10;
    private static final int ATTACKS = 40;
    private static final String PACED = "How do I stop an answer? [[notool]] [[slow]]";
    private static final String AT_ONCE = "How do I stop an answer? [[notool]] [[fast]]";
    /**
     * Fifty times HotSpot's thresholds of its last compiler: what it compiles is profiled no more, and a path that the
     * profile does not have, such as a client that leaves, would later cost all who stream a compilation. What it
     * compiled here it would also compile early, while a server starts.
     */
    private static final List<String> PROFILED_LONGER = List.of("-XX:Tier4InvocationThreshold=250000",
            "-XX:Tier4MinInvocationThreshold=30000", "-XX:Tier4CompileThreshold=750000",
            "-XX:Tier4BackEdgeThreshold=2000000");

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
            try (PackagedServer server = PackagedServer.start(target, flags(target, cache), data,
                    target.resolve("training.log"), Map.of("OPENAI_BASE_URL", model.baseUrl().toString(),
                            "OPENAI_MODEL", "training", "OPENAI_API_KEY", "none"))) {
                server.awaitReady(START, PAUSE);
                new AotTraining(client, URI.create("http://127.0.0.1:" + server.port())).use();
                server.terminate(END);
                if (!Files.exists(cache)) {
                    throw new IllegalStateException("The server left no AOT cache");
                }
            }
        } finally {
            Folders.delete(data);
        }
        System.exit(0);
    }

    private static List<String> flags(Path target, Path cache) throws IOException {
        List<String> flags = new ArrayList<>(PackagedServer.flagsWithoutCache(target.resolve("java.args")));
        flags.addAll(PROFILED_LONGER);
        flags.addAll(List.of("-XX:AOTCacheOutput=" + cache, "-Xlog:aot=error,cds=error"));
        return flags;
    }

    /**
     * What a first user does; then what many do at once, those who leave first, see {@link #PROFILED_LONGER}. Last who
     * floods, so that the first of those is cut as quickly as a later one.
     */
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
        ask("/chat", "misspelt", "Where are therads stoored?"); // words that no document has, as in the rehearsal
        ask("/chat", "", "");
        get("/threads/whole/export");
        get("/threads?q=stop");
        get("/threads/none");
        get("/metrics");
        send(HttpRequest.newBuilder(server.resolve("/threads/whole")).DELETE());
        Crowd crowd = new Crowd(server.getPort());
        crowd.ask(60, 2, PACED, List.of(Conduct.LEAVES, Conduct.STOPS));
        crowd.ask(50, 15, AT_ONCE, List.of(Conduct.STAYS));
        crowd.ask(100, 2, PACED, List.of(Conduct.values()));
        new Attackers(server.getPort()).attack(ATTACKS);
    }

    private HttpResponse<String> ask(String path, String thread, String question) throws IOException,
            InterruptedException {
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
}
