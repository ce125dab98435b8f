package dev.rill.threads;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** Questions and the ends of their answers; durable, and for any thread, as {@link ThreadStore} says. */
public interface ExchangeStore {

    /**
     * Takes a question: in one transaction the thread (made if it is not there, named after its first question), the
     * question, complete, and the answer, streaming and empty. What it comes in the place of goes in the same one.
     *
     * @param historyLimit messages before this one to return at the most
     * @throws ThreadStore.StoreUnavailableException when nothing was taken; what the database commits all the same, too
     *                                   late, is taken back when it answers again; what came in the place of another
     * fails then
     */
    Acceptance accept(AskedQuestion question, int historyLimit);

    /**
     * Finishes an answer that this server is writing; any other is left alone. Where servers share the database, this
     * blocks until it is committed, or until others may take the answer from this server: then it is
     * {@link Finished#LOST}, and will not be stored in another way than as one that failed, or was interrupted.
     *
     * @param again waits a moment before another attempt, and says whether there is to be one; asked only there
     * @throws ThreadStore.StoreUnavailableException where this server is alone, when it is not stored now; it is tried
     *         again until this store is closed
     */
    Finished finish(String owner, FinishedAnswer answer, BooleanSupplier again);

    /** Whether an end is told only once it is stored, since servers share the database. */
    boolean endsOnceStored();

    /**
     * Takes a question away with its answer, where this server wrote that, and the thread with them where it was made
     * for them and nothing else is in it. Blocks as {@link #finish} does; where it is lost, it may still go later.
     *
     * @throws ThreadStore.StoreUnavailableException where this server is alone, when it is there still; it is tried
     *         again until this store is closed
     */
    Finished remove(AskedQuestion question, BooleanSupplier again);

    /**
     * Lets an answer that waits into its thread, where no other server's answer is before it.
     *
     * @param byForce whether those that were to give way to it are ended here and now, whatever their servers do
     * @return false where it is not its turn yet
     */
    boolean takeTurn(AskedQuestion question, boolean byForce);

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
