package dev.rill.page;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.rill.model.fake.FakeModel;
import dev.rill.server.TestServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

/** A whole server with its documents and the fake model behind it. Closed by who made it. */
final class House implements AutoCloseable {
    private static final JsonMapper JSON = new JsonMapper();

    final FakeModel model = FakeModel.start();
    final Path folder;
    private final Map<String, String> settings;
    private final HttpClient client = HttpClient.newHttpClient();
    private TestServer server;

    House(Map<String, String> settings) {
        try {
            folder = Files.createTempDirectory("rill-page");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Corpus.writeTo(documents());
        // a gate holds an answer for as long as a slow machine needs to open a page
        this.settings = new HashMap<>(Map.of("RILL_DOCUMENTS", documents().toString(), "RILL_SEARCH", "always",
                "RILL_DRAIN_TIMEOUT", "PT0S", "RILL_MODEL_GAP_TIMEOUT", "PT10M", "RILL_STALE_AFTER", "PT15M"));
        this.settings.putAll(settings);
        server = TestServer.startIn(folder, TestServer.withModel(model, this.settings));
    }

    Path documents() {
        return folder.resolve("documents");
    }

    int port() {
        return server.port();
    }

    void restart() {
        server.close();
        server = TestServer.startIn(folder, TestServer.withModel(model, settings));
    }

    void deleteThreads() {
        for (JsonNode page = threads(); !page.isEmpty(); page = threads()) {
            for (JsonNode thread : page) {
                call("DELETE", "/threads/" + thread.path("threadId").asText());
            }
        }
    }

    JsonNode threads() {
        return call("GET", "/threads?limit=100").path("threads");
    }

    JsonNode call(String method, String path) {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path))
                .method(method, HttpRequest.BodyPublishers.noBody()).build();
        try {
            return JSON.readTree(client.send(request, BodyHandlers.ofString()).body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        server.close();
        model.close();
        client.close();
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
