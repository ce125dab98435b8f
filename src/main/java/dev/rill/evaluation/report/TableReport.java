package dev.rill.evaluation.report;

import dev.rill.evaluation.question.Figure;
import dev.rill.evaluation.question.Threshold;
import dev.rill.evaluation.score.CheckedCitation;
import dev.rill.evaluation.score.Figures;
import dev.rill.evaluation.score.Score;
import dev.rill.evaluation.target.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** A report as lines of text for a terminal. Stateless. */
public final class TableReport {

    private TableReport() {
    }

    /** @param misses whether to name the questions that did not go well */
    public static String of(Report report, Optional<Comparison> comparison, boolean misses) {
        StringBuilder out = new StringBuilder();
        out.append(report.scores().size()).append(" questions of ").append(report.questions()).append(" to ")
                .append(report.target()).append("\n\n");
        table(out, rows(report, comparison));
        report.judge().ifPresent(judge -> out.append("\nUseful or not is the judgement of a model (").append(judge)
                .append("), which may be wrong.\n"));
        comparison.ifPresent(compared -> out.append("\nAgainst the run of ").append(compared.earlier().ran())
                .append(": ").append(compared.words()).append(".\n"));
        if (!report.thresholds().isEmpty()) {
            out.append('\n');
            report.thresholds().forEach(reached -> out.append(threshold(reached)).append('\n'));
        }
        if (misses) {
            out.append('\n');
            report.scores().stream().filter(score -> !score.good())
                    .forEach(score -> out.append(miss(score)).append('\n'));
        }
        return out.toString();
    }

    private static List<List<String>> rows(Report report, Optional<Comparison> comparison) {
        List<List<String>> rows = new ArrayList<>();
        List<String> head = new ArrayList<>(List.of(""));
        report.groups().keySet().forEach(group -> {
            head.add(group);
            if (group.equals(Threshold.ALL) && comparison.isPresent()) {
                head.addAll(List.of("before", "change"));
            }
        });
        head.add("");
        rows.add(head);
        for (Figure figure : Figure.values()) {
            if (!report.all().containsKey(figure)) {
                continue;
            }
            List<String> row = new ArrayList<>(List.of(figure.key()));
            report.groups().forEach((group, figures) -> {
                row.add(shown(figure, figures));
                if (group.equals(Threshold.ALL)) {
                    comparison.ifPresent(compared -> row.addAll(before(figure, figures, compared.earlier())));
                }
            });
            row.add(figure.label());
            rows.add(row);
        }
        return rows;
    }

    private static String shown(Figure figure, Map<Figure, Figures.Value> figures) {
        Figures.Value value = figures.get(figure);
        return value == null ? "-" : figure.shown(value.value()) + (figure.unit() == Figure.Unit.SHARE
                ? " of " + value.of() : "");
    }

    private static List<String> before(Figure figure, Map<Figure, Figures.Value> now, EarlierRun earlier) {
        Double before = earlier.groups().getOrDefault(Threshold.ALL, Map.of()).get(figure);
        return before == null ? List.of("-", "-")
                : List.of(figure.shown(before), change(figure, now.get(figure).value() - before));
    }

    /** With its sign. */
    static String change(Figure figure, double change) {
        String shown = figure.shown(Math.abs(change));
        boolean none = shown.chars().noneMatch(c -> c >= '1' && c <= '9');
        return none ? "=" : (change > 0 ? "+" : "-") + shown;
    }

    private static void table(StringBuilder out, List<List<String>> rows) {
        int columns = rows.getFirst().size();
        int[] widths = new int[columns];
        rows.forEach(row -> {
            for (int i = 0; i < columns; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        });
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < columns; i++) {
                String cell = row.get(i);
                String pad = " ".repeat(widths[i] - cell.length());
                line.append(i == 0 || i == columns - 1 ? cell + pad : pad + cell).append("  ");
            }
            out.append(line.toString().stripTrailing()).append('\n');
        }
    }

    private static String threshold(Report.Reached reached) {
        Threshold threshold = reached.threshold();
        Figure figure = threshold.figure();
        String name = (threshold.group().equals(Threshold.ALL) ? "" : threshold.group() + " ") + figure.key();
        return String.format(Locale.ROOT, "%-7s %s is %s, and should be at %s %s", reached.met() ? "met" : "MISSED",
                name,
                reached.measured().map(figure::shown).orElse("not measured"), figure.higherIsBetter()
                ? "least" : "most",
                figure.shown(threshold.value()));
    }

    private static String miss(Score score) {
        List<String> faults = new ArrayList<>();
        if (score.reply() instanceof Reply.Failed failed) {
            faults.add("no answer: " + failed.message());
        } else if (!score.question().answerable()) {
            faults.add("not refused; the first source is " + score.reply().files().stream().findFirst().orElse("none"));
        } else {
            if (!score.question().files().isEmpty() && score.rank().orElse(0) != 1) {
                faults.add((score.rank().isPresent()
                        ? "right file at " + score.rank().getAsInt() : "right file not shown")
                        + "; the first is " + score.reply().files().stream().findFirst().orElse("none"));
            }
            if (!score.quoted().orElse(true)) {
                faults.add(score.cited().orElse(false)
                        ? "expected text cited and not quoted" : "expected text not there");
            }
            score.citations().stream().map(CheckedCitation::fault).flatMap(Optional::stream).distinct()
                    .forEach(fault -> faults.add("citation: " + fault.words()));
        }
        return "line " + score.question().line() + "  " + score.question().question() + "\n        "
                + String.join("; ", faults);
    }
}
