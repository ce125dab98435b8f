package dev.rill.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import dev.rill.http.body.ApiDocument;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Holds what the server sends against the document that it serves. Members that no schema knows are faults here, though
 * clients are told to expect some. Formats are checked.
 */
public final class OpenApiContract {
    private static final String URI = "urn:rill:contract";

    private final ObjectNode tree;
    private final Schema schemas;

    public OpenApiContract() {
        this(ApiDocument.load(5000, 2000));
    }

    OpenApiContract(ApiDocument document) {
        this.tree = document.tree();
        tree.at("/components/schemas").forEach(OpenApiContract::close);
        this.schemas = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12, b -> b
                .schemaRegistryConfig(SchemaRegistryConfig.builder().formatAssertionsEnabled(true).build()))
                .getSchema(SchemaLocation.of(URI), tree);
    }

    /** @param schema a name of {@code components/schemas} */
    public void assertMatches(String schema, JsonNode json) {
        assertValid("#/components/schemas/" + schema, json);
    }

    public void assertMatches(String schema, String json) {
        assertMatches(schema, JsonMapper.shared().readTree(json));
    }

    /** The data of a stream's event. */
    public void assertEvent(String event, JsonNode data) {
        assertMatches(Character.toUpperCase(event.charAt(0)) + event.substring(1) + "Event", data);
    }

    /**
     * @param path as the document has it, with its {@code {parameters}}
     */
    public void assertResponse(String method, String path, RawHttp.Response response) {
        JsonNode operation = tree.path("paths").path(path).path(method.toLowerCase(java.util.Locale.ROOT));
        assertTrue(operation.isObject(), method + " " + path + " is not documented");
        JsonNode documented = resolve(operation.path("responses").path(Integer.toString(response.status())));
        if (!documented.isObject()) {
            fail(method + " " + path + " is not documented to answer " + response.status() + ": " + response.text());
        }
        for (Map.Entry<String, JsonNode> header : documented.path("headers").properties()) {
            String value = response.headers().get(header.getKey().toLowerCase(java.util.Locale.ROOT));
            if (resolve(header.getValue()).path("required").booleanValue(false)) {
                assertTrue(value != null, header.getKey() + " is missing: " + response.headers());
            }
        }
        JsonNode content = documented.path("content");
        String type = response.headers().getOrDefault("content-type", "").split(";")[0];
        if (!content.isObject()) {
            assertEquals(0, response.body().length, method + " " + path + " is documented to have no body");
            return;
        }
        assertTrue(content.has(type), method + " " + path + " is not documented to answer with " + type);
        if (type.endsWith("json")) {
            JsonNode schema = content.path(type).path("schema");
            if (schema.has("$ref")) {
                assertValid(schema.get("$ref").stringValue(), response.json());
            }
        }
    }

    private void assertValid(String location, JsonNode json) {
        Schema schema = schemas.getRefSchema(SchemaLocation.of(URI + location).getFragment());
        var errors = schema.validate(json);
        assertTrue(errors.isEmpty(), () -> location + ": " + errors + " in " + json);
    }

    private JsonNode resolve(JsonNode node) {
        return node.has("$ref") ? tree.at(node.get("$ref").stringValue().substring(1)) : node;
    }

    /** Where a schema lists members, others are faults. */
    private static void close(JsonNode schema) {
        if (schema.isObject()) {
            ObjectNode object = (ObjectNode) schema;
            if (object.path("properties").isObject() && !object.has("additionalProperties")) {
                object.put("additionalProperties", false);
            }
            object.forEach(OpenApiContract::close);
        } else if (schema.isArray()) {
            schema.forEach(OpenApiContract::close);
        }
    }
}
