package dev.rill.threads;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Questions and the ends of their answers; durable, and for any thread, as {@link ThreadStore} says. */
public interface ExchangeStore {

    /**
     * Takes a question: in one transaction the thread (made if it is not there, named after its first question), the
     * question, complete, and the answer, streaming and empty. What it comes in the place of goes in the same one.
     *
     * @param historyLimit messages before this one to return at the most
     * @return the messages before this one, oldest first, without their sources
     * @throws ThreadStore.StoreUnavailableException when nothing was taken; what the database commits all the same, too
     *                                   late, is taken back when it answers again; what came in the place of another
     * fails then
     */
    List<ThreadMessage> accept(AskedQuestion question, int historyLimit);

    /**
     * Finishes an answer that is streaming; one that is not, or is not there, is left alone.
     *
     * @throws ThreadStore.StoreUnavailableException when it is not stored now; it is tried again until this store is
     *         closed
     */
    void finish(String owner, FinishedAnswer answer);

    /**
     * Takes a question away with its answer, and the thread with them where it was made for them and nothing else is in
     * it.
     *
     * @throws ThreadStore.StoreUnavailableException when it is there still; it is tried again until this store is
     *         closed
     */
    void remove(AskedQuestion question);

    /**
     * Charges an owner for model tokens of an answer that is not finished in this store, where tokens are counted.
     *
     * @throws ThreadStore.StoreUnavailableException when it is not stored now; it is tried again until this store is
     *         closed
     */
    void charge(String owner, Instant at, long tokens);

    /** Oldest first; empty where there is no such thread. */
    Optional<List<ThreadMessage>> messages(String owner, String threadId);

    /**
     * A question that was asked before in a thread.
     *
     * @param questionId of the one that is meant; empty: the thread's last
     * @param question   what is asked now, for {@link ThreadStore.Earlier#same}
     */
    Optional<ThreadStore.Earlier> earlier(String owner, String threadId, Optional<String> questionId, String question);
}
