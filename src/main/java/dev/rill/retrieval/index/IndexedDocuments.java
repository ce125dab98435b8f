package dev.rill.retrieval.index;

import dev.rill.retrieval.DocumentInfo;
import dev.rill.retrieval.source.DocumentFile;
import dev.rill.rights.Reader;
import dev.rill.rights.Readers;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * What is in an index, kept in memory beside it; every change goes through here, and no two threads change one
 * document at a time. Any thread may read. Threads that change something must not be interrupted.
 */
public final class IndexedDocuments {
    private final DocumentEntries store;
    private final Map<String, IndexedDocument> documents;
    /** Who may read documents, each once, with the number of its documents. */
    private final Map<Readers, Integer> readers = new ConcurrentHashMap<>();
    /** Put since the last change was made visible. */
    private final Set<String> unshown = ConcurrentHashMap.newKeySet();
    /** Shared by threads that put documents of different paths; exclusive for everything else. */
    private final ReentrantReadWriteLock changing = new ReentrantReadWriteLock();

    /** Changes the index. */
    @FunctionalInterface
    private interface Change {
        void make() throws IOException;
    }

    public IndexedDocuments(DocumentEntries store) throws IOException {
        this.store = store;
        this.documents = new ConcurrentHashMap<>();
        store.documents().values().forEach(this::keep);
    }

    DocumentEntries store() {
        return store;
    }

    boolean complete() {
        return store.complete();
    }

    int count() {
        return documents.size();
    }

    List<String> paths() {
        return List.copyOf(documents.keySet());
    }

    /** How many ask for users or groups by their names. */
    int restricted() {
        Reader nameless = Reader.of("", Set.of(), false).inOwnThreads();
        return readers.entrySet().stream().filter(of -> !of.getKey().include(nameless))
                .mapToInt(Map.Entry::getValue).sum();
    }

    ReaderFilter filter(Reader reader) {
        return ReaderFilter.of(reader, Set.copyOf(readers.keySet()));
    }

    /** @return whether it is there and somebody may read it */
    boolean shows(String path, Reader reader) {
        IndexedDocument document = documents.get(path);
        return document != null && document.readers().include(reader);
    }

    /** Those that somebody may read, by path. */
    List<DocumentInfo> infos(Reader reader) {
        List<DocumentInfo> infos = new ArrayList<>();
        documents.values().stream().filter(document -> document.readers().include(reader))
                .forEach(document -> infos.add(document.info()));
        infos.sort(Comparator.comparing(DocumentInfo::path));
        return infos;
    }

    /** Whether a search can find it. */
    boolean finds(String path) {
        return documents.containsKey(path) && !unshown.contains(path);
    }

    /** @return null where there is none */
    IndexedDocument find(String path) {
        return documents.get(path);
    }

    /** Whether the file, as it is, is indexed. */
    boolean holds(DocumentFile file) {
        IndexedDocument known = documents.get(file.path());
        return known != null && file.settled() && known.version().equals(file.version());
    }

    /** Adds a document or replaces it. One thread a path. */
    void put(PreparedDocument prepared) throws IOException {
        change(changing.readLock(), () -> {
            store.put(prepared);
            unshown.add(prepared.document().info().path());
            keep(prepared.document());
        });
    }

    /** The file was looked at, and holds what is indexed. */
    void describe(DocumentFile file) throws IOException {
        change(() -> {
            IndexedDocument known = documents.get(file.path());
            DocumentInfo info = new DocumentInfo(file.path(), known.info().type(), known.info().title(),
                    known.info().tags(),
                    known.info().chunks(), file.bytes(), file.modified(), known.info().indexed(), file.origin());
            IndexedDocument described = new IndexedDocument(info, file.version(), known.hash(), known.readers());
            keep(described);
            store.describe(described);
        });
    }

    /** From now on others may read it. */
    void restrict(String path, Readers others) throws IOException {
        change(() -> {
            IndexedDocument restricted = documents.get(path).readBy(others);
            keep(restricted); // first, so that nobody sees it any more
            store.restrict(restricted);
        });
    }

    private void keep(IndexedDocument document) {
        count(document.readers(), 1);
        IndexedDocument before = documents.put(document.info().path(), document);
        if (before != null) {
            count(before.readers(), -1);
        }
    }

    private void count(Readers of, int more) {
        readers.merge(of, more, (count, added) -> count + added == 0 ? null : Integer.valueOf(count + added));
    }

    void remove(String path) throws IOException {
        change(() -> {
            store.remove(path);
            Optional.ofNullable(documents.remove(path)).ifPresent(gone -> count(gone.readers(), -1));
        });
    }

    /** Takes over what another server has changed. */
    void follow() throws IOException {
        change(() -> {
            DocumentEntries.News news = store.news();
            news.put().forEach(this::keep);
            news.gone().forEach(path ->
                    Optional.ofNullable(documents.remove(path)).ifPresent(gone -> count(gone.readers(), -1)));
        });
    }

    void commit(boolean all) throws IOException {
        change(() -> store.commit(all));
    }

    /** Makes changes visible to searches. */
    void show() throws IOException {
        List<String> put = List.copyOf(unshown);
        store.refresh();
        put.forEach(unshown::remove);
    }

    private void change(Change change) throws IOException {
        change(changing.writeLock(), change);
    }

    private static void change(Lock lock, Change change) throws IOException {
        lock.lock();
        try {
            change.make();
        } finally {
            lock.unlock();
        }
    }
}
