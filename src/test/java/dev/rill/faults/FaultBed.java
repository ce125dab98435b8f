package dev.rill.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rill.http.RawHttp;
import dev.rill.launch.Guard;
import dev.rill.model.fake.FakeConnection;
import dev.rill.model.fake.FakeModel;
import dev.rill.model.fake.Script;
import dev.rill.server.EventStream;
import dev.rill.server.Polling;
import dev.rill.server.TestServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;

/** A whole server with a fake model behind it, and what a user can see of it. Closed by the test. */
public final class FaultBed implements AutoCloseable {
    public final FakeModel model;
    public final TestServer server;

    private FaultBed(FakeModel model, TestServer server) {
        this.model = model;
        this.server = server;
    }

    /** @param settings by turns the name of an environment variable and its value */
    public static FaultBed with(String... settings) {
        Map<String, String> environment = new HashMap<>();
        for (int i = 0; i < settings.length; i += 2) {
            environment.put(settings[i], settings[i + 1]);
        }
        return with(environment);
    }

    public static FaultBed with(Map<String, String> environment) {
        FakeModel model = FakeModel.start();
        return new FaultBed(model, TestServer.start(model, environment));
    }

    public int port() {
        return server.port();
    }

    /** Posts a question in a thread. */
    public EventStream ask(String threadId, String... headers) throws IOException {
        return EventStream.ask(port(), threadId, "How does it work?", headers);
    }

    /** Has the model do something with the next question, which is posted and read to the end. */
    public SeenAnswer answer(String threadId, Script script) throws IOException {
        model.enqueue(script);
        return answer(threadId);
    }

    /** Posts a question and reads the stream to its end. */
    public SeenAnswer answer(String threadId) throws IOException {
        return SeenAnswer.of(() -> ask(threadId));
    }

    /** Waits until all passages are found by their vectors too, which come behind their words. */
    public void awaitVectors() throws InterruptedException {
        Polling.until(() -> {
            JsonNode documents = call("GET", "/documents").json();
            return documents.path("total").asInt(0) > 0 && documents.path("withoutVectors").asInt(1) == 0;
        });
    }

    public RawHttp.Response call(String method, String path) {
        return call(method, path, Map.of(), null);
    }

    /** @param body null for none */
    public RawHttp.Response call(String method, String path, Map<String, String> headers, String body) {
        try {
            return RawHttp.call(port(), method, path, headers,
                    body == null ? null : body.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the thread holds as the last answer. */
    public JsonNode stored(String threadId) {
        JsonNode messages = call("GET", "/threads/" + threadId).json().get("messages");
        return messages.get(messages.size() - 1);
    }

    public void assertStored(String status, String text, String threadId) {
        JsonNode stored = stored(threadId);
        assertEquals(List.of(status, text),
                List.of(stored.get("status").stringValue(), stored.get("content").stringValue()));
    }

    /** That every connection to the model is closed: one that might be used again is not. */
    public void assertUpstreamClosed() throws Exception {
        for (FakeConnection connection : model.openConnections()) {
            connection.closed().get(Guard.SECONDS, TimeUnit.SECONDS);
        }
    }

    /** A figure of the stream monitor. */
    public double monitor(String name) {
        return call("GET", "/streams").json().get("metrics").get(name).doubleValue();
    }

    /** That no stream runs, and the thread takes the next question. */
    public void assertNothingLeft(String threadId) throws Exception {
        Polling.until(() -> monitor("activeConnections") == 0);
        try (EventStream next = ask(threadId)) {
            assertEquals(200, next.status());
        }
    }

    @Override
    public void close() {
        server.close();
        model.close();
    }
}
