package dev.rill.evaluation.score;

import dev.rill.evaluation.question.EvaluationQuestion;
import dev.rill.evaluation.target.Reply;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How one question went. Immutable; any thread.
 *
 * @param rank      place of the first source out of a right file; empty where none of the shown ones is
 * @param ndcg      of the first ten files; empty where the question names no file
 * @param quoted    whether an expected text stands in the answer; empty where none is expected, or no answer was wanted
 * @param cited     whether one stands in the lines that the answer cites; likewise
 * @param citations in the order of the answer
 * @param refused   whether the answer says that there is none; empty where no answer was wanted
 * @param judgement where a model was asked for it
 */
public record Score(EvaluationQuestion question, Reply reply, OptionalInt rank, Optional<Double> ndcg,
                    Optional<Boolean> quoted, Optional<Boolean> cited, List<CheckedCitation> citations,
                    Optional<Boolean> refused, Optional<Judgement> judgement) {

    /** The same with what a model thinks. */
    public Score judged(Judgement judgement) {
        return new Score(question, reply, rank, ndcg, quoted, cited, citations, refused, Optional.of(judgement));
    }

    /** Whether all went as it should, as far as that was measured. */
    public boolean good() {
        return switch (reply) {
            case Reply.Failed _ -> false;
            case Reply.Answered _, Reply.Found _ -> question.answerable()
                    ? (question.files().isEmpty() || rank.orElse(0) == 1) && quoted.orElse(true)
                            && citations.stream().allMatch(check -> check.fault().isEmpty())
                    : refused.orElse(true);
        };
    }
}
