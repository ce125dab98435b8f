package dev.rill.model.openai;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.rill.config.RillConfig;
import dev.rill.config.Secret;
import dev.rill.launch.Guard;
import dev.rill.model.ModelClient;
import dev.rill.model.ModelFault;
import dev.rill.model.ModelFault.Kind;
import dev.rill.model.ModelMessage;
import dev.rill.model.ModelRequest;
import dev.rill.model.fake.Effect;
import dev.rill.model.fake.FakeConnection;
import dev.rill.model.fake.FakeModel;
import dev.rill.model.transport.SocketHttpClient;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLSocketFactory;

/** A fake model server and a client of it, with short deadlines. */
final class ModelBed implements AutoCloseable {
    static final String KEY = "sk-CANARY-key";
    /** For what ends by a deadline: long enough for what comes before it, on a busy machine too. */
    static final ModelLimits LIMITS = new ModelLimits(Guard.TIME, Duration.ofSeconds(3), Duration.ofSeconds(2),
            Guard.TIME, 2, Duration.ofMillis(20), Duration.ofSeconds(10));
    /** For everything else: a deadline that passes would be another fault than the one that is looked for. */
    static final ModelLimits PATIENT = limits(Guard.TIME.multipliedBy(2), Guard.TIME.multipliedBy(2),
            Guard.TIME.multipliedBy(2));
    static final ModelRequest.Tool SEARCH = new ModelRequest.Tool("search", "Searches the documents.",
            "{\"type\":\"object\",\"properties\":{\"query\":{\"type\":\"string\"}},\"required\":[\"query\"]}");

    final FakeModel fake;
    final SocketHttpClient transport;
    final OpenAiServer server;
    final ModelClient client;

    ModelBed() {
        this(LIMITS);
    }

    ModelBed(ModelLimits limits) {
        this(FakeModel.start(), limits);
    }

    ModelBed(FakeModel fake, ModelLimits limits) {
        this.fake = fake;
        this.transport = transport(fake.baseUrl());
        this.server = new OpenAiServer(settings(fake.baseUrl(), Optional.of("fake-model")), limits, transport);
        this.client = server.chat("fake-model");
        // the first call of a process takes most of a second, which is longer than these deadlines
        server.warmUp();
    }

    static SocketHttpClient transport(URI baseUrl) {
        return new SocketHttpClient(baseUrl, Optional.empty());
    }

    static RillConfig.Model settings(URI baseUrl, Optional<String> model) {
        return new RillConfig.Model(Optional.of(new Secret(KEY)), Optional.of(baseUrl), model, Optional.empty(),
                LIMITS.connect(), LIMITS.firstToken(), LIMITS.gap(), LIMITS.total());
    }

    static ModelLimits limits(Duration firstToken, Duration gap, Duration total) {
        return new ModelLimits(LIMITS.connect(), firstToken, gap, total, LIMITS.retries(), LIMITS.backoff(),
                LIMITS.longestWait());
    }

    static ModelRequest question(String text) {
        return new ModelRequest(List.of(new ModelMessage.System("Answer."), new ModelMessage.User(text)),
                ModelRequest.Tools.NONE, text, List.of());
    }

    static ModelRequest questionWithTool(String text) {
        return new ModelRequest(question(text).messages(), ModelRequest.Tools.of(List.of(SEARCH)), text, List.of());
    }

    /** Asks, and waits for the end. */
    CallRun ask() {
        return ask(question("How?"));
    }

    CallRun ask(ModelRequest request) {
        CallRun run = CallRun.start(client, request);
        run.awaitEnd();
        return run;
    }

    CallRun begin() {
        return CallRun.start(client, question("How?"));
    }

    /** Also that neither the key nor anything that the server said is told. */
    static ModelFault assertFault(Kind kind, CallRun run) {
        ModelFault fault = run.fault();
        assertEquals(kind, fault.kind(), fault.message());
        assertFalse(fault.toString().contains("CANARY"), fault.toString());
        return fault;
    }

    /** That no connection stays open. */
    void assertAllClosed() throws Exception {
        for (FakeConnection connection : List.copyOf(fake.openConnections())) {
            connection.closed().get(Guard.SECONDS, TimeUnit.SECONDS);
        }
    }

    static Effect effect(String name) {
        return switch (name) {
            case "Fin" -> Effect.fin();
            case "Rst" -> Effect.rst();
            case "EndBody" -> Effect.endBody();
            case "Silence" -> Effect.silence();
            default -> throw new IllegalArgumentException(name);
        };
    }

    @Override
    public void close() {
        client.close();
        server.close();
        fake.close();
    }
}
