package dev.rill.evaluation.score;

import dev.rill.chat.citation.Citations;
import dev.rill.evaluation.question.EvaluationQuestion;
import dev.rill.evaluation.target.Reply;
import dev.rill.evaluation.target.Target;
import dev.rill.stream.Source;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;

/** Holds replies against what was expected. Used by the thread that asks the target. */
public final class Scoring {
    private final Target target;
    private final Refusals refusals;

    /** @param refusals words that say that there is no answer, beside those that are known */
    public Scoring(Target target, List<String> refusals) {
        this.target = target;
        this.refusals = new Refusals(refusals);
    }

    public Score of(EvaluationQuestion question, Reply reply) {
        Set<String> wanted = question.files().keySet();
        OptionalInt rank = Ranks.first(reply.shown(), wanted);
        Optional<Double> ndcg = wanted.isEmpty() ? Optional.empty()
                : Optional.of(Ranks.ndcg(reply.files(), question.files()));
        return switch (reply) {
            case Reply.Answered(String text, List<Source> sources, List<String> _, var _, var _) -> new Score(question,
                    reply, rank, ndcg, expected(question, text), expected(question, citedText(text, sources)),
                    CitationChecks.of(text, sources, target), Optional.of(refusals.refuses(text)), Optional.empty());
            case Reply.Found _ -> new Score(question, reply, rank, ndcg, Optional.empty(), Optional.empty(), List.of(),
                    Optional.empty(), Optional.empty());
            case Reply.Failed _ -> new Score(question, reply, rank, ndcg, expected(question, ""),
                    expected(question, ""), List.of(), Optional.of(false), Optional.empty());
        };
    }

    private static Optional<Boolean> expected(EvaluationQuestion question, String text) {
        return question.texts().isEmpty() ? Optional.empty()
                : Optional.of(question.texts().stream().anyMatch(wanted -> QuotedText.holds(text, wanted)));
    }

    private static String citedText(String answer, List<Source> sources) {
        Set<Integer> cited = Citations.in(answer);
        return sources.stream().filter(source -> cited.contains(source.id()))
                .map(source -> source.text().orElse(source.snippet())).collect(Collectors.joining("\n\n"));
    }
}
