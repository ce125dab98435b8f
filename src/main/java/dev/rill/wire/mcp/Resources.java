package dev.rill.wire.mcp;

import dev.rill.http.response.Json;
import dev.rill.retrieval.DocumentInfo;
import dev.rill.retrieval.DocumentText;
import dev.rill.retrieval.GuardedDocuments;
import dev.rill.rights.Reader;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The documents as resources. A path is looked up among the indexed documents and never in a file system. Any thread.
 */
final class Resources {
    private static final int PAGE = 100;

    private final GuardedDocuments documents;

    Resources(GuardedDocuments documents) {
        this.documents = documents;
    }

    /** Those behind the cursor, which is the path of the last one that was listed: it holds when others come. */
    ObjectNode list(JsonNode params, Reader reader) {
        String after = cursor(params).orElse("");
        List<DocumentInfo> left = documents.seenBy(reader).documents().stream()
                .filter(document -> document.path().compareTo(after) > 0)
                .sorted((one, other) -> one.path().compareTo(other.path())).limit(PAGE + 1L).toList();
        ObjectNode json = Json.object();
        ArrayNode array = json.putArray("resources");
        left.stream().limit(PAGE).forEach(document -> array.add(resource(document)));
        if (left.size() > PAGE) {
            json.put("nextCursor", Base64.getUrlEncoder().withoutPadding()
                    .encodeToString(left.get(PAGE - 1).path().getBytes(StandardCharsets.UTF_8)));
        }
        return json;
    }

    private static Optional<String> cursor(JsonNode params) {
        JsonNode cursor = params.path("cursor");
        if (!Json.present(cursor)) {
            return Optional.empty();
        }
        try {
            return Optional.of(new String(Base64.getUrlDecoder().decode(cursor.stringValue("!")),
                    StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            throw RpcException.invalidParams("The cursor is not one of this list");
        }
    }

    private static ObjectNode resource(DocumentInfo document) {
        ObjectNode json = Json.object()
                .put("uri", DocumentUri.of(document.path()))
                .put("name", document.path())
                .put("title", document.title())
                .put("mimeType", mimeType(document.path()));
        json.putObject("annotations").put("lastModified", Json.timestamp(document.modified()));
        return json;
    }

    ObjectNode templates() {
        ObjectNode json = Json.object();
        json.putArray("resourceTemplates").addObject()
                .put("uriTemplate", DocumentUri.PREFIX + "{+path}")
                .put("name", "document")
                .put("title", "Document")
                .put("description", "A document by its path, percent-encoded, as search and list tell it");
        return json;
    }

    ObjectNode read(JsonNode params, Reader reader, McpVersion version) {
        JsonNode uri = params.path("uri");
        if (!uri.isString()) {
            throw RpcException.invalidParams("uri is missing or no text");
        }
        DocumentText text = DocumentUri.path(uri.stringValue())
                .flatMap(path -> documents.seenBy(reader).text(path, OptionalInt.empty(), OptionalInt.empty()))
                .orElseThrow(() -> new RpcException(version.handshake() ? RpcException.RESOURCE_NOT_FOUND
                        : RpcException.INVALID_PARAMS, 200, "Resource not found",
                        Optional.of(Json.object().put("uri", uri.stringValue()))));
        ObjectNode json = Json.object();
        json.putArray("contents").addObject()
                .put("uri", DocumentUri.of(text.path()))
                .put("mimeType", mimeType(text.path()))
                .put("text", text.text());
        return json;
    }

    /** Of the text that is read, which for web pages is laid out as Markdown. */
    private static String mimeType(String path) {
        String name = path.toLowerCase(Locale.ROOT);
        return List.of(".md", ".markdown", ".mdx", ".html", ".htm", ".xhtml").stream().anyMatch(name::endsWith)
                ? "text/markdown" : "text/plain";
    }
}
