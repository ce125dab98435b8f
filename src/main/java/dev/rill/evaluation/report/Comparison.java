package dev.rill.evaluation.report;

import dev.rill.evaluation.score.Score;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A run beside an earlier one, question by question. Immutable; any thread.
 *
 * @param same    how many went as they did
 * @param unasked how many were not asked then
 */
public record Comparison(EarlierRun earlier, List<Score> better, List<Score> worse, int same, int unasked) {
    private static final double EPSILON = 1e-9;

    public static Comparison of(Report report, EarlierRun earlier) {
        EarlierRun now = EarlierRun.of(report);
        List<Score> better = new ArrayList<>();
        List<Score> worse = new ArrayList<>();
        int same = 0;
        int unasked = 0;
        for (Score score : report.scores()) {
            EarlierRun.Went before = earlier.questions().get(score.question().id());
            if (before == null) {
                unasked++;
                continue;
            }
            double change = now.questions().get(score.question().id()).points() - before.points();
            if (change > EPSILON) {
                better.add(score);
            } else if (change < -EPSILON) {
                worse.add(score);
            } else {
                same++;
            }
        }
        return new Comparison(earlier, List.copyOf(better), List.copyOf(worse), same, unasked);
    }

    /**
     * How likely so uneven a split, or a more uneven one, is where both runs are equally good: the two-sided sign test
     * (W. Conover: <i>Practical Nonparametric Statistics</i>).
     */
    double chance() {
        int all = better.size() + worse.size();
        int fewer = Math.min(better.size(), worse.size());
        double tail = 0;
        double probability = Math.pow(0.5, all);
        for (int i = 0; i <= fewer; i++) {
            tail += probability;
            probability *= (double) (all - i) / (i + 1);
        }
        return Math.min(1, 2 * tail);
    }

    /** In a sentence. */
    String words() {
        return better.size() + " better, " + worse.size() + " worse, " + same + " the same"
                + (unasked == 0 ? "" : ", " + unasked + " not asked then")
                + (better.isEmpty() && worse.isEmpty()
                        ? "" : String.format(Locale.ROOT, " (sign test: p = %.2g%s)", chance(),
                        chance() > 0.05 ? ", which may be chance" : ""));
    }

    /** Only how many there are. */
    @Override
    public String toString() {
        return "Comparison[" + better.size() + " better, " + worse.size() + " worse]";
    }
}
