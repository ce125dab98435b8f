package dev.rill.threads;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * What the database did not take, to be tried again when it is back: ends of answers, and questions that may have been
 * committed although their client was told that they were not. What is too much is given up, oldest first. Any thread.
 */
final class UnsavedWork {
    private static final System.Logger LOGGER = System.getLogger(UnsavedWork.class.getName());
    private static final long MAX_CHARS = 32L << 20;

    sealed interface Item {
        record Answer(String owner, FinishedAnswer answer) implements Item {
        }

        record Withdrawal(Exchanges.Question question) implements Item {
        }
    }

    private final Deque<Item> items = new ArrayDeque<>();
    private long chars;

    synchronized void add(Item item) {
        items.addLast(item);
        chars += size(item);
        int dropped = 0;
        while (chars > MAX_CHARS && items.size() > 1) {
            chars -= size(items.removeFirst());
            dropped++;
        }
        if (dropped > 0) {
            LOGGER.log(System.Logger.Level.ERROR, "The database is away for too long: " + dropped
                    + " ended answers are given up; what was last checkpointed of them stays");
        }
    }

    synchronized Optional<Item> first() {
        return Optional.ofNullable(items.peekFirst());
    }

    /** Nothing happens where it was given up meanwhile. */
    synchronized void done(Item item) {
        if (items.peekFirst() == item) {
            chars -= size(items.removeFirst());
        }
    }

    private static long size(Item item) {
        return switch (item) {
            case Item.Answer(String owner, FinishedAnswer answer) -> 1_000 + answer.text().length()
                    + 1_000L * answer.sources().size();
            case Item.Withdrawal(Exchanges.Question question) -> 1_000 + question.text().length();
        };
    }
}
