package dev.rill.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rill.http.response.Json;
import dev.rill.model.fake.FakeModel;
import dev.rill.server.TestServer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The conformance suite of MCP's makers, all scenarios. Many are for a server that has their tools and resources. */
class McpConformanceTest {
    @RegisterExtension
    static final NpmScript SUITE = new NpmScript("conformance.mjs");

    /** They call tools and read resources by names of the suite's own. */
    private static final List<String> OF_ITS_OWN_SERVER = List.of("tools-call-simple-text", "tools-call-image",
            "tools-call-audio", "tools-call-embedded-resource", "tools-call-mixed-content", "tools-call-with-logging",
            "tools-call-error", "tools-call-with-progress", "tools-call-sampling", "tools-call-elicitation",
            "elicitation-sep1034-defaults", "elicitation-sep1330-enums", "json-schema-2020-12", "resources-read-text",
            "resources-read-binary", "resources-templates-read");
    /** What the server says that it cannot do, and a client that heeds that does not ask for. */
    private static final List<String> NOT_OFFERED = List.of("logging-set-level", "completion-complete",
            "resources-subscribe", "resources-unsubscribe", "prompts-list", "prompts-get-simple",
            "prompts-get-with-args", "prompts-get-embedded-resource", "prompts-get-with-image");

    @Test
    void whatAppliesPasses() throws Exception {
        try (FakeModel model = FakeModel.start(); TestServer server = TestServer.start(model, Map.of())) {
            ObjectNode with = Json.object().put("base", "http://localhost:" + server.port());
            OF_ITS_OWN_SERVER.forEach(with.putArray("known")::add);
            NOT_OFFERED.forEach(with.withArray("known")::add);
            JsonNode done = SUITE.call("run", with).done();
            String output = done.get("output").stringValue();
            assertEquals(0, done.get("code").intValue(), output);
            for (String passes : List.of("server-initialize", "ping", "tools-list", "resources-list",
                    "server-sse-multiple-streams", "dns-rebinding-protection")) {
                assertTrue(output.contains("✓ " + passes), output);
            }
        }
    }
}
