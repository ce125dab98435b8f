package dev.rill.evaluation;

import dev.rill.evaluation.question.EvaluationQuestion;
import dev.rill.evaluation.question.Figure;
import dev.rill.evaluation.question.QuestionSet;
import dev.rill.evaluation.score.Figures;
import dev.rill.evaluation.score.Score;
import dev.rill.evaluation.score.Scoring;
import dev.rill.evaluation.target.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Asks every question and holds what comes against what was expected. Used by one thread. */
public final class Evaluation {
    private final Target target;
    private final Optional<Judge> judge;
    private final Progress progress;

    public Evaluation(Target target, Optional<Judge> judge, Progress progress) {
        this.target = target;
        this.judge = judge;
        this.progress = progress;
    }

    /** What the questions name and the documents do not hold, a sentence each. */
    public List<String> unknownFiles(QuestionSet set) {
        Set<String> documents = target.documents();
        return set.questions().stream().flatMap(question -> question.files().keySet().stream()
                .filter(file -> !documents.contains(file))
                .map(file -> set.name() + " line " + question.line() + ": there is no document " + file)).toList();
    }

    /**
     * Asks them all, one after the other.
     *
     * @throws Target.TargetException when no question can be asked any more
     */
    public List<Score> run(QuestionSet set) {
        Scoring scoring = new Scoring(target, set.refusals());
        List<Score> scores = new ArrayList<>();
        set.questions().stream().findFirst().ifPresent(target::rehearse);
        progress.begin();
        for (EvaluationQuestion question : set.questions()) {
            progress.show("Asking", scores.size(), set.questions().size(), soFar(scores));
            Score score = scoring.of(question, target.ask(question));
            scores.add(judge.flatMap(model -> model.judge(score)).map(score::judged).orElse(score));
        }
        progress.show("Asking", scores.size(), set.questions().size(), soFar(scores));
        progress.clear();
        return scores;
    }

    private static String soFar(List<Score> scores) {
        var figures = Figures.of(scores);
        return Stream.of(Figure.HIT_1, Figure.QUOTED).filter(figures::containsKey)
                .map(figure -> figure.key() + " " + figure.shown(figures.get(figure).value()))
                .collect(Collectors.joining("  "));
    }
}
