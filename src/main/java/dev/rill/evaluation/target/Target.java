package dev.rill.evaluation.target;

import dev.rill.evaluation.question.EvaluationQuestion;
import java.util.Optional;
import java.util.Set;

/** What is measured. Used by one thread; whoever made it closes it. */
public interface Target extends AutoCloseable {

    /** What it is, for people: the folder or the server, and what answers. */
    String description();

    /**
     * The paths of its documents.
     *
     * @throws TargetException when it cannot say
     */
    Set<String> documents();

    /**
     * Does once what a question needs, where that costs nothing: what the first one loads is no part of what one takes.
     */
    void rehearse(EvaluationQuestion question);

    /**
     * Asks. What a question follows has been asked before it.
     *
     * @throws TargetException when no question can be asked
     */
    Reply ask(EvaluationQuestion question);

    /** Lines of a document, both counted from 1 and inclusive; empty where there is no such document. */
    Optional<String> lines(String path, int from, int to);

    @Override
    void close();

    /** It cannot be measured; the message is for whoever wants to. */
    final class TargetException extends RuntimeException {
        TargetException(String message) {
            super(message);
        }
    }
}
