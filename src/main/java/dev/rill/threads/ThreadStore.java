package dev.rill.threads;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Threads and their messages, durable when a method returns. Every method takes the owner; another owner's thread is
 * an unknown thread. Any thread, interrupted or not: no call is ended by an interrupt. Whoever made it closes it last.
 *
 * <p>Every method throws {@link StoreUnavailableException} when the database is down, full, or slower than its
 * deadline.
 */
public interface ThreadStore extends AutoCloseable {

    /**
     * Takes a question: in one transaction the thread (made if it is not there, named after its first question), the
     * question, complete, and the answer, streaming and empty.
     *
     * @param historyLimit messages before this one to return at the most
     * @return the messages before this one, oldest first
     */
    List<ThreadMessage> accept(String owner, String threadId, String questionId, String answerId, String question,
                               Instant now, int historyLimit);

    /** Finishes an answer that is streaming; one that is not is left alone. */
    void finish(String owner, FinishedAnswer answer);

    /** Writes the texts of open answers, all in one batch. An answer that is no longer streaming is left alone. */
    void checkpoint(List<Checkpoint> open);

    /** Turns what was left streaming by a server that died into interrupted. */
    int interruptAbandoned();

    ThreadSummary create(String owner, String threadId, Optional<String> name, Optional<String> metadata, Instant now);

    /** Newest activity first. */
    Page list(String owner, ListQuery query);

    Optional<ThreadSummary> find(String owner, String threadId);

    /** Oldest first; empty where there is no such thread. */
    Optional<List<ThreadMessage>> messages(String owner, String threadId);

    /** An empty argument leaves what is there. */
    Optional<ThreadSummary> update(String owner, String threadId, Optional<String> name, Optional<String> metadata);

    /** @return whether there was one */
    boolean delete(String owner, String threadId);

    Stats stats(String owner);

    /** Deletes every owner's threads without activity since then. */
    int deleteInactiveSince(Instant since);

    /** Returns when the database answers. */
    void ping();

    @Override
    void close();

    record Checkpoint(String messageId, String text) {
    }

    /** @param words all of which occur in the name or in messages, in any case; empty: all threads */
    record ListQuery(int limit, Optional<String> cursor, List<String> words) {
    }

    /** @param total threads that match, on all pages */
    record Page(List<ThreadSummary> threads, long total, Optional<String> nextCursor) {
    }

    record Stats(long totalThreads, double averageMessageCount, Optional<ThreadSummary> oldest,
                 Optional<ThreadSummary> newest, Optional<ThreadSummary> mostActive) {
    }

    /** The cursor is not one that {@link #list} gave. */
    final class BadCursorException extends RuntimeException {
        public BadCursorException(String message) {
            super(message);
        }
    }

    /** The database is down, full or too slow. */
    final class StoreUnavailableException extends RuntimeException {
        public StoreUnavailableException(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
