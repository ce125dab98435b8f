package dev.rill.retrieval.opensearch;

import dev.rill.retrieval.Passage;
import dev.rill.retrieval.index.AnalyzedDocument;
import dev.rill.retrieval.index.DocumentAnalyzer;
import dev.rill.retrieval.index.DocumentEntries;
import dev.rill.retrieval.index.IndexedDocument;
import dev.rill.retrieval.index.PreparedDocument;
import dev.rill.retrieval.opensearch.SearchServer.Reply;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The index as one server sees it that feeds it, or that follows what another one feeds: what that one changes bears a
 * number, and once it can be found the index's state says the number. A follower's own changes are for its own eyes.
 */
final class OpenSearchEntries implements DocumentEntries {
    private static final Duration ANSWER = Duration.ofSeconds(20);
    private static final int PAGE = 1_000;
    private static final int FETCHED = 200;
    /** For which what was removed is remembered, for those who follow. */
    private static final Duration REMEMBERED = Duration.ofHours(1);

    private final SearchServer server;
    private final SharedIndex index;
    private final FeedingLease lease;
    private final BulkWriter writer;
    private final boolean feeding;
    private final DocumentAnalyzer analyzer;
    private final ListedDocuments listed;
    /** How many passages each document has. */
    private final Map<String, Integer> passages = new ConcurrentHashMap<>();
    private volatile IndexState state;
    private volatile boolean dirty;
    private volatile boolean broken;

    OpenSearchEntries(SearchServer server, SharedIndex index, FeedingLease lease, BulkWriter writer, boolean feeding,
                      DocumentAnalyzer analyzer) throws IOException {
        this.server = server;
        this.index = index;
        this.lease = lease;
        this.writer = writer;
        this.feeding = feeding;
        this.analyzer = analyzer;
        this.listed = new ListedDocuments(server, index.name());
        this.state = state();
    }

    private IndexState state() throws IOException {
        return IndexState.of(server.get("/" + index.name() + IndexState.PATH, ANSWER));
    }

    @Override
    public boolean complete() {
        return state.complete();
    }

    @Override
    public boolean feeds() {
        return feeding;
    }

    @Override
    public boolean writable() {
        return !broken && lease.held() == feeding;
    }

    @Override
    public boolean moved() {
        try {
            return !writable() || !feeding && (lease.take() || !state.equals(state()));
        } catch (IOException e) {
            server.fails(e);
            return true; // the look that follows says so
        }
    }

    @Override
    public Map<String, IndexedDocument> documents() throws IOException {
        show();
        Map<String, IndexedDocument> documents = new HashMap<>();
        News all = changed(ListedDocuments.ALL);
        all.put().forEach(document -> documents.put(document.info().path(), document));
        server.works();
        return documents;
    }

    @Override
    public News news() throws IOException {
        IndexState now = feeding ? state : state();
        if (now.equals(state)) {
            return News.NONE;
        }
        News news = changed(state.revision());
        state = now;
        return news;
    }

    private News changed(long since) throws IOException {
        News news = listed.since(since);
        news.put().forEach(document -> passages.put(document.info().path(), document.info().chunks()));
        news.gone().forEach(passages::remove);
        return news;
    }

    @Override
    public void verify() {
        // OpenSearch does
    }

    @Override
    public void put(PreparedDocument prepared) throws IOException {
        AnalyzedDocument analyzed = analyzer.of(prepared);
        IndexedDocument document = prepared.document();
        String path = document.info().path();
        writing(() -> {
            int before = passages.getOrDefault(path, 0);
            int now = prepared.passages().size();
            ObjectNode entry = EntryJson.document(prepared, analyzed);
            if (before > 0) { // whoever goes on after this server reads it again
                writer.put(EntryIds.document(path), numbered(entry, document.unread()));
            }
            List<String> ids = EntryIds.passages(path, 0, now);
            for (int i = 0; i < now; i++) {
                Passage passage = prepared.passages().get(i);
                writer.put(ids.get(i), EntryJson.passage(passage, analyzed.passages().get(i),
                        document.readers().key()));
            }
            for (String id : EntryIds.passages(path, now, before)) {
                writer.delete(id);
            }
            writer.put(EntryIds.document(path), numbered(entry, document));
            passages.put(path, now);
        });
    }

    private ObjectNode numbered(ObjectNode entry, IndexedDocument document) {
        return EntryJson.described(entry, document).put(SearchForm.CHANGED, state.revision() + 1);
    }

    @Override
    public void describe(IndexedDocument document) throws IOException {
        writing(() -> {
            writer.flush();
            String id = EntryIds.document(document.info().path());
            Reply found = server.get("/" + index.name() + "/_doc/" + id, ANSWER);
            if (found.status() != 404) {
                writer.put(id, numbered((ObjectNode) SearchServer.answered(found).get("_source"), document));
            }
        });
    }

    @Override
    public void restrict(IndexedDocument document) throws IOException {
        String path = document.info().path();
        writing(() -> {
            writer.flush();
            List<String> ids = EntryIds.passages(path, 0, passages.getOrDefault(path, 0));
            for (int from = 0; from < ids.size(); from += FETCHED) {
                ObjectNode body = SearchServer.JSON.createObjectNode();
                ids.subList(from, Math.min(ids.size(), from + FETCHED)).forEach(body.withArray("ids")::add);
                JsonNode found = SearchServer.answered(server.send("POST", "/" + index.name() + "/_mget",
                        body.toString(), ANSWER));
                for (JsonNode entry : found.path("docs")) {
                    if (entry.path("found").asBoolean()) {
                        writer.put(entry.path("_id").asString(), ((ObjectNode) entry.get("_source"))
                                .put(SearchForm.READERS, document.readers().key()));
                    }
                }
            }
        });
        describe(document);
    }

    @Override
    public void remove(String path) throws IOException {
        writing(() -> {
            for (String id : EntryIds.passages(path, 0, passages.getOrDefault(path, 0))) {
                writer.delete(id);
            }
            writer.put(EntryIds.document(path), EntryJson.gone(path, System.currentTimeMillis())
                    .put(SearchForm.CHANGED, state.revision() + 1));
            passages.remove(path);
        });
    }

    /** Changes the index. */
    @FunctionalInterface
    private interface Change {
        void make() throws IOException;
    }

    /** A change that fails may have been made in part: what there is has to be read anew. */
    private void writing(Change change) throws IOException {
        if (!feeding) {
            return;
        }
        try {
            dirty = true;
            change.make();
        } catch (IOException e) {
            broken = true;
            server.fails(e);
            throw e;
        }
    }

    @Override
    public synchronized void refresh() throws IOException {
        if (dirty) {
            say(state.complete());
        }
    }

    @Override
    public synchronized void commit(boolean all) throws IOException {
        if (dirty || all && !state.complete()) {
            say(state.complete() || all);
        }
        if (feeding && state.complete()) {
            index.completed();
            forget();
            server.works();
        }
    }

    /** All that was written can be found, and whoever follows is told. */
    private void say(boolean complete) throws IOException {
        if (!feeding) {
            return;
        }
        writing(() -> {
            dirty = false;
            writer.flush();
            show();
            IndexState said = new IndexState(state.revision() + 1, complete);
            writer.put(IndexState.ID, said.json());
            writer.flush();
            state = said;
            dirty = false;
        });
    }

    private void show() throws IOException {
        SearchServer.answered(server.send("POST", "/" + index.name() + "/_refresh", "", ANSWER));
    }

    /** What was removed long ago. */
    private void forget() throws IOException {
        ObjectNode body = SearchServer.JSON.createObjectNode().put("size", PAGE).put("_source", false);
        ArrayNode filter = body.putObject("query").putObject("bool").putArray("filter");
        filter.addObject().putObject("term").put(SearchForm.TYPE, SearchForm.GONE);
        filter.addObject().putObject("range").putObject(SearchForm.AT)
                .put("lt", System.currentTimeMillis() - REMEMBERED.toMillis());
        JsonNode old = SearchServer.answered(server.send("POST", "/" + index.name() + "/_search", body.toString(),
                ANSWER)).path("hits").path("hits");
        for (JsonNode entry : old) {
            writer.delete(entry.path("_id").asString());
        }
        writer.flush();
    }

    @Override
    public void close() {
        // what was written is there
    }
}
