package dev.rill.retrieval.opensearch;

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
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.BiPredicate;
import org.apache.lucene.util.BytesRef;
import tools.jackson.databind.node.ObjectNode;

/**
 * The index as one server sees it that feeds it, or that follows what another one feeds: what that one changes bears a
 * number, and once it can be found the index's state says the number. A follower's own changes are for its own eyes.
 */
final class OpenSearchEntries implements DocumentEntries {
    private static final Duration ANSWER = Duration.ofSeconds(20);

    private final SearchServer server;
    private final SharedIndex index;
    private final FeedingLease lease;
    private final BulkWriter writer;
    private final boolean feeding;
    private final DocumentAnalyzer analyzer;
    /** For which what was removed is remembered, for those who follow. */
    private final Duration told;
    private final ListedDocuments listed;
    /** Exclusive for who reads passages and writes them again, and for who tells of changes: none is made meanwhile. */
    private final ReentrantReadWriteLock changing = new ReentrantReadWriteLock();
    /** How many passages each document has. */
    private final Map<String, Integer> passages = new ConcurrentHashMap<>();
    private volatile IndexState state;
    private volatile boolean dirty;
    private volatile boolean broken;

    OpenSearchEntries(SearchServer server, SharedIndex index, FeedingLease lease, BulkWriter writer, boolean feeding,
                      DocumentAnalyzer analyzer, Duration told) throws IOException {
        this.server = server;
        this.index = index;
        this.lease = lease;
        this.writer = writer;
        this.feeding = feeding;
        this.analyzer = analyzer;
        this.told = told;
        this.listed = new ListedDocuments(server, index.name());
        this.state = said();
    }

    private IndexState said() throws IOException {
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
            boolean moved = !writable() || !feeding && (lease.take() || !state.equals(said()));
            if (!feeding) {
                server.works();
            }
            return moved;
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
        IndexState now = feeding ? state : said();
        if (now.equals(state)) {
            return News.NONE;
        }
        if (now.anew(state)) {
            broken = true; // the next look opens it
            return News.NONE;
        }
        News news = changed(state.revision());
        if (!feeding && said().anew(state)) { // what was removed may have been forgotten meanwhile
            broken = true;
            return News.NONE;
        }
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
        writing(changing.readLock(), () -> {
            int before = passages.getOrDefault(path, 0);
            int now = prepared.passages().size();
            ObjectNode entry = EntryJson.document(prepared, analyzed);
            if (before > 0) { // whoever goes on after this server reads it again
                writer.put(EntryIds.document(path), numbered(entry, document.unread()));
            }
            new PassageReplacement(prepared, analyzed, writer).over(before, listed);
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
        writing(changing.readLock(), () -> {
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
        writing(changing.readLock(), () -> {
            writer.flush();
            listed.entries(EntryIds.passages(path, 0, passages.getOrDefault(path, 0)), List.of(), (id, passage) ->
                    writer.put(id, passage.put(SearchForm.READERS, document.readers().key())));
        });
        describe(document);
    }

    @Override
    public void remove(String path) throws IOException {
        writing(changing.readLock(), () -> {
            for (String id : EntryIds.passages(path, 0, passages.getOrDefault(path, 0))) {
                writer.delete(id);
            }
            writer.put(EntryIds.document(path), EntryJson.gone(path, System.currentTimeMillis())
                    .put(SearchForm.CHANGED, state.revision() + 1));
            passages.remove(path);
        });
    }

    /** As far as the passages are there and are given one; they are found by them when this returns. One thread. */
    void giveVectors(List<String> ids, BiPredicate<ObjectNode, BytesRef> giving) throws IOException {
        holding(changing.writeLock(), () -> {
            writer.flush();
            listed.entries(ids, List.of(), (id, passage) -> {
                if (giving.test(passage, EntryJson.key(passage))) {
                    writer.put(id, passage);
                }
            });
            writer.flush();
        });
        show();
    }

    /** Changes the index. */
    @FunctionalInterface
    private interface Change {
        void make() throws IOException;
    }

    private void writing(Lock lock, Change change) throws IOException {
        if (!feeding) {
            return;
        }
        try {
            holding(lock, () -> {
                dirty = true;
                change.make();
            });
        } catch (IOException e) {
            server.fails(e);
            throw e;
        }
    }

    /** A change that fails may have been made in part: what there is has to be read anew. */
    private void holding(Lock lock, Change change) throws IOException {
        lock.lock();
        try {
            change.make();
        } catch (IOException e) {
            broken = true;
            throw e;
        } finally {
            lock.unlock();
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
        writing(changing.writeLock(), () -> {
            writer.flush();
            show();
            IndexState said = state.next(complete);
            writer.put(IndexState.ID, said.json());
            writer.flush();
            state = said;
            dirty = false;
        });
    }

    private void show() throws IOException {
        SearchServer.answered(server.send("POST", "/" + index.name() + "/_refresh", "", ANSWER));
    }

    /** Who has slept for so long is told first that it has to look at everything anew. */
    private void forget() throws IOException {
        ListedDocuments.Removed removed = listed.removedBefore(System.currentTimeMillis() - told.toMillis());
        if (removed.ids().isEmpty()) {
            return;
        }
        holding(changing.writeLock(), () -> {
            IndexState next = state.forgetting(removed.changed());
            writer.put(IndexState.ID, next.json());
            writer.flush();
            state = next;
            for (String id : removed.ids()) {
                writer.delete(id);
            }
            writer.flush();
        });
    }

    @Override
    public void close() {
        // what was written is there
    }
}
