package dev.rill.retrieval.extraction.notebook;

import dev.rill.retrieval.document.ExtractedText;
import dev.rill.retrieval.document.Extractor;
import dev.rill.retrieval.document.UnreadableDocumentException;
import dev.rill.retrieval.document.format.DocumentType;
import dev.rill.stream.Place;
import java.nio.charset.StandardCharsets;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The cells of a <a href="https://nbformat.readthedocs.io/en/latest/format_description.html">Jupyter notebook</a>: its
 * Markdown and its code, and not what the code has said. One file.
 */
public final class NotebookText implements Extractor {

    @Override
    public void extract(byte[] content, ExtractedText text) throws UnreadableDocumentException {
        JsonNode notebook;
        try {
            notebook = new JsonMapper().readTree(content);
        } catch (JacksonException e) {
            throw new UnreadableDocumentException("it is broken: it is no JSON");
        }
        JsonNode cells = notebook.path("cells");
        if (!cells.isArray()) {
            throw new UnreadableDocumentException("it is not what its name says: it has no cells");
        }
        int number = 0;
        for (JsonNode cell : cells) {
            number++;
            text.at(new Place.Cells(number, number));
            String source = source(cell.path("source"));
            if (cell.path("cell_type").asString("").equals("code")) {
                text.code(source);
            } else {
                text.append(DocumentType.MARKDOWN.parser().parse(source.getBytes(StandardCharsets.UTF_8)));
            }
        }
    }

    /** One string, or one for each line. */
    private static String source(JsonNode source) {
        if (!source.isArray()) {
            return source.asString("");
        }
        StringBuilder lines = new StringBuilder();
        source.forEach(line -> lines.append(line.asString("")));
        return lines.toString();
    }
}
