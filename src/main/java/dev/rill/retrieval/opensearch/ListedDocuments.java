package dev.rill.retrieval.opensearch;

import dev.rill.retrieval.index.DocumentEntries.News;
import dev.rill.retrieval.index.IndexedDocument;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The documents that an index holds, in pages by path. Any thread. */
record ListedDocuments(SearchServer server, String index) {
    static final long ALL = -1;
    private static final Duration ANSWER = Duration.ofSeconds(20);
    private static final int PAGE = 1_000;

    /** What bears a greater number; with {@link #ALL}, everything that is there. */
    News since(long revision) throws IOException {
        List<IndexedDocument> put = new ArrayList<>();
        List<String> gone = new ArrayList<>();
        String after = "";
        while (true) {
            JsonNode hits = page(revision, after);
            for (JsonNode hit : hits) {
                JsonNode source = hit.path("_source");
                after = source.path(SearchForm.PATH).asString();
                if (SearchForm.DOCUMENT.equals(source.path(SearchForm.TYPE).asString())) {
                    put.add(EntryJson.listed(source));
                } else {
                    gone.add(after);
                }
            }
            if (hits.size() < PAGE) {
                return new News(put, gone);
            }
        }
    }

    private JsonNode page(long since, String after) throws IOException {
        ObjectNode body = SearchServer.JSON.createObjectNode().put("size", PAGE);
        EntryJson.LISTED.forEach(body.putArray("_source")::add);
        body.putArray("sort").add(SearchForm.PATH);
        if (!after.isEmpty()) {
            body.putArray("search_after").add(after);
        }
        ArrayNode filter = body.putObject("query").putObject("bool").putArray("filter");
        ArrayNode types = filter.addObject().putObject("terms").putArray(SearchForm.TYPE).add(SearchForm.DOCUMENT);
        if (since != ALL) {
            types.add(SearchForm.GONE);
            filter.addObject().putObject("range").putObject(SearchForm.CHANGED).put("gt", since);
        }
        return SearchServer.answered(server.send("POST", "/" + index + "/_search?allow_partial_search_results=false",
                body.toString(), ANSWER)).path("hits").path("hits");
    }
}
