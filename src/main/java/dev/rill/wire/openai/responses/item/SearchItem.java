package dev.rill.wire.openai.responses.item;

import dev.rill.http.response.Json;
import dev.rill.stream.Source;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A look into the documents: retrieval and ranking, until the answer is written. One thread. */
public final class SearchItem extends OutputItem {
    private final List<String> queries = new ArrayList<>();
    private List<Source> found = List.of();
    private boolean told;

    /** @param index among the items of the response, from 0 */
    public SearchItem(String id, int index) {
        super(id, index);
    }

    public void searching(List<String> words) {
        status = "searching";
        words.stream().filter(word -> !queries.contains(word)).forEach(queries::add);
    }

    public void close(boolean whole) {
        status = whole ? "completed" : "incomplete";
    }

    /** Tells what was found as well. */
    public void tell(List<Source> sources) {
        found = sources.stream().filter(source -> !source.isHidden()).toList();
        told = true;
    }

    @Override
    public ObjectNode json() {
        ObjectNode json = Json.object().put("id", id()).put("type", "file_search_call").put("status", status);
        ArrayNode words = json.putArray("queries");
        queries.forEach(words::add);
        if (!told) {
            return json.putNull("results");
        }
        ArrayNode results = json.putArray("results");
        found.forEach(source -> results.add(result(source)));
        return json;
    }

    /** That API's scores are between 0 and 1, and ours mean something within one answer only. */
    private ObjectNode result(Source source) {
        double best = found.stream().mapToDouble(Source::score).max().orElse(0);
        ObjectNode json = Json.object().put("file_id", source.path()).put("filename", source.path())
                .put("score", best > 0 ? Math.clamp(source.score() / best, 0, 1) : 0)
                .put("text", source.text().orElse(source.snippet()));
        ObjectNode attributes = json.putObject("attributes").put("title", source.title())
                .put("from_line", source.fromLine()).put("to_line", source.toLine())
                .put("place", source.place().words());
        if (!source.section().isEmpty()) {
            attributes.put("section", source.section());
        }
        return json;
    }
}
