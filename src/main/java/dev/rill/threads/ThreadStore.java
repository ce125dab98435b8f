package dev.rill.threads;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * Threads and their messages, durable when a method returns. Every method takes the owner; another owner's thread is
 * an unknown thread. Any thread, interrupted or not: no call is ended by an interrupt. Whoever made it closes it last.
 *
 * <p>Every method throws {@link StoreUnavailableException} when the database is down, full, or slower than its
 * deadline.
 *
 * <p>What a database refuses in text (NUL, half a surrogate pair) is stored as U+FFFD, and text is cut at
 * {@link #MAX_TEXT_CHARS}.
 */
public interface ThreadStore extends ExchangeStore, AutoCloseable {
    /** Of a question, an answer, and the sources of one. */
    int MAX_TEXT_CHARS = 1_000_000;

    /**
     * Does what it is given as this store does, and takes it back in the same transaction: what a question needs is
     * then loaded and compiled, and nothing of it is ever seen, also when the server dies meanwhile.
     */
    ExchangeStore rehearsal();

    /** Writes how open answers have grown, all in one batch. An answer that is no longer streaming is left alone. */
    void checkpoint(List<Checkpoint> grown);

    /**
     * Turns what was left streaming by a server that died into interrupted. To be called once at the start; where
     * servers share a database, the store repeats it by itself.
     *
     * @return how many there were
     */
    int interruptAbandoned();

    /** Where other servers are meant to share the database. */
    Optional<SharedAnswers> shared();

    @Override
    default boolean endsOnceStored() {
        return shared().isPresent();
    }

    /** Likewise. */
    Optional<SharedSessions> sessions();

    /**
     * Makes a thread, which has no name, an empty one, until it is given one or its first question is asked. One that
     * is there stays as it is.
     */
    ThreadSummary create(String owner, String threadId, Optional<String> name, Optional<String> metadata, Instant now);

    /**
     * Newest activity first: the last question or end of an answer.
     *
     * @throws BadCursorException where the cursor is not one that this gave
     */
    Page list(String owner, ListQuery query);

    Optional<ThreadSummary> find(String owner, String threadId);

    /** Whether there is such an answer and it runs no more. */
    boolean hasEnded(String owner, String answerId);

    /** The thread that a message is in. */
    Optional<String> threadOf(String owner, String messageId);

    /** A message of any thread, a question or an answer. */
    default Optional<ThreadMessage> message(String owner, String messageId) {
        return threadOf(owner, messageId).flatMap(threadId -> messages(owner, threadId)).stream().flatMap(List::stream)
                .filter(message -> message.id().equals(messageId)).findFirst();
    }

    /**
     * Adds messages that were said elsewhere, under ids that no message has.
     *
     * @return false where there is no such thread
     */
    boolean append(String owner, String threadId, List<ThreadMessage> said, Instant now);

    /**
     * Deletes messages of a thread; an answer that is streaming is not finished then.
     *
     * @param withThread whether the thread goes too where nothing is left of it and nobody named it
     * @return how many there were
     */
    int deleteMessages(String owner, String threadId, List<String> messageIds, boolean withThread);

    /** An empty argument leaves what is there. It is no activity. */
    Optional<ThreadSummary> update(String owner, String threadId, Optional<String> name, Optional<String> metadata);

    /** @return whether there was one */
    boolean delete(String owner, String threadId);

    /**
     * From now on somebody is told of each thread that its owner deletes, once it is gone: its owner and its id. One
     * that goes with its last message, or for its age, is not told. To be called before the first question.
     */
    void onDelete(BiConsumer<String, String> told);

    Stats stats(String owner);

    /**
     * Deletes every owner's threads without activity since then, but none in which an answer is streaming.
     *
     * @return how many there were
     */
    int deleteInactiveSince(Instant since);

    /** From now on model tokens that owners are charged for are counted. To be called before the first question. */
    void countTokens();

    /** What an owner was charged for on a day (UTC), by all servers that share the database. */
    long tokensUsed(String owner, LocalDate day);

    /** Returns when the database answers. */
    void ping();

    @Override
    void close();

    /**
     * @param from how much of the answer's text stands before this, in code points: that much is kept
     * @param text what follows it
     */
    record Checkpoint(String messageId, int from, String text) {
        /** Without the text. */
        @Override
        public String toString() {
            return "Checkpoint[messageId=" + messageId + ", from=" + from + ", " + text.length() + " characters]";
        }
    }

    /** @param words all of which occur in the name or in messages, in any case; empty: all threads */
    record ListQuery(int limit, Optional<String> cursor, List<String> words) {
        /** Without the words. */
        @Override
        public String toString() {
            return "ListQuery[limit=" + limit + ", cursor=" + cursor + ", words=" + words.size() + "]";
        }
    }

    /**
     * A question of before.
     *
     * @param answerId of its answer
     * @param same     whether it was the same question
     */
    record Earlier(String answerId, boolean same) {
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

    /** Why the store cannot be opened, in one sentence for the operator. */
    final class CannotOpenException extends RuntimeException {
        public CannotOpenException(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
