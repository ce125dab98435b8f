package dev.rill.client;

import dev.rill.http.RawHttp;
import dev.rill.http.response.Json;
import dev.rill.launch.Guard;
import dev.rill.model.fake.Answer;
import dev.rill.model.fake.Effect;
import dev.rill.model.fake.FakeModel;
import dev.rill.model.fake.Script;
import dev.rill.server.KeyFile;
import dev.rill.server.TestServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A server that two users may call, with a fake model behind it, for one test of a client. */
abstract class ClientTest {
    static final Script SEARCH = Answer.toolCall("search_documents", "{\"query\":\"how to stop an answer\"}");
    static final Answer SILENT = Answer.of("one ", "two").withFaultAfter(1, Effect.silence());

    final FakeModel model = FakeModel.start();
    TestServer server;

    @BeforeEach
    void start(@TempDir Path folder) throws IOException {
        Path keys = KeyFile.write(folder, "ann ann-key", "bob bob-key");
        server = TestServer.start(model, Map.of("RILL_AUTH_KEYS", keys.toString(), "RILL_MAX_BODY_BYTES", "12 MiB"));
    }

    @AfterEach
    void close() {
        server.close();
        model.close();
    }

    /** What each call tells its script first: where the server is, and who asks. */
    ObjectNode as(String user) {
        return Json.object().put("base", "http://localhost:" + server.port()).put("key", user + "-key");
    }

    /** The model's connection of the next request is closed by the server. */
    void upstreamCloses() throws Exception {
        model.takeRequest().connection().closed().get(Guard.SECONDS, TimeUnit.SECONDS);
    }

    JsonNode get(String path) throws IOException {
        return RawHttp.call(server.port(), "GET", path, Map.of("Authorization", "Bearer ann-key"), null).json();
    }

    /** What is kept of a thread of Ann's. */
    List<String> thread(String id) throws IOException {
        return get("/threads/" + id).get("messages").valueStream()
                .map(message -> message.get("content").stringValue()).toList();
    }
}
