package dev.rill.evaluation.target;

import dev.rill.evaluation.question.EvaluationQuestion;
import dev.rill.retrieval.DocumentLibrary;
import dev.rill.retrieval.Passage;
import dev.rill.stream.Cancellation;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A search alone, of an index that others close: no answer is made, and no conversation known. Used by one thread. */
public final class SearchTarget implements Target {
    private static final int CANDIDATES = 50;

    private final String description;
    private final DocumentLibrary index;
    private final IndexedLines documents;

    public SearchTarget(String description, DocumentLibrary index) {
        this.description = description;
        this.index = index;
        this.documents = new IndexedLines(index);
    }

    @Override
    public String description() {
        return description;
    }

    @Override
    public Set<String> documents() {
        return documents.paths();
    }

    @Override
    public void rehearse(EvaluationQuestion question) {
        ask(question);
    }

    @Override
    public Reply ask(EvaluationQuestion question) {
        long start = System.nanoTime();
        List<List<Passage>> lists = index.candidates(List.of(question.question()), CANDIDATES, new Cancellation());
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        return new Reply.Found(RankedFiles.sources(lists), RankedFiles.of(lists), took);
    }

    @Override
    public Optional<String> lines(String path, int from, int to) {
        return documents.lines(path, from, to);
    }

    @Override
    public void close() {
        // nothing is held
    }
}
