package dev.rill.evaluation.target;

import dev.rill.evaluation.question.EvaluationQuestion;
import dev.rill.retrieval.DocumentLibrary;
import dev.rill.retrieval.Passage;
import dev.rill.stream.Cancellation;
import java.time.Duration;
import java.util.List;

/** A search alone, of an index that others close: no answer is made, and no conversation known. Used by one thread. */
public final class SearchTarget extends IndexTarget {
    private static final int CANDIDATES = 50;

    private final DocumentLibrary index;

    public SearchTarget(String description, DocumentLibrary index) {
        super(description, index);
        this.index = index;
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
}
