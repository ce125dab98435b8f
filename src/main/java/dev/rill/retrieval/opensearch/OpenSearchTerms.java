package dev.rill.retrieval.opensearch;

import dev.rill.retrieval.index.IndexedTerms;
import dev.rill.retrieval.opensearch.SearchServer.Reply;
import dev.rill.words.Language;
import java.io.IOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The terms of an index, asked for together: a text that is not in the index is compared with it. One thread. */
final class OpenSearchTerms implements IndexedTerms {

    /** Asks the server, with the patience that the question has. */
    @FunctionalInterface
    interface Asking {
        Reply ask(String path, String body) throws IOException;
    }

    private static final int AT_ONCE = 1_000;

    private final Asking server;
    private final List<Language> languages;
    private final Map<String, Integer> having = new HashMap<>();
    private int passages;

    OpenSearchTerms(Asking server, List<Language> languages) {
        this.server = server;
        this.languages = languages;
    }

    @Override
    public void look(Collection<String> terms) throws IOException {
        Set<String> unknown = new LinkedHashSet<>(terms);
        unknown.removeAll(having.keySet());
        List<String> all = List.copyOf(unknown);
        for (int from = 0; from < all.size(); from += AT_ONCE) {
            ask(all.subList(from, Math.min(all.size(), from + AT_ONCE)));
        }
    }

    private void ask(List<String> terms) throws IOException {
        ObjectNode body = SearchServer.JSON.createObjectNode().put("term_statistics", true)
                .put("field_statistics", true).put("positions", false).put("offsets", false).put("payloads", false);
        body.putArray("fields").add(SearchForm.WORDS);
        body.putObject("doc").put(SearchForm.WORDS, String.join(" ", terms));
        JsonNode words = SearchServer.answered(server.ask("/_termvectors?realtime=false", body.toString()))
                .path("term_vectors").path(SearchForm.WORDS);
        passages = Math.max(0, words.path("field_statistics").path("doc_count").asInt(0));
        terms.forEach(term -> having.put(term, words.path("terms").path(term).path("doc_freq").asInt(0)));
    }

    @Override
    public int having(String term) throws IOException {
        look(List.of(term));
        return having.get(term);
    }

    @Override
    public int passages() {
        return passages;
    }

    @Override
    public List<Language> languages() {
        return languages;
    }
}
