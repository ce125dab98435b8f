package dev.rill.evaluation.score;

import dev.rill.evaluation.question.EvaluationQuestion;
import dev.rill.evaluation.question.Figure;
import dev.rill.evaluation.question.Threshold;
import dev.rill.evaluation.target.Reply;
import java.time.Duration;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;

/** Makes figures of many scores. Stateless. */
public final class Figures {
    /** Questions that begin a conversation, and those that go on with one. */
    public static final String FIRST = "first";
    public static final String FOLLOW_UPS = "follow-ups";

    private Figures() {
    }

    /**
     * A figure.
     *
     * @param of how many questions (for {@link Figure#CITATIONS}: citations) it is about
     */
    public record Value(double value, int of) {
    }

    /** The figures of each group, in the order to show them in; the first one is of {@link Threshold#ALL}. */
    public static Map<String, Map<Figure, Value>> byGroup(List<Score> scores) {
        Map<String, Map<Figure, Value>> groups = new LinkedHashMap<>();
        groups.put(Threshold.ALL, of(scores));
        if (scores.stream().anyMatch(score -> score.question().follows().isPresent())) {
            groups.put(FIRST, of(scores.stream().filter(score -> score.question().follows().isEmpty()).toList()));
            groups.put(FOLLOW_UPS, of(scores.stream().filter(score -> score.question().follows().isPresent())
                    .toList()));
        }
        TreeSet<String> languages = new TreeSet<>(scores.stream().map(Score::question)
                .map(EvaluationQuestion::language).filter(language -> !language.isEmpty()).toList());
        if (languages.size() > 1) {
            languages.forEach(language -> groups.put(language, of(scores.stream()
                    .filter(score -> score.question().language().equals(language)).toList())));
        }
        return groups;
    }

    /** What nothing can be said about is left out. */
    public static Map<Figure, Value> of(List<Score> scores) {
        Map<Figure, Value> figures = new EnumMap<>(Figure.class);
        List<Score> answerable = scores.stream().filter(score -> score.question().answerable()).toList();
        List<Score> located = answerable.stream().filter(score -> !score.question().files().isEmpty()).toList();
        mean(figures, Figure.HIT_1, located, score -> Optional.of(within(score, 1)));
        mean(figures, Figure.HIT_3, located, score -> Optional.of(within(score, 3)));
        mean(figures, Figure.HIT_7, located, score -> Optional.of(within(score, 7)));
        mean(figures, Figure.MRR, located, score -> Optional.of(
                score.rank().isPresent() ? 1.0 / score.rank().getAsInt() : 0));
        mean(figures, Figure.NDCG_10, located, Score::ndcg);
        mean(figures, Figure.QUOTED, answerable, score -> score.quoted().map(Figures::share));
        mean(figures, Figure.CITED, answerable, score -> score.cited().map(Figures::share));
        mean(figures, Figure.ANSWERED, answerable, score -> score.refused().map(refused -> share(!refused)));
        mean(figures, Figure.REFUSED, scores.stream().filter(score -> !score.question().answerable()).toList(),
                score -> score.refused().map(Figures::share));
        mean(figures, Figure.USEFUL, scores, score -> score.judgement().map(judgement -> share(judgement.useful())));
        mean(figures, Figure.FAILED, scores, score -> Optional.of(share(score.reply() instanceof Reply.Failed)));
        citations(figures, scores);
        times(figures, Figure.P50, Figure.P99, scores.stream().flatMap(score -> took(score.reply())));
        times(figures, Figure.SEARCH_P50, Figure.SEARCH_P99, scores.stream().flatMap(score -> searched(score.reply())));
        return figures;
    }

    private static void mean(Map<Figure, Value> figures, Figure figure, List<Score> scores,
                             Function<Score, Optional<Double>> value) {
        List<Double> values = scores.stream().map(value).flatMap(Optional::stream).toList();
        if (!values.isEmpty()) {
            figures.put(figure, new Value(values.stream().mapToDouble(Double::doubleValue).average().orElseThrow(),
                    values.size()));
        }
    }

    private static void citations(Map<Figure, Value> figures, List<Score> scores) {
        List<CheckedCitation> checks = scores.stream().flatMap(score -> score.citations().stream()).toList();
        if (!checks.isEmpty()) {
            long good = checks.stream().filter(check -> check.fault().isEmpty()).count();
            figures.put(Figure.CITATIONS, new Value((double) good / checks.size(), checks.size()));
        }
    }

    /** The nearest rank: a time that was measured, and of few the longest. */
    private static void times(Map<Figure, Value> figures, Figure median, Figure last, Stream<Duration> durations) {
        List<Double> millis = durations.map(duration -> duration.toNanos() / 1e6).sorted().toList();
        if (!millis.isEmpty()) {
            figures.put(median, new Value(millis.get((int) Math.ceil(millis.size() * 0.50) - 1), millis.size()));
            figures.put(last, new Value(millis.get((int) Math.ceil(millis.size() * 0.99) - 1), millis.size()));
        }
    }

    private static Stream<Duration> took(Reply reply) {
        return switch (reply) {
            case Reply.Answered answered -> Stream.of(answered.took());
            case Reply.Found _, Reply.Failed _ -> Stream.empty();
        };
    }

    private static Stream<Duration> searched(Reply reply) {
        return switch (reply) {
            case Reply.Answered answered -> answered.searched().stream();
            case Reply.Found found -> Stream.of(found.searched());
            case Reply.Failed _ -> Stream.empty();
        };
    }

    private static double within(Score score, int places) {
        return share(score.rank().isPresent() && score.rank().getAsInt() <= places);
    }

    private static double share(boolean good) {
        return good ? 1 : 0;
    }
}
