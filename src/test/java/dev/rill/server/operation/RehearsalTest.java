package dev.rill.server.operation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rill.http.RawHttp;
import dev.rill.model.fake.FakeModel;
import dev.rill.server.ServerProcess;
import dev.rill.server.TestServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What a start rehearses, nobody sees. */
class RehearsalTest {

    @Test
    void aStartLeavesNoThreadNoStreamAndNoFigure() throws IOException {
        try (TestServer server = TestServer.start(Map.of())) {
            assertNothingIsLeft(server);
        }
    }

    @Test
    void aStartAsksNoModel() throws IOException {
        try (FakeModel model = FakeModel.start();
                TestServer server = TestServer.start(model, Map.of("OPENAI_EMBEDDING_MODEL", "fake-embeddings"))) {
            assertNothingIsLeft(server);
            assertTrue(model.requests().stream().noneMatch(request -> request.body().contains("How does it begin?")),
                    "a model was asked");
        }
    }

    @Test
    void aServerIsReadyWhenWhatAQuestionNeedsHasRun(@TempDir Path folder) throws Exception {
        try (ServerProcess server = ServerProcess.start(folder, Map.of())) {
            RawHttp.Response ready = RawHttp.call(server.port(), "GET", "/health/ready");
            assertEquals("UP", ready.json().at("/checks/rehearsal/status").stringValue(), ready.text());
            assertFalse(server.log().contains("WARN"), server.log());
        }
    }

    private static void assertNothingIsLeft(TestServer server) throws IOException {
        assertEquals(0, RawHttp.call(server.port(), "GET", "/threads").json().get("total").intValue());
        JsonNode metrics = RawHttp.call(server.port(), "GET", "/streams").json().get("metrics");
        assertEquals(0, metrics.get("totalStreamsStarted").intValue());
        assertEquals(0, metrics.get("activeConnections").intValue());
    }
}
