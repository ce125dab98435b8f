package dev.rill.evaluation.report;

import dev.rill.evaluation.question.Figure;
import dev.rill.evaluation.question.Threshold;
import dev.rill.evaluation.score.Figures;
import dev.rill.evaluation.score.Score;
import dev.rill.evaluation.target.Reply;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Figures as drawings in SVG, each empty where there is nothing to draw. Stateless. */
final class Plots {
    private static final int WIDTH = 520;
    private static final int ROW = 24;
    private static final int SHOWN = 7;

    private Plots() {
    }

    /** A bar for each share, with the earlier value and the threshold as strokes across it. */
    static String shares(Report report, Optional<EarlierRun> earlier) {
        List<Figure> figures = report.all().keySet().stream().filter(figure -> figure.unit() == Figure.Unit.SHARE
                && figure != Figure.FAILED).toList();
        int left = 86;
        int room = WIDTH - left - 70;
        StringBuilder svg = new StringBuilder();
        int y = 4;
        for (Figure figure : figures) {
            double value = report.all().get(figure).value();
            svg.append(text(0, y + 15, "", figure.key())).append(rect("track", left, y + 3, room, 15))
                    .append(rect("a", left, y + 3, room * value, 15))
                    .append(text(left + room + 8, y + 15, "", figure.shown(value)));
            Optional<Double> before = earlier.map(run ->
                    run.groups().getOrDefault(Threshold.ALL, Map.of()).get(figure));
            if (before.isPresent()) {
                svg.append(across("before", left + room * before.get(), y));
            }
            for (Report.Reached reached : report.thresholds()) {
                if (reached.threshold().figure() == figure && reached.threshold().group().equals(Threshold.ALL)) {
                    svg.append(across("threshold", left + room * reached.threshold().value(), y));
                }
            }
            y += ROW;
        }
        boolean limited = report.thresholds().stream()
                .anyMatch(reached -> reached.threshold().group().equals(Threshold.ALL));
        return figure("Shares", (earlier.isPresent() ? "; stroke: the earlier run" : "")
                + (limited ? "; dashes: the threshold" : ""), y, svg);
    }

    /** How many right files came at which place. */
    static String ranks(List<Score> scores) {
        List<Score> located = scores.stream().filter(score -> score.question().answerable()
                && !score.question().files().isEmpty()).toList();
        if (located.isEmpty()) {
            return "";
        }
        int[] counts = new int[SHOWN + 1];
        located.forEach(score -> counts[Math.min(score.rank().orElse(SHOWN + 1), SHOWN + 1) - 1]++);
        int most = 1;
        for (int count : counts) {
            most = Math.max(most, count);
        }
        int height = 150;
        double step = WIDTH / (double) counts.length;
        StringBuilder svg = new StringBuilder(line("grid", 0, height, WIDTH, height));
        for (int i = 0; i < counts.length; i++) {
            double bar = (height - 24) * counts[i] / (double) most;
            double x = step * i + step * 0.15;
            svg.append(rect(i == SHOWN ? "miss" : "a", x, height - bar, step * 0.7, bar))
                    .append(middle(step * (i + 0.5), height - bar - 6, "",
                            counts[i] == 0 ? "" : String.valueOf(counts[i])))
                    .append(middle(step * (i + 0.5), height + 17, "faint",
                            i == SHOWN ? "not shown" : String.valueOf(i + 1)));
        }
        return figure("Place of the right file", " among the sources shown", height + 24, svg);
    }

    /** The figures that matter most, for each group of questions. */
    static String groups(Report report) {
        if (report.groups().size() < 2) {
            return "";
        }
        List<Figure> figures = List.of(Figure.HIT_1, Figure.HIT_7, Figure.QUOTED);
        List<String> colours = List.of("a", "b", "c");
        int left = 86;
        int room = WIDTH - left - 60;
        StringBuilder svg = new StringBuilder();
        int y = 4;
        for (int i = 0; i < figures.size(); i++) {
            svg.append(rect(colours.get(i), left + i * 90, y, 11, 11))
                    .append(text(left + i * 90 + 16, y + 10, "", figures.get(i).key()));
        }
        y += 24;
        for (Map.Entry<String, Map<Figure, Figures.Value>> group : report.groups().entrySet()) {
            svg.append(text(0, y + 22, "", group.getKey()));
            for (int i = 0; i < figures.size(); i++) {
                Figures.Value value = group.getValue().get(figures.get(i));
                if (value != null) {
                    svg.append(rect("track", left, y, room, 10))
                            .append(rect(colours.get(i), left, y, room * value.value(), 10))
                            .append(text(left + room + 6, y + 10, "faint", figures.get(i).shown(value.value())));
                }
                y += 12;
            }
            y += 10;
        }
        return figure("Groups", "", y, svg);
    }

    /** How many of a hundred answers had come after which time. */
    static String times(List<Score> scores) {
        List<Double> millis = scores.stream().map(Score::reply).map(Plots::time).flatMap(Optional::stream)
                .map(time -> time.toNanos() / 1e6).sorted().toList();
        if (millis.size() < 2) {
            return "";
        }
        int left = 44;
        int height = 150;
        int room = WIDTH - left - 16;
        double longest = Math.max(millis.getLast(), 1e-3);
        List<String> points = new ArrayList<>();
        for (int i = 0; i < millis.size(); i++) {
            points.add(number(left + room * millis.get(i) / longest) + ","
                    + number(height - (height - 12.0) * (i + 1) / millis.size()));
        }
        StringBuilder svg = new StringBuilder();
        for (int part = 0; part <= 4; part++) {
            double y = height - (height - 12.0) * part / 4;
            double x = left + room * part / 4.0;
            svg.append(line("grid", left, y, left + room, y)).append(text(0, y + 4, "faint", part * 25 + " %"))
                    .append(middle(Math.min(x, left + room - 20), height + 17, "faint",
                            Figure.P50.shown(longest * part / 4)));
        }
        svg.append("<polyline class=\"curve\" points=\"").append(String.join(" ", points)).append("\"/>");
        return figure("Time", " after which so many of them had come", height + 24, svg);
    }

    private static Optional<Duration> time(Reply reply) {
        return switch (reply) {
            case Reply.Answered answered -> Optional.of(answered.took());
            case Reply.Found found -> Optional.of(found.searched());
            case Reply.Failed _ -> Optional.empty();
        };
    }

    private static String figure(String title, String note, int height, StringBuilder svg) {
        return "<figure><figcaption>" + title + "<span>" + note + "</span></figcaption><svg role=\"img\" aria-label=\""
                + title
                + "\" viewBox=\"0 0 " + WIDTH + " " + height + "\">" + svg + "</svg></figure>\n";
    }

    private static String rect(String kind, double x, double y, double width, double height) {
        return "<rect class=\"" + kind + "\" x=\"" + number(x) + "\" y=\"" + number(y) + "\" width=\"" + number(width)
                + "\" height=\"" + number(height) + "\" rx=\"2\"/>";
    }

    private static String line(String kind, double x, double y, double toX, double toY) {
        return "<line class=\"" + kind + "\" x1=\"" + number(x) + "\" y1=\"" + number(y) + "\" x2=\"" + number(toX)
                + "\" y2=\"" + number(toY) + "\"/>";
    }

    private static String across(String kind, double x, double y) {
        return line(kind, x, y, x, y + 21);
    }

    private static String text(double x, double y, String kind, String words) {
        return "<text class=\"" + kind + "\" x=\"" + number(x) + "\" y=\"" + number(y) + "\">" + Html.escaped(words)
                + "</text>";
    }

    private static String middle(double x, double y, String kind, String words) {
        return text(x, y, kind, words).replaceFirst("<text ", "<text text-anchor=\"middle\" ");
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }
}
