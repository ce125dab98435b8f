package dev.rill.wire.mcp;

import dev.rill.http.response.Json;
import dev.rill.retrieval.DocumentLibrary;
import dev.rill.retrieval.Passage;
import dev.rill.retrieval.PassageScope;
import dev.rill.retrieval.ReciprocalRankFusion;
import dev.rill.retrieval.UnreadFiles;
import dev.rill.stream.Cancellation;
import dev.rill.stream.Place;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code search}: passages by what they say. */
final class SearchTool implements DocumentTool {
    private static final int MOST_CHARS = 2000;
    private static final int MOST_NAME_CHARS = 500;
    private static final int MOST = 50;
    private static final int USUAL = 8;

    private static final String DESCRIPTION = """
            {"name":"search","title":"Search the documents",
             "description":"Finds passages in the documents by words and by meaning, the best first. Each has its path and \
            lines, by which it can be cited and read on.",
             "inputSchema":{"type":"object","properties":{
               "query":{"type":"string","minLength":1,"maxLength":2000,"description":"what to look for, in plain words"},
               "limit":{"type":"integer","minimum":1,"maximum":50,"default":8,"description":"passages at the most"},
               "folder":{"type":"string","description":"search only below this folder, or in this document"},
               "tags":{"type":"array","items":{"type":"string"},"description":"search only documents with one of these tags"}},
               "required":["query"]},
             "outputSchema":{"type":"object","properties":{"passages":{"type":"array","items":{"type":"object","properties":{
               "path":{"type":"string"},"title":{"type":"string"},
               "headings":{"type":"array","items":{"type":"string"},"description":"that it stands under, outermost first"},
               "fromLine":{"type":"integer"},"toLine":{"type":"integer","description":"inclusive"},
               "place":{"type":"object","description":"where it stands as people read the document; label says it in words"},
               "score":{"type":"number","description":"comparable within this result only"},
               "text":{"type":"string"},"uri":{"type":"string","description":"of the document, as a resource"},
               "hash":{"type":"string","description":"of the document's content"}},
               "required":["path","title","headings","fromLine","toLine","score","text","uri","hash"]}}},
               "required":["passages"]},
             "annotations":{"title":"Search the documents","readOnlyHint":true,"openWorldHint":false}}""";

    @Override
    public ObjectNode description() {
        return (ObjectNode) Json.read(DESCRIPTION);
    }

    @Override
    public ToolResult call(DocumentLibrary documents, Arguments arguments, Cancellation cancellation) {
        String query = arguments.text("query", MOST_CHARS);
        int limit = arguments.integer("limit", 1, MOST).orElse(USUAL);
        PassageScope scope = new PassageScope(arguments.optional("folder", MOST_NAME_CHARS),
                arguments.texts("tags", MOST_NAME_CHARS));
        List<Passage> found = ReciprocalRankFusion.fuse(
                documents.candidates(List.of(query), scope, MOST, cancellation), limit);
        ObjectNode json = Json.object();
        ArrayNode array = json.putArray("passages");
        found.forEach(passage -> array.add(json(passage)));
        return ToolResult.of(found.isEmpty() ? nothing(documents) : found.stream().map(SearchTool::text)
                .collect(Collectors.joining("\n\n")), json);
    }

    private static String nothing(DocumentLibrary documents) {
        UnreadFiles unread = documents.unread();
        return "Nothing was found." + (unread.any() ? " Not read: " + unread.words() + "." : "");
    }

    private static ObjectNode json(Passage passage) {
        ObjectNode json = Json.object().put("path", passage.path()).put("title", passage.title());
        ArrayNode headings = json.putArray("headings");
        passage.headings().forEach(headings::add);
        json.put("fromLine", passage.fromLine()).put("toLine", passage.toLine());
        Json.place(json, passage.place());
        return json.put("score", passage.score())
                .put("text", passage.readable()).put("uri", DocumentUri.of(passage.path())).put("hash", passage.hash());
    }

    private static String text(Passage passage) {
        return "## " + passage.path() + " lines " + passage.fromLine() + "–" + passage.toLine()
                + (passage.place() instanceof Place.Lines ? "" : " (" + passage.place().words() + ")") + "\n"
                + passage.inContext();
    }
}
