package dev.rill.evaluation.report;

import dev.rill.evaluation.question.Figure;
import dev.rill.evaluation.question.Threshold;
import dev.rill.evaluation.score.Figures;
import dev.rill.evaluation.score.Score;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What an evaluation came to. Immutable; any thread.
 *
 * @param questions  the name of the set
 * @param target     what was measured
 * @param judge      the model whose judgement is in it
 * @param groups     the figures by group
 * @param thresholds in order
 */
public record Report(Instant ran, String version, String questions, String target, Optional<String> judge,
                     List<Score> scores, Map<String, Map<Figure, Figures.Value>> groups, List<Reached> thresholds) {

    /** @param measured empty where nothing was measured, which is as bad as missing it */
    public record Reached(Threshold threshold, Optional<Double> measured) {
        public boolean met() {
            return measured.filter(threshold::metBy).isPresent();
        }
    }

    public static Report of(Instant ran, String version, String questions, String target, Optional<String> judge,
                            List<Score> scores, List<Threshold> thresholds) {
        Map<String, Map<Figure, Figures.Value>> groups = Figures.byGroup(scores);
        return new Report(ran, version, questions, target, judge, List.copyOf(scores), groups, thresholds.stream()
                .map(threshold -> new Reached(threshold, Optional.ofNullable(
                        groups.getOrDefault(threshold.group(), Map.of()).get(threshold.figure()))
                        .map(Figures.Value::value))).toList());
    }

    /** Whether every threshold is met. */
    public boolean met() {
        return thresholds.stream().allMatch(Reached::met);
    }

    /** The figures of all questions. */
    public Map<Figure, Figures.Value> all() {
        return groups.get(Threshold.ALL);
    }

    /** Only how many there are. */
    @Override
    public String toString() {
        return "Report[" + scores.size() + " scores, thresholds=" + thresholds + "]";
    }
}
