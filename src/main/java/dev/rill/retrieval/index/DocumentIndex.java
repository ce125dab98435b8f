package dev.rill.retrieval.index;

import dev.rill.retrieval.DocumentInfo;
import dev.rill.retrieval.DocumentLibrary;
import dev.rill.retrieval.DocumentText;
import dev.rill.retrieval.Embedder;
import dev.rill.retrieval.Passage;
import dev.rill.retrieval.PassageScope;
import dev.rill.retrieval.UnreadFiles;
import dev.rill.retrieval.document.TextLines;
import dev.rill.retrieval.lucene.OpenIndex;
import dev.rill.retrieval.source.DocumentSource;
import dev.rill.retrieval.vector.VectorSearch;
import dev.rill.storage.StorageThreads;
import dev.rill.stream.Cancellation;
import dev.rill.words.WordAnalyzer;
import dev.rill.words.WordRarity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.TermInSetQuery;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.TopDocs;
import org.apache.lucene.store.AlreadyClosedException;
import org.apache.lucene.util.BytesRef;

/**
 * The documents, indexed and kept up to date while it is open. Any thread, interrupted or not. Whoever opened it
 * closes it, before the storage threads.
 */
public final class DocumentIndex implements DocumentLibrary, AutoCloseable {
    private static final Duration OPENING = Duration.ofMinutes(2);
    private static final Duration READING = Duration.ofSeconds(10);
    private static final Duration LOOK_EVERY = Duration.ofSeconds(2);
    private static final String VECTORS = "vectors";

    private final StorageThreads threads;
    private final IndexSynchronizer keeper;
    private final Optional<VectorSearch> vectors;
    private final WordSearch words = new WordSearch();

    private DocumentIndex(StorageThreads threads, IndexSynchronizer keeper, Optional<VectorSearch> vectors) {
        this.threads = threads;
        this.keeper = keeper;
        this.vectors = vectors;
    }

    /**
     * Opens the index, or makes it, and begins to bring it up to date.
     *
     * @param folder   of the index; nothing else may be in it; beside it is one of the vectors
     * @param embedder for search by vectors as well as by words
     * @param threads  where the index's files are read
     * @throws IndexLockedException when another process has it open
     */
    public static DocumentIndex open(DocumentSource source, Path folder, Optional<Embedder> embedder,
                                     StorageThreads threads) {
        return open(source, folder, embedder, threads, LOOK_EVERY);
    }

    public static DocumentIndex open(DocumentSource source, Path folder, Optional<Embedder> embedder,
                              StorageThreads threads, Duration lookEvery) {
        String identity = identity(source);
        try {
            IndexSynchronizer keeper = threads.call(() -> new IndexSynchronizer(source, folder, identity, lookEvery),
                    OPENING);
            Optional<VectorSearch> vectors = embedder.map(e -> new VectorSearch(e,
                    new IndexedPassages(keeper), folder.resolveSibling(VECTORS), lookEvery));
            keeper.start();
            vectors.ifPresent(VectorSearch::start);
            return new DocumentIndex(threads, keeper, vectors);
        } catch (IOException e) {
            throw new UncheckedIOException("The index in " + folder + " cannot be opened: " + e.getMessage(), e);
        }
    }

    /** What an index is made from. */
    public static String identity(DocumentSource source) {
        return String.join(" ", PassageFields.VERSION, WordAnalyzer.VERSION, source.identity());
    }

    /**
     * Whether all documents can be found: an index that was complete once is at once, a new one after its first pass.
     */
    public boolean ready() {
        return keeper.ready();
    }

    /**
     * Waits until all documents that were there at the start can be found.
     *
     * @return false when they cannot yet
     */
    public boolean awaitFirstPass(Duration atMost) throws InterruptedException {
        return keeper.awaitFirstPass(atMost);
    }

    @Override
    public List<DocumentInfo> documents() {
        return keeper.catalog().infos();
    }

    /** How many documents are indexed. */
    public int count() {
        return keeper.catalog().count();
    }

    /** Passages that cannot be found by vectors yet; empty where there is no search by vectors. */
    public OptionalInt withoutVectors() {
        return vectors.isEmpty() ? OptionalInt.empty() : OptionalInt.of(vectors.get().pending());
    }

    /** Whether texts can be embedded, as far as is known; true where there is no search by vectors. */
    public boolean embeds() {
        return vectors.isEmpty() || !vectors.get().failing();
    }

    @Override
    public UnreadFiles unread() {
        return keeper.unread();
    }

    /** Files that were left out because they cannot be read as documents. */
    public int problems() {
        return keeper.problems();
    }

    @Override
    public Optional<DocumentText> text(String path, OptionalInt from, OptionalInt to) {
        if (keeper.catalog().find(path) == null) {
            return Optional.empty();
        }
        return read(searcher -> {
            TopDocs found = searcher.search(new TermQuery(new Term(PassageFields.OWN, path)), 1);
            if (found.scoreDocs.length == 0) {
                return Optional.empty();
            }
            int entry = found.scoreDocs[0].doc;
            IndexedDocument document = PassageFields.readDocument(searcher.getIndexReader(), entry);
            TextLines lines = new TextLines(PassageFields.readText(searcher.storedFields(), entry));
            int first = Math.clamp(from.orElse(1), 1, lines.count());
            int last = Math.clamp(to.orElse(lines.count()), first, lines.count());
            return Optional.of(new DocumentText(path, document.info().title(), document.hash(), first, last,
                    lines.count(), lines.between(first, last)));
        });
    }

    /** Some passages of a document, in no order. */
    List<Passage> passages(String path, int atMost) {
        return read(searcher -> {
            List<Passage> passages = new ArrayList<>();
            TopDocs found = searcher.search(new BooleanQuery.Builder()
                    .add(new TermQuery(new Term(PassageFields.PATH, path)), BooleanClause.Occur.FILTER)
                    .add(new TermQuery(new Term(PassageFields.OWN, path)), BooleanClause.Occur.MUST_NOT).build(),
                    atMost);
            for (ScoreDoc entry : found.scoreDocs) {
                passages.add(PassageFields.readPassage(searcher.storedFields(), entry.doc, 0));
            }
            return passages;
        });
    }

    /** What a search by words finds first. */
    Optional<Passage> first(String question) {
        return read(searcher -> words.search(searcher, List.of(question), Optional.empty(), 1)).getFirst().stream()
                .findFirst();
    }

    @Override
    public List<List<Passage>> candidates(List<String> queries, PassageScope scope, int limit,
                                          Cancellation cancellation) {
        cancellation.check();
        Optional<Query> within = within(scope);
        List<List<Passage>> lists = read(searcher -> words.search(searcher, queries, within, limit));
        List<float[]> directions = vectors.isEmpty() ? List.of()
                : vectors.get().directions(QueryParts.standing(queries), cancellation);
        return directions.isEmpty() ? lists : read(searcher -> new HybridSearch(vectors.get())
                .search(searcher, queries, lists, directions, within, limit));
    }

    /** What a passage has to match; empty where any may be found. */
    private Optional<Query> within(PassageScope scope) {
        return scope.all() ? Optional.empty() : Optional.of(new TermInSetQuery(PassageFields.PATH,
                documents().stream().filter(scope::covers).map(document -> new BytesRef(document.path())).toList()));
    }

    @Override
    public WordRarity rarity(List<String> questions) {
        return read(searcher -> words.rarity(searcher.getIndexReader(), questions));
    }

    private <T> T read(OpenIndex.Reading<T> reading) {
        try {
            return threads.call(() -> {
                LuceneIndex store = keeper.catalog().store();
                try {
                    return store.read(reading);
                } catch (AlreadyClosedException e) {
                    LuceneIndex reopened = keeper.catalog().store();
                    if (reopened == store) {
                        throw e;
                    }
                    return reopened.read(reading);
                }
            }, READING);
        } catch (IOException e) {
            throw new UncheckedIOException("The index cannot be read.", e);
        }
    }

    /** Keeps what has been indexed so far; the rest is taken at the next start. */
    @Override
    public void close() {
        vectors.ifPresent(VectorSearch::stop);
        try {
            threads.call(() -> {
                keeper.close();
                return null;
            }, OPENING);
        } catch (IOException e) {
            throw new UncheckedIOException("The index cannot be closed.", e);
        }
    }
}
