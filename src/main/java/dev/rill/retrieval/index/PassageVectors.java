package dev.rill.retrieval.index;

import dev.rill.retrieval.Passage;
import dev.rill.retrieval.WorkProgress;
import dev.rill.stream.Cancellation;
import dev.rill.words.Nearness;
import java.util.List;
import java.util.Optional;

/** Search by vectors in an index, and whoever makes them. Any thread; stopped by whoever started it. */
public interface PassageVectors {

    void start();

    /** Ends what is under way. No search may be running. */
    void stop();

    /** Whether texts cannot be embedded, as far as is known. */
    boolean failing();

    /** Passages that cannot be found by their vectors yet. */
    int pending();

    /** How many of those that somebody may see; one at the least while that is not known. */
    int pending(ReaderFilter readers);

    /** How far they are, of what somebody may see; empty where none is to be made, as far as is known. */
    Optional<WorkProgress> progress(ReaderFilter readers);

    /**
     * The vectors of questions, of no length for one that can be searched for by its words alone; none at all while the
     * embedder fails, or where they do not come in time.
     *
     * @throws Cancellation.CancelledException when the stream was cancelled
     */
    List<float[]> directions(List<String> questions, Cancellation cancellation);

    /** How near sentences are to a question; unknown while the embedder fails. */
    Nearness nearness(String question, Cancellation cancellation);

    /**
     * Adds what is found by vectors to what was found by words: one list a query, best first.
     *
     * @param words      what was found, a list a query
     * @param directions of those queries that can be searched for as they stand
     * @throws Cancellation.CancelledException when the stream was cancelled
     */
    List<List<Passage>> fused(List<String> queries, List<List<Passage>> words, List<float[]> directions, Within within,
                              int limit, Cancellation cancellation);
}
