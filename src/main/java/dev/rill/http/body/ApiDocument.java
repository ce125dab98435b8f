package dev.rill.http.body;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import dev.rill.config.RillConfig;
import io.helidon.openapi.OpenApiFeature;
import io.helidon.openapi.OpenApiFormat;
import io.helidon.openapi.OpenApiManager;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * The OpenAPI document: what {@code /openapi} serves is what request bodies are validated against. Where a configured
 * limit differs from the file's, the document says the configured one. Immutable; any thread.
 */
public final class ApiDocument {
    /** Made by the build of the YAML that people edit. */
    static final String JSON = "/META-INF/openapi.json";
    private static final String URI = "urn:rill:openapi";

    private final ObjectNode tree;
    private final String json;
    private final SchemaRegistry schemas;

    private ApiDocument(ObjectNode tree, String json) {
        this.tree = tree;
        this.json = json;
        SchemaRegistryConfig config = SchemaRegistryConfig.builder()
                .locale(Locale.ENGLISH)
                .errorMessageKeyword("x-error")
                .build();
        this.schemas = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12,
                b -> b.schemaRegistryConfig(config).schemas(Map.of(URI, json)));
    }

    /** @param chat the most code points that a question and a system message may have */
    public static ApiDocument load(RillConfig.Chat chat) {
        return load(chat.maxMessageChars(), chat.maxSystemMessageChars());
    }

    public static ApiDocument load(int maxMessageChars, int maxSystemMessageChars) {
        String file = read();
        ObjectNode tree = (ObjectNode) JsonMapper.shared().readTree(file);
        boolean changed = limit(tree, "Message", maxMessageChars) | limit(tree, "SystemMessage", maxSystemMessageChars);
        return new ApiDocument(tree, changed ? JsonMapper.shared().writeValueAsString(tree) : file);
    }

    private static boolean limit(ObjectNode tree, String schema, int maxLength) {
        ObjectNode node = (ObjectNode) tree.at("/components/schemas/" + schema);
        boolean changed = node.path("maxLength").intValue() != maxLength;
        node.put("maxLength", maxLength);
        return changed;
    }

    /** Serves the document at {@code /openapi}. */
    public OpenApiFeature feature() {
        return OpenApiFeature.builder().permitAll(true).manager(new Manager()).build();
    }

    public Schema schema(String name) {
        return schemas.getSchema(SchemaLocation.of(URI + "#/components/schemas/" + name));
    }

    public ObjectNode tree() {
        return tree;
    }

    private static String read() {
        try (InputStream in = ApiDocument.class.getResourceAsStream(JSON)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private final class Manager implements OpenApiManager<String> {
        @Override
        public String load(String content) {
            return content;
        }

        @Override
        public String format(String model, OpenApiFormat format) {
            return format == OpenApiFormat.JSON ? json : YAMLMapper.shared().writeValueAsString(tree);
        }

        @Override
        public String name() {
            return "rill";
        }

        @Override
        public String type() {
            return "rill";
        }
    }
}
