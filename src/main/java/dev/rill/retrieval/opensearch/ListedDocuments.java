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
    private static final int FETCHED = 200;

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

    /** An entry that is there. */
    @FunctionalInterface
    interface Each {
        void is(String id, ObjectNode source) throws IOException;
    }

    /**
     * Gives those of some entries that are there, also where nobody finds them yet. Each may be written again as it
     * comes; some hundred are held at a time.
     *
     * @param fields of them, or stars; all where there is none
     */
    void entries(List<String> ids, List<String> fields, Each each) throws IOException {
        String asked = fields.isEmpty() ? "" : "?_source_includes=" + String.join(",", fields);
        for (int from = 0; from < ids.size(); from += FETCHED) {
            ObjectNode body = SearchServer.JSON.createObjectNode();
            ids.subList(from, Math.min(ids.size(), from + FETCHED)).forEach(body.withArray("ids")::add);
            JsonNode entries = SearchServer.answered(server.send("POST", "/" + index + "/_mget" + asked,
                    body.toString(), ANSWER)).path("docs");
            for (JsonNode entry : entries) {
                if (entry.path("found").asBoolean()) {
                    each.is(entry.path("_id").asString(), (ObjectNode) entry.get("_source"));
                }
            }
        }
    }

    /**
     * Entries of documents that were removed.
     *
     * @param ids     names of some
     * @param changed the greatest number of their removals
     */
    record Removed(List<String> ids, long changed) {
        /** Without the names. */
        @Override
        public String toString() {
            return "Removed[" + ids.size() + "]";
        }
    }

    /** @param time in milliseconds since 1970 */
    Removed removedBefore(long time) throws IOException {
        ObjectNode body = SearchServer.JSON.createObjectNode().put("size", PAGE);
        body.putArray("_source").add(SearchForm.CHANGED);
        ArrayNode filter = body.putObject("query").putObject("bool").putArray("filter");
        filter.addObject().putObject("term").put(SearchForm.TYPE, SearchForm.GONE);
        filter.addObject().putObject("range").putObject(SearchForm.AT).put("lt", time);
        List<JsonNode> hits = SearchServer.answered(server.send("POST", "/" + index + "/_search", body.toString(),
                ANSWER)).path("hits").path("hits").valueStream().toList();
        return new Removed(hits.stream().map(entry -> entry.path("_id").asString()).toList(), hits.stream()
                .mapToLong(entry -> entry.path("_source").path(SearchForm.CHANGED).asLong()).max().orElse(0));
    }

    /** Without the name. */
    @Override
    public String toString() {
        return "ListedDocuments";
    }
}
