package dev.rill.http.body;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.dialect.Dialect;
import com.networknt.schema.dialect.Dialects;
import com.networknt.schema.keyword.NonValidationKeyword;
import dev.rill.config.RillConfig;
import io.helidon.openapi.OpenApiFeature;
import io.helidon.openapi.OpenApiFormat;
import io.helidon.openapi.OpenApiManager;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
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

    private final byte[] json;
    private final Schema schemas;

    private ApiDocument(ObjectNode tree, String json) {
        this.json = json.getBytes(StandardCharsets.UTF_8);
        SchemaRegistryConfig config = SchemaRegistryConfig.builder()
                .locale(Locale.ENGLISH)
                .errorMessageKeyword("x-error")
                .build();
        // of its own and once: by its location, the registry reads the whole document again for each schema
        ObjectNode onlySchemas = JsonMapper.shared().createObjectNode();
        onlySchemas.putObject("components").set("schemas", tree.at("/components/schemas"));
        Dialect dialect = Dialect.builder(Dialects.getDraft202012())
                .keyword(new NonValidationKeyword("components")).build();
        this.schemas = SchemaRegistry.withDialect(dialect, b -> b.schemaRegistryConfig(config))
                .getSchema(SchemaLocation.of(URI), onlySchemas);
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
        return schemas.getRefSchema(SchemaLocation.of(URI + "#/components/schemas/" + name).getFragment());
    }

    /** Read anew for each caller. */
    public ObjectNode tree() {
        return (ObjectNode) JsonMapper.shared().readTree(json);
    }

    private static String read() {
        try (InputStream in = ApiDocument.class.getResourceAsStream(JSON)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private final class Manager implements OpenApiManager<String> {
        /** What people edit; the JSON made of it is served. */
        @Override
        public String load(String content) {
            return "";
        }

        @Override
        public String format(String model, OpenApiFormat format) {
            return format == OpenApiFormat.JSON ? new String(json, StandardCharsets.UTF_8)
                    : YAMLMapper.shared().writeValueAsString(tree());
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
