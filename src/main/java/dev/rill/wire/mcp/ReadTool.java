package dev.rill.wire.mcp;

import dev.rill.chat.tool.DocumentTools;
import dev.rill.chat.tool.Found;
import dev.rill.chat.tool.Look;
import dev.rill.http.response.Json;
import dev.rill.retrieval.DocumentLibrary;
import dev.rill.retrieval.DocumentText;
import dev.rill.stream.Cancellation;
import dev.rill.stream.Place;
import java.util.OptionalInt;
import tools.jackson.databind.node.ObjectNode;

/** {@code read}: lines of one document. */
final class ReadTool implements DocumentTool {
    private static final int MOST_PATH_CHARS = 2000;

    private static final String DESCRIPTION = """
            {"name":"read","title":"Read a document",
             "description":"Reads lines of one document, for what stands around a passage: at most 200 lines or 8000 \
            characters at a time. toLine and totalLines tell whether there is more.",
             "inputSchema":{"type":"object","properties":{
               "path":{"type":"string","description":"as search and list tell it"},
               "from":{"type":"integer","minimum":1,"description":"the first line; 1 where it is left out"},
               "to":{"type":"integer","minimum":1,"description":"the last line, inclusive"}},
               "required":["path"]},
             "outputSchema":{"type":"object","properties":{
               "path":{"type":"string"},"title":{"type":"string"},"fromLine":{"type":"integer"},
               "toLine":{"type":"integer","description":"inclusive"},"totalLines":{"type":"integer"},
               "place":{"type":"object","description":"where they stand as people read the document; label says it in words"},
               "text":{"type":"string"},"uri":{"type":"string","description":"of the document, as a resource"},
               "hash":{"type":"string","description":"of the document's content"}},
               "required":["path","title","fromLine","toLine","totalLines","text","uri","hash"]},
             "annotations":{"title":"Read a document","readOnlyHint":true,"openWorldHint":false}}""";

    @Override
    public ObjectNode description() {
        return (ObjectNode) Json.read(DESCRIPTION);
    }

    @Override
    public ToolResult call(DocumentLibrary documents, Arguments arguments, Cancellation cancellation) {
        String path = arguments.text("path", MOST_PATH_CHARS);
        OptionalInt from = arguments.integer("from", 1, Integer.MAX_VALUE);
        OptionalInt to = arguments.integer("to", 1, Integer.MAX_VALUE);
        if (to.isPresent() && from.orElse(1) > to.getAsInt()) {
            throw new Arguments.WrongArgumentException("from has to be a line before to.");
        }
        return switch (new DocumentTools(documents).look(new Look.Read(path, from, to), cancellation)) {
            case Found.Lines(DocumentText text) -> ToolResult.of(text(text), json(text));
            case Found.Nothing _ -> ToolResult.failure("There is no document of this path; list tells the paths.");
            case Found.Candidates _, Found.Documents _ -> throw new IllegalStateException("that is no reading");
        };
    }

    private static ObjectNode json(DocumentText text) {
        ObjectNode json = Json.object().put("path", text.path()).put("title", text.title())
                .put("fromLine", text.fromLine()).put("toLine", text.toLine());
        Json.place(json, text.place());
        return json.put("totalLines", text.totalLines()).put("text", text.text())
                .put("uri", DocumentUri.of(text.path())).put("hash", text.hash());
    }

    private static String text(DocumentText text) {
        return "## " + text.path() + " lines " + text.fromLine() + "–" + text.toLine() + " of "
                + text.totalLines()
                + (text.place() instanceof Place.Lines ? "" : " (" + text.place().words() + ")") + "\n" + text.text();
    }
}
