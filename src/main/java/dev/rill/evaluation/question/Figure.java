package dev.rill.evaluation.question;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What is measured. */
public enum Figure {
    HIT_1("hit@1", "Right file first", Unit.SHARE, true),
    HIT_3("hit@3", "Right file in the first three sources", Unit.SHARE, true),
    HIT_7("hit@7", "Right file in the first seven sources", Unit.SHARE, true),
    /** E. Voorhees: <i>The TREC-8 Question Answering Track Report</i>, 1999. */
    MRR("mrr", "Mean reciprocal rank of the first right source", Unit.SHARE, true),
    /** K. Järvelin, J. Kekäläinen: <i>Cumulated gain-based evaluation of IR techniques</i>, TOIS 2002. */
    NDCG_10("ndcg@10", "nDCG of the first ten files", Unit.SHARE, true),
    QUOTED("quoted", "Expected text stands in the answer", Unit.SHARE, true),
    CITED("cited", "Expected text stands in the cited lines", Unit.SHARE, true),
    CITATIONS("citations", "Citations that check out", Unit.SHARE, true),
    ANSWERED("answered", "Answerable questions that were not refused", Unit.SHARE, true),
    REFUSED("refused", "Unanswerable questions that were refused", Unit.SHARE, true),
    USEFUL("useful", "Useful, as a model judges", Unit.SHARE, true),
    FAILED("failed", "Questions without any answer", Unit.SHARE, false),
    P50("p50", "Whole answer, median", Unit.MILLISECONDS, false),
    P99("p99", "Whole answer, 99th percentile", Unit.MILLISECONDS, false),
    SEARCH_P50("search.p50", "Search alone, median", Unit.MILLISECONDS, false),
    SEARCH_P99("search.p99", "Search alone, 99th percentile", Unit.MILLISECONDS, false);

    /** What a value counts. */
    public enum Unit { SHARE, MILLISECONDS }

    private final String key;
    private final String label;
    private final Unit unit;
    private final boolean higherIsBetter;

    Figure(String key, String label, Unit unit, boolean higherIsBetter) {
        this.key = key;
        this.label = label;
        this.unit = unit;
        this.higherIsBetter = higherIsBetter;
    }

    /** Its name in files and on the command line. */
    public String key() {
        return key;
    }

    /** What it says, for people. */
    public String label() {
        return label;
    }

    public Unit unit() {
        return unit;
    }

    public boolean higherIsBetter() {
        return higherIsBetter;
    }

    /** A value as it is read: {@code 83.3 %}, {@code .612}, {@code 12.4 ms}. */
    public String shown(double value) {
        return switch (unit) {
            case MILLISECONDS -> String.format(Locale.ROOT, value < 100 ? "%.1f ms" : "%.0f ms", value);
            case SHARE -> switch (this) {
                case MRR, NDCG_10 -> String.format(Locale.ROOT, "%.3f", value);
                case HIT_1, HIT_3, HIT_7, QUOTED, CITED, CITATIONS, ANSWERED, REFUSED, USEFUL, FAILED, P50, P99,
                     SEARCH_P50, SEARCH_P99 -> String.format(Locale.ROOT, "%.1f %%", value * 100);
            };
        };
    }

    public static Optional<Figure> of(String key) {
        return Arrays.stream(values()).filter(figure -> figure.key.equals(key.toLowerCase(Locale.ROOT))).findFirst();
    }
}
