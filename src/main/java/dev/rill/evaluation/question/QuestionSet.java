package dev.rill.evaluation.question;

import java.util.List;

/**
 * Questions to measure with. Immutable; any thread.
 *
 * @param name       of the file or folder
 * @param questions  in order; what one follows stands before it
 * @param thresholds what has to be reached
 * @param refusals   words by which an answer says that it has none, beside those that are known
 */
public record QuestionSet(String name, List<EvaluationQuestion> questions, List<Threshold> thresholds,
                          List<String> refusals) {

    /** Without the words. */
    @Override
    public String toString() {
        return "QuestionSet[" + questions.size() + " questions, thresholds=" + thresholds + "]";
    }
}
