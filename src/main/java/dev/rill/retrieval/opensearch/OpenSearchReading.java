package dev.rill.retrieval.opensearch;

import dev.rill.retrieval.Passage;
import dev.rill.retrieval.SearchUnavailableException;
import dev.rill.retrieval.index.PassageQuery;
import dev.rill.retrieval.index.PassageReading;
import dev.rill.retrieval.index.QueryParts;
import dev.rill.retrieval.index.Within;
import dev.rill.retrieval.index.WordClause;
import dev.rill.retrieval.opensearch.OpenSearchTerms.Asking;
import dev.rill.retrieval.opensearch.SearchServer.Reply;
import dev.rill.stream.Cancellation;
import dev.rill.words.Language;
import dev.rill.words.WordRarity;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Searches an index in OpenSearch. Any thread, interrupted or not. */
final class OpenSearchReading implements PassageReading {
    private static final Duration ANSWER = Duration.ofSeconds(5);
    private static final Duration LANGUAGES_KEPT = Duration.ofSeconds(5);
    private static final int MOST_LANGUAGES = 100;
    private static final String SEARCH = "/_search?allow_partial_search_results=false";

    private record Languages(List<Language> all, long at) {
    }

    private final SearchServer server;
    private final String index;
    private final PassageQuery query = new PassageQuery();
    private volatile Optional<Languages> languages = Optional.empty();

    OpenSearchReading(SearchServer server, String index) {
        this.server = server;
        this.index = index;
    }

    /** Reads what a server holds that may be away. */
    @FunctionalInterface
    interface Work<T> {
        T done() throws IOException;
    }

    <T> T read(Work<T> work) {
        try {
            T read = work.done();
            server.works();
            return read;
        } catch (IOException e) {
            server.fails(e);
            throw new SearchUnavailableException("The search server cannot be used: " + e.getMessage(), e);
        }
    }

    @Override
    public List<List<Passage>> search(List<String> questions, Within within, int limit, Cancellation cancellation) {
        Optional<ArrayNode> filter = QueryJson.filter(within);
        return filter.isEmpty() ? questions.stream().map(_ -> List.<Passage>of()).toList()
                : read(() -> found(questions, filter.get(), limit, (path, body) ->
                        server.send("POST", "/" + index + path, body, ANSWER, cancellation)));
    }

    private List<List<Passage>> found(List<String> questions, ArrayNode filter, int limit, Asking asking)
            throws IOException {
        OpenSearchTerms terms = new OpenSearchTerms(asking, languages(asking));
        List<List<Passage>> lists = new ArrayList<>();
        for (QueryParts wording : QueryParts.of(questions)) {
            List<WordClause> clauses = wording.dependent() ? List.of()
                    : query.of(wording, terms, questions.size() == 1);
            lists.add(clauses.isEmpty() ? List.of() : matching(clauses, filter, limit, asking));
        }
        return lists;
    }

    private static List<Passage> matching(List<WordClause> clauses, ArrayNode filter, int limit, Asking asking)
            throws IOException {
        ObjectNode body = SearchServer.JSON.createObjectNode().put("size", limit).put("track_total_hits", false);
        EntryJson.PASSAGE.forEach(body.putArray("_source")::add);
        body.putObject("collapse").put("field", SearchForm.COPY);
        body.set("query", QueryJson.words(clauses, filter));
        List<Passage> passages = new ArrayList<>();
        for (JsonNode hit : SearchServer.answered(asking.ask(SEARCH, body.toString())).path("hits").path("hits")) {
            passages.add(EntryJson.passage(hit.path("_source"), hit.path("_score").asDouble()));
        }
        return passages;
    }

    private List<Language> languages(Asking asking) throws IOException {
        Optional<Languages> known = languages;
        if (known.isPresent() && System.nanoTime() - known.get().at() < LANGUAGES_KEPT.toNanos()) {
            return known.get().all();
        }
        ObjectNode body = SearchServer.JSON.createObjectNode().put("size", 0).put("track_total_hits", false);
        body.putObject("aggs").putObject("all").putObject("terms").put("field", SearchForm.LANGUAGE)
                .put("size", MOST_LANGUAGES);
        List<Language> all = new ArrayList<>();
        for (JsonNode bucket : SearchServer.answered(asking.ask(SEARCH, body.toString())).path("aggregations")
                .path("all").path("buckets")) {
            Language.of(bucket.path("key").asString()).ifPresent(all::add);
        }
        languages = Optional.of(new Languages(all, System.nanoTime()));
        return all;
    }

    private Reply ask(String path, String body) throws IOException {
        return server.send("POST", "/" + index + path, body, ANSWER);
    }

    @Override
    public WordRarity rarity(List<String> questions) {
        return read(() -> query.rarity(new OpenSearchTerms(this::ask, languages(this::ask)), questions));
    }

    @Override
    public Optional<Kept> document(String path) {
        return read(() -> {
            Reply found = server.get("/" + index + "/_doc/" + EntryIds.document(path), ANSWER);
            JsonNode source = found.body().path("_source");
            if (found.status() == 404 && found.body().has("found")
                    || SearchForm.GONE.equals(source.path(SearchForm.TYPE).asString(""))) {
                return Optional.empty();
            }
            return Optional.of(EntryJson.kept(SearchServer.answered(found).path("_source")));
        });
    }

    @Override
    public List<Passage> passages(String path, int atMost) {
        return read(() -> {
            ObjectNode body = SearchServer.JSON.createObjectNode().put("size", atMost);
            EntryJson.PASSAGE.forEach(body.putArray("_source")::add);
            ArrayNode filter = body.putObject("query").putObject("bool").putArray("filter");
            filter.addObject().putObject("term").put(SearchForm.TYPE, SearchForm.PASSAGE);
            filter.addObject().putObject("term").put(SearchForm.PATH, path);
            List<Passage> passages = new ArrayList<>();
            for (JsonNode hit : SearchServer.answered(ask(SEARCH, body.toString())).path("hits").path("hits")) {
                passages.add(EntryJson.passage(hit.path("_source"), 0));
            }
            return passages;
        });
    }
}
