package dev.rill.model.openai;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rill.config.RillConfig;
import dev.rill.config.Secret;
import dev.rill.launch.Guard;
import dev.rill.model.ModelFault;
import dev.rill.model.fake.Answer;
import dev.rill.model.fake.FakeModel;
import dev.rill.model.fake.Script;
import dev.rill.model.transport.SocketHttpClient;
import dev.rill.stream.Cancellation;
import java.lang.ref.WeakReference;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OpenAiServerTest {
    private final FakeModel fake = FakeModel.start();

    @AfterEach
    void close() {
        fake.close();
    }

    @Test
    void aConfiguredModelIsTakenWithoutAsking() {
        try (OpenAiServer server = server(Optional.of("mine"))) {
            assertEquals(new ModelChoice.Chosen("mine"), server.choose());
        }
        assertEquals(0, fake.accepted());
    }

    @Test
    void theOnlyModelOfAServerIsTaken() {
        fake.models("only");
        try (OpenAiServer server = server(Optional.empty())) {
            assertEquals(new ModelChoice.Chosen("only"), server.choose());
        }
        assertEquals("Bearer " + ModelBed.KEY, fake.requests().getFirst().header("authorization").orElseThrow());
    }

    @Test
    void severalModelsAndNoneAreNamed() {
        try (OpenAiServer server = server(Optional.empty())) {
            fake.models("b", "a");
            assertEquals(new ModelChoice.Undecided(List.of("a", "b")), server.choose());
            fake.models();
            assertEquals(new ModelChoice.Undecided(List.of()), server.choose());
        }
    }

    @Test
    void aServerThatListsNothingIsUnknown() {
        try (OpenAiServer server = server(Optional.empty())) {
            fake.otherwise(request -> Optional.of(Script.status(401)));
            assertEquals(ModelFault.Kind.UNAUTHORIZED, unknown(server));
            fake.otherwise(request -> Optional.of(Script.reply(200, "text/html", "<html>")));
            assertEquals(ModelFault.Kind.MALFORMED, unknown(server));
            fake.close();
            assertEquals(ModelFault.Kind.UNAVAILABLE, unknown(server));
        }
    }

    @Test
    void aServerErrorOnTheListIsTriedAgain() {
        Queue<Script> faults = new ConcurrentLinkedQueue<>(List.of(Script.status(500), Script.status(503)));
        fake.otherwise(request -> Optional.ofNullable(faults.poll()));
        try (OpenAiServer server = server(Optional.empty())) {
            assertEquals(new ModelChoice.Chosen("fake-model"), server.choose());
        }
        assertEquals(3, fake.requests().size());
    }

    @Test
    void vectorsComeInTheOrderOfTheTexts() {
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            texts.add("text number " + i);
        }
        try (OpenAiServer server = server(Optional.empty())) {
            EmbeddingClient client = server.embeddings("embedder");
            List<float[]> vectors = client.embed(texts, new Cancellation());
            assertEquals(300, vectors.size());
            assertArrayEquals(client.embed(List.of("text number 299"), new Cancellation()).getFirst(),
                    vectors.getLast());
            assertEquals(List.of(), client.embed(List.of(), new Cancellation()));
        }
        assertEquals("embedder", fake.requests().getFirst().json().path("model").asText());
        assertEquals(1, fake.accepted());
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"object\":\"list\",\"model\":\"m\",\"data\":[]}", "{}", "[]", "<html>",
            "{\"object\":\"list\",\"model\":\"m\",\"data\":[{\"object\":\"embedding\",\"index\":0,\"embedding\":[]}]}",
            "{\"object\":\"list\",\"model\":\"m\",\"data\":"
            + "[{\"object\":\"embedding\",\"index\":0,\"embedding\":\"%%%\"}]}",
            "{\"object\":\"list\",\"model\":\"m\",\"data\":[{\"object\":\"embedding\",\"index\":0,\"embedding\":"
            + "[\"x\"]}]}"})
    void vectorsThatAreNoneAreMalformed(String body) {
        fake.otherwise(request -> Optional.of(Script.reply(200, "application/json", body)));
        try (OpenAiServer server = server(Optional.empty())) {
            ModelFaultException thrown = assertThrows(ModelFaultException.class,
                    () -> server.embeddings("e").embed(List.of("a"), new Cancellation()));
            assertEquals(ModelFault.Kind.MALFORMED, thrown.fault().kind());
        }
    }

    @Test
    void whatWasAskedOnceClosesNothingWhenItIsGarbage() {
        try (OpenAiServer server = server(Optional.empty())) {
            server.choose();
            for (int i = 0; i < 20; i++) {
                WeakReference<Object> garbage = new WeakReference<>(new Object());
                while (garbage.get() != null) {
                    System.gc();
                }
                CallRun run = CallRun.start(server.chat("m"), ModelBed.question("How?"));
                run.awaitEnd();
                assertEquals("Hello there", run.text());
            }
        }
    }

    @Test
    void aBaseUrlWithoutAKeySendsNone() {
        var settings = new RillConfig.Model(Optional.empty(), Optional.of(fake.baseUrl()), Optional.empty(),
                Optional.empty(), Guard.TIME, Guard.TIME, Guard.TIME,
                Guard.TIME);
        try (OpenAiServer server = new OpenAiServer(settings, Optional.empty())) {
            server.choose();
            CallRun.start(server.chat("m"), ModelBed.question("How?")).awaitEnd();
        }
        fake.requests().forEach(request -> assertEquals(Optional.empty(), request.header("authorization")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ftp://host/v1", "host/v1", "https:///v1", "http://user:pw@host/v1", "http://host:0/v1",
            "http://host:99999/v1"})
    void aBaseUrlMustBeOneOfAServer(String url) {
        var settings = ModelBed.settings(URI.create(url), Optional.empty());
        IllegalArgumentException thrown =
                assertThrows(IllegalArgumentException.class, () -> new OpenAiServer(settings, Optional.empty()));
        assertFalse(thrown.getMessage().contains("pw"), thrown.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://llama-cpp:8080/v1", "https://api.example.com", "http://[::1]:9/v1/", "HTTP://h"})
    void aHostMayBeAnyThatNetworksHave(String url) {
        new OpenAiServer(ModelBed.settings(URI.create(url), Optional.empty()), Optional.empty()).close();
    }

    @Test
    void theQueryOfTheBaseUrlStandsBehindEachPath() throws InterruptedException {
        for (String base : List.of("?api-version=2024-06-01", "/?api-version=2024-06-01&x=a%2Fb+c")) {
            URI url = URI.create(fake.baseUrl() + base);
            String query = base.substring(base.indexOf('?'));
            try (OpenAiServer server = new OpenAiServer(ModelBed.settings(url, Optional.empty()), Optional.empty())) {
                assertEquals(new ModelChoice.Chosen("fake-model"), server.choose());
                assertEquals("/v1/models" + query, fake.takeRequest().path());
                CallRun.start(server.chat("m"), ModelBed.question("How?")).awaitEnd();
                assertEquals("/v1/chat/completions" + query, fake.takeRequest().path());
                server.embeddings("e").embed(List.of("a"), new Cancellation());
                assertEquals("/v1/embeddings" + query, fake.takeRequest().path());
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"https://name.openai.azure.com/openai/deployments/gpt-4o, s3cret, api-key, s3cret",
            "https://name.services.ai.azure.com/models, s3cret, api-key, s3cret",
            "https://gateway.azure-api.net/v1, s3cret, api-key, s3cret",
            "https://name.openai.azure.com/openai/v1, eyJhbGciOi.x.y, Authorization, Bearer eyJhbGciOi.x.y",
            "https://api.openai.com/v1, s3cret, Authorization, Bearer s3cret",
            "https://azure.com.example.org/v1, s3cret, Authorization, Bearer s3cret"})
    void azureHasAHeaderOfItsOwnForKeys(String url, String key, String name, String value) {
        KeyHeader header = KeyHeader.of(URI.create(url), Optional.of(new Secret(key)));
        assertEquals(name + ": " + value, header.name() + ": " + header.value());
        assertFalse(header.toString().contains(key));
    }

    @Test
    void warmingUpSendsNothing() {
        try (OpenAiServer server = server(Optional.empty())) {
            server.warmUp();
        }
        assertEquals(0, fake.accepted());
    }

    @Test
    void neitherKeyNorQuestionNorAnswerIsLoggedOrPrinted() {
        List<String> logged = new ArrayList<>();
        Logger root = Logger.getLogger("");
        Level before = root.getLevel();
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord log) {
                synchronized (logged) {
                    logged.add(log.getLevel() + " " + log.getMessage() + " " + List.of(
                            log.getParameters() == null ? new Object[0] : log.getParameters()) + " " + log.getThrown());
                }
            }

            @Override
            public void flush() {
            }

            @Override
            public void close() {
            }
        };
        handler.setLevel(Level.ALL);
        root.addHandler(handler);
        root.setLevel(Level.ALL);
        try (OpenAiServer server = server(Optional.empty())) {
            var client = server.chat("m");
            fake.enqueue(Script.status(401), Script.status(400), Script.status(500), Script.status(429),
                    Script.status(500, Map.of("X-Echo", ModelBed.KEY)), Answer.of("CANARY-answer"));
            for (int i = 0; i < 4; i++) {
                CallRun.start(client, ModelBed.question("CANARY-question")).awaitEnd();
            }
            logged.add(server + " " + client + " " + server.embeddings("e") + " " + server.choose());
        } finally {
            root.removeHandler(handler);
            root.setLevel(before);
        }
        assertTrue(logged.size() > 3, logged.toString());
        assertFalse(logged.toString().contains("CANARY"), logged.toString());
    }

    @Test
    void aKeyThatIsNoHeaderValueIsNotTold() {
        var settings = new RillConfig.Model(Optional.of(new Secret("sk-CANARY\r\nX: y")), Optional.of(fake.baseUrl()),
                Optional.empty(), Optional.empty(), Guard.TIME, Guard.TIME, Guard.TIME,
                Guard.TIME);
        try (OpenAiServer server = new OpenAiServer(settings, Optional.empty())) {
            IllegalArgumentException thrown = assertThrows(IllegalArgumentException.class, server::choose);
            assertFalse(thrown.toString().contains("CANARY"), thrown.toString());
        }
        assertEquals(0, fake.accepted());
    }

    private static ModelFault.Kind unknown(OpenAiServer server) {
        if (server.choose() instanceof ModelChoice.Unknown(ModelFault fault)) {
            assertFalse(fault.toString().contains("CANARY"));
            return fault.kind();
        }
        throw new AssertionError("not unknown");
    }

    private OpenAiServer server(Optional<String> model) {
        return new OpenAiServer(ModelBed.settings(fake.baseUrl(), model), new ModelLimits(Guard.TIME,
                Guard.TIME, Guard.TIME, Guard.TIME, 2, Duration.ofMillis(10),
                Duration.ofSeconds(1)), new SocketHttpClient(fake.baseUrl(), Optional.empty()));
    }
}
