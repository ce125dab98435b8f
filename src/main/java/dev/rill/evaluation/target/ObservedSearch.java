package dev.rill.evaluation.target;

import dev.rill.retrieval.DocumentInfo;
import dev.rill.retrieval.DocumentLibrary;
import dev.rill.retrieval.DocumentText;
import dev.rill.retrieval.Passage;
import dev.rill.retrieval.PassageScope;
import dev.rill.retrieval.UnreadFiles;
import dev.rill.retrieval.document.format.DocumentType;
import dev.rill.rights.Readers;
import dev.rill.stream.Cancellation;
import dev.rill.stream.Origin;
import dev.rill.words.Nearness;
import dev.rill.words.WordRarity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** A search that keeps what it found since it was last asked for that, and how long it took. Any thread. */
public final class ObservedSearch implements DocumentLibrary {
    private final DocumentLibrary search;
    private List<List<Passage>> lists = new ArrayList<>();
    private Duration took = Duration.ZERO;

    public ObservedSearch(DocumentLibrary search) {
        this.search = search;
    }

    /** @param lists in the order in which they were found */
    record Seen(List<List<Passage>> lists, Duration took) {
    }

    @Override
    public List<List<Passage>> candidates(List<String> queries, PassageScope scope, int limit,
                                          Cancellation cancellation) {
        long start = System.nanoTime();
        List<List<Passage>> found = search.candidates(queries, scope, limit, cancellation);
        note(found, Duration.ofNanos(System.nanoTime() - start));
        return found;
    }

    @Override
    public List<DocumentInfo> documents() {
        return search.documents();
    }

    @Override
    public Optional<DocumentText> text(String path, OptionalInt from, OptionalInt to) {
        return search.text(path, from, to);
    }

    @Override
    public Readers readers(String path) {
        return search.readers(path);
    }

    @Override
    public boolean shows(String path, Readers cited) {
        return search.shows(path, cited);
    }

    @Override
    public Optional<DocumentType> type(String path) {
        return search.type(path);
    }

    @Override
    public Optional<Origin> origin(String path) {
        return search.origin(path);
    }

    @Override
    public UnreadFiles unread() {
        return search.unread();
    }

    @Override
    public WordRarity rarity(List<String> questions) {
        return search.rarity(questions);
    }

    @Override
    public Nearness nearness(String question, Cancellation cancellation) {
        return search.nearness(question, cancellation);
    }

    synchronized Seen take() {
        Seen seen = new Seen(lists, took);
        lists = new ArrayList<>();
        took = Duration.ZERO;
        return seen;
    }

    private synchronized void note(List<List<Passage>> found, Duration more) {
        lists.addAll(found);
        took = took.plus(more);
    }
}
