package dev.rill.wire.mcp;

import dev.rill.http.response.Json;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** What the server says of itself. Stateless. */
final class ServerDescription {
    private static final String INSTRUCTIONS = """
            Rill knows a folder of documents. search finds passages by what they say; read shows the lines around one; \
            list tells which documents there are; ask lets Rill itself search and answer, with sources. Cite what you \
            use by path and lines.""";

    private ServerDescription() {
    }

    static ObjectNode initialized(McpVersion version) {
        ObjectNode json = Json.object().put("protocolVersion", version.word());
        json.set("capabilities", capabilities());
        json.set("serverInfo", info());
        return json.put("instructions", INSTRUCTIONS);
    }

    static ObjectNode discovered() {
        ObjectNode json = Json.object();
        McpVersion.words().forEach(json.putArray("supportedVersions")::add);
        json.set("capabilities", capabilities());
        return json.put("instructions", INSTRUCTIONS);
    }

    static ObjectNode info() {
        return Json.object().put("name", "rill").put("title", "Rill").put("version",
                Optional.ofNullable(ServerDescription.class.getPackage().getImplementationVersion()).orElse("unknown"));
    }

    private static ObjectNode capabilities() {
        ObjectNode json = Json.object();
        json.putObject("tools");
        json.putObject("resources");
        return json;
    }
}
