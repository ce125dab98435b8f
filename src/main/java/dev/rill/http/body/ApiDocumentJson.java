package dev.rill.http.body;

import dev.rill.http.problem.ProblemCode;
import dev.rill.stream.ErrorCode;
import dev.rill.stream.FaultCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * Writes the API document as JSON, which a server reads at its start in a fraction of the time, beside the YAML that
 * people edit; with the codes of faults that there are. Run by the build: {@code ApiDocumentJson <classes folder>}.
 */
public final class ApiDocumentJson {
    private static final String YAML = "/META-INF/openapi.yaml";

    private ApiDocumentJson() {
    }

    public static void main(String[] arguments) throws IOException {
        String classes = arguments[0];
        JsonNode tree = YAMLMapper.shared().readTree(Files.readString(Path.of(classes + YAML)));
        name(tree, "ProblemCode", ProblemCode.all());
        name(tree, "StreamErrorCode", List.of(ErrorCode.values()));
        Files.writeString(Path.of(classes + ApiDocument.JSON), JsonMapper.shared().writeValueAsString(tree));
    }

    private static void name(JsonNode tree, String schema, List<? extends FaultCode> codes) {
        ObjectNode node = (ObjectNode) tree.at("/components/schemas/" + schema);
        codes.forEach(code -> node.withArray("enum").add(code.name()));
    }
}
