package dev.rill.threads.jdbc.store;

import dev.rill.threads.AskedQuestion;
import dev.rill.threads.FinishedAnswer;
import dev.rill.threads.jdbc.statement.ExchangeStep;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * What the database did not take, to be tried again when it is back: ends of answers, and questions that may have been
 * committed although their client was told that they were not. What is too much is given up, oldest first. Any thread.
 */
final class RetriedWrites {
    private static final System.Logger LOGGER = System.getLogger(RetriedWrites.class.getName());
    private static final long MAX_CHARS = 32L << 20;

    private final Deque<ExchangeStep> steps = new ArrayDeque<>();
    private long chars;

    synchronized void add(ExchangeStep step) {
        steps.addLast(step);
        chars += size(step);
        int dropped = 0;
        while (chars > MAX_CHARS && steps.size() > 1) {
            chars -= size(steps.removeFirst());
            dropped++;
        }
        if (dropped > 0) {
            LOGGER.log(System.Logger.Level.ERROR, "The database is away for too long: " + dropped
                    + " ended answers are given up; what was last checkpointed of them stays");
        }
    }

    synchronized Optional<ExchangeStep> first() {
        return Optional.ofNullable(steps.peekFirst());
    }

    /** Whether a question is to be taken back. */
    synchronized boolean withdraws(String questionId) {
        return steps.stream().anyMatch(step -> step instanceof ExchangeStep.Withdrawn(AskedQuestion question)
                && question.questionId().equals(questionId));
    }

    /** Nothing happens where it was given up meanwhile. */
    synchronized void done(ExchangeStep step) {
        if (steps.peekFirst() == step) {
            chars -= size(steps.removeFirst());
        }
    }

    private static long size(ExchangeStep step) {
        return switch (step) {
            case ExchangeStep.Answered(String owner, FinishedAnswer answer) -> 1_000 + answer.text().length()
                    + answer.sources().stream().mapToLong(s -> 1_000L + s.text().map(String::length).orElse(0)).sum();
            case ExchangeStep.Removed(AskedQuestion question) -> 1_000 + question.text().length();
            case ExchangeStep.Charged _ -> 100;
            case ExchangeStep.Withdrawn(AskedQuestion question) -> 1_000 + question.text().length();
        };
    }
}
