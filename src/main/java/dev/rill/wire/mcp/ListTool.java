package dev.rill.wire.mcp;

import dev.rill.chat.tool.DocumentPattern;
import dev.rill.http.response.Json;
import dev.rill.retrieval.DocumentInfo;
import dev.rill.retrieval.DocumentLibrary;
import dev.rill.retrieval.PassageScope;
import dev.rill.stream.Cancellation;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code list}: which documents there are. */
final class ListTool implements DocumentTool {
    private static final int MOST_LISTED = 200;
    private static final int MOST_NAME_CHARS = 500;

    private static final String DESCRIPTION = """
            {"name":"list","title":"List the documents",
             "description":"Lists documents by path, with their titles and tags, 200 at the most.",
             "inputSchema":{"type":"object","properties":{
               "glob":{"type":"string","description":"which paths, such as guides/**/*.md; or words of a path or title; all \
            where it is left out"},
               "tags":{"type":"array","items":{"type":"string"},"description":"only documents with one of these tags"}}},
             "outputSchema":{"type":"object","properties":{
               "documents":{"type":"array","items":{"type":"object","properties":{
                 "path":{"type":"string"},"title":{"type":"string"},"tags":{"type":"array","items":{"type":"string"}},
                 "uri":{"type":"string","description":"of the document, as a resource"}},
                 "required":["path","title","tags","uri"]}},
               "total":{"type":"integer","description":"how many match; more than are listed where there are too many"}},
               "required":["documents","total"]},
             "annotations":{"title":"List the documents","readOnlyHint":true,"openWorldHint":false}}""";

    @Override
    public ObjectNode description() {
        return (ObjectNode) Json.read(DESCRIPTION);
    }

    @Override
    public ToolResult call(DocumentLibrary documents, Arguments arguments, Cancellation cancellation) {
        DocumentPattern pattern = DocumentPattern.of(arguments.optional("glob", MOST_NAME_CHARS).orElse(""))
                .orElseThrow(() -> new Arguments.WrongArgumentException("glob " + DocumentPattern.TOO_MANY_STARS));
        PassageScope scope = new PassageScope(Optional.empty(), arguments.texts("tags", MOST_NAME_CHARS));
        List<DocumentInfo> all = documents.documents().stream()
                .filter(document -> scope.covers(document) && pattern.matches(document)).toList();
        List<DocumentInfo> listed = all.subList(0, Math.min(MOST_LISTED, all.size()));
        ObjectNode json = Json.object();
        ArrayNode array = json.putArray("documents");
        listed.forEach(document -> array.add(json(document)));
        return ToolResult.of(text(listed, all.size()), json.put("total", all.size()));
    }

    private static ObjectNode json(DocumentInfo document) {
        ObjectNode json = Json.object().put("path", document.path()).put("title", document.title());
        ArrayNode tags = json.putArray("tags");
        document.tags().forEach(tags::add);
        return json.put("uri", DocumentUri.of(document.path()));
    }

    private static String text(List<DocumentInfo> listed, int total) {
        if (total == 0) {
            return "No document matches.";
        }
        String lines = listed.stream().map(document -> document.path() + " – " + document.title())
                .collect(Collectors.joining("\n"));
        return total == listed.size() ? lines
                : lines + "\n… and " + (total - listed.size()) + " more; a narrower glob shows them.";
    }
}
