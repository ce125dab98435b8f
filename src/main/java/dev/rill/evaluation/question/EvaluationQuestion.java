package dev.rill.evaluation.question;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A question and what a good answer to it is. Immutable; any thread.
 *
 * @param id         names it in one set, and from one run to the next
 * @param line       where it stands in its file, counted from 1
 * @param files      the documents that hold the answer, by path, each with its relevance (1 and more)
 * @param texts      one of these has to stand in what the answer quotes; empty where nothing is said about it
 * @param language   a language tag; empty where none is given
 * @param follows    the id of the question before it in one conversation
 * @param answerable whether the documents hold an answer
 */
public record EvaluationQuestion(String id, int line, String question, Map<String, Integer> files, List<String> texts,
                                 String language, Optional<String> follows, boolean answerable) {

    /** Without the question and the texts. */
    @Override
    public String toString() {
        return "EvaluationQuestion[line=" + line + ", files=" + files.keySet() + ", answerable=" + answerable + "]";
    }
}
