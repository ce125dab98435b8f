package dev.rill.evaluation.report;

import dev.rill.evaluation.question.Figure;
import dev.rill.evaluation.question.Threshold;
import dev.rill.evaluation.score.Figures;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Writes a report as one page that needs nothing else: figures, plots, and every question beside what was found. What
 * stands in questions and answers is text there and never markup. Stateless.
 */
public final class HtmlReport {

    private HtmlReport() {
    }

    public static void write(Report report, Optional<Comparison> comparison, Path file) throws IOException {
        Files.writeString(file, of(report, comparison));
    }

    static String of(Report report, Optional<Comparison> comparison) {
        String script = resource("report.js");
        return "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" "
                + "content=\"width=device-width, initial-scale=1\"><meta "
                + "http-equiv=\"Content-Security-Policy\" content=\""
                + "default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-" + sha256(script)
                + "'\">\n<title>Evaluation: "
                + Html.escaped(report.questions()) + "</title>\n<style>" + resource("report.css")
                + "</style></head>\n<body>\n"
                + head(report, comparison) + tiles(report, comparison) + thresholds(report)
                + "<h2>Plots</h2><div class=\"plots\">" + Plots.shares(report, comparison.map(Comparison::earlier))
                + Plots.ranks(report.scores()) + Plots.groups(report) + Plots.times(report.scores()) + "</div>\n"
                + groups(report) + "<h2>Questions</h2>" + filter(comparison)
                + QuestionCards.of(report.scores(), comparison) + "<script>" + script + "</script>\n</body></html>\n";
    }

    private static String head(Report report, Optional<Comparison> comparison) {
        return "<h1>Evaluation of " + Html.escaped(report.questions()) + "</h1>\n<p class=\"about\">"
                + report.scores().size()
                + " questions to " + Html.escaped(report.target()) + ", " + report.ran() + ", Rill "
                + Html.escaped(report.version())
                + report.judge().map(judge ->
                        ". “Useful” is the judgement of a model (" + Html.escaped(judge) + "), which may be wrong")
                .orElse("") + "." + comparison.map(compared ->
                        "<br>Against the run of " + Html.escaped(compared.earlier().ran())
                + ": " + Html.escaped(compared.words()) + ".").orElse("") + "</p>\n";
    }

    private static String tiles(Report report, Optional<Comparison> comparison) {
        StringBuilder tiles = new StringBuilder("<div class=\"tiles\">");
        report.all().forEach((figure, value) -> {
            if (figure != Figure.FAILED || value.value() > 0) {
                tiles.append("<div class=\"tile\"><b>").append(figure.shown(value.value())).append("</b><span>")
                        .append(Html.escaped(figure.label())).append("</span><span>of ").append(value.of())
                        .append(comparison.map(compared -> change(figure, value, compared.earlier())).orElse(""))
                        .append("</span></div>");
            }
        });
        return tiles.append("</div>\n").toString();
    }

    private static String change(Figure figure, Figures.Value now, EarlierRun earlier) {
        Double before = earlier.groups().getOrDefault(Threshold.ALL, Map.of()).get(figure);
        if (before == null) {
            return "";
        }
        String change = TableReport.change(figure, now.value() - before);
        String kind = change.equals("=") ? "" : now.value() > before == figure.higherIsBetter() ? "good" : "bad";
        return "; <span class=\"" + kind + "\" style=\"display:inline\">" + (change.equals("=") ? "unchanged" : change)
                + "</span>";
    }

    private static String thresholds(Report report) {
        if (report.thresholds().isEmpty()) {
            return "";
        }
        StringBuilder html = new StringBuilder("<h2>Thresholds</h2><div class=\"wide\"><table>");
        for (Report.Reached reached : report.thresholds()) {
            Figure figure = reached.threshold().figure();
            html.append("<tr><td>").append(reached.met()
                    ? "<span class=\"good\">✓ met</span>" : "<span class=\"bad\">✗ missed</span>")
                    .append("</td><td class=\"label\">").append(Html.escaped(reached.threshold().group())).append(' ')
                    .append(figure.key()).append("</td><td>")
                    .append(reached.measured().map(figure::shown).orElse("not measured"))
                    .append("</td><td class=\"faint\">at ")
                    .append(figure.higherIsBetter() ? "least " : "most ")
                    .append(figure.shown(reached.threshold().value()))
                    .append("</td></tr>");
        }
        return html.append("</table></div>\n").toString();
    }

    private static String groups(Report report) {
        if (report.groups().size() < 2) {
            return "";
        }
        StringBuilder html = new StringBuilder("<h2>Groups</h2><div class=\"wide\"><table><tr><th></th>");
        report.groups().keySet().forEach(group -> html.append("<th>").append(Html.escaped(group)).append("</th>"));
        html.append("</tr>");
        for (Figure figure : report.all().keySet()) {
            html.append("<tr><td title=\"").append(Html.escaped(figure.label())).append("\">").append(figure.key())
                    .append("</td>");
            report.groups().values().forEach(figures ->
                    html.append("<td>").append(Optional.ofNullable(figures.get(figure))
                    .map(value -> figure.shown(value.value()) + " <span class=\"faint\">of " + value.of() + "</span>")
                    .orElse("–"))
                    .append("</td>"));
            html.append("</tr>");
        }
        return html.append("</table></div>\n").toString();
    }

    private static String filter(Optional<Comparison> comparison) {
        List<String> states = comparison.isPresent()
                ? List.of("all", "miss", "better", "worse") : List.of("all", "miss");
        StringBuilder html = new StringBuilder("<div class=\"filter\">");
        states.forEach(state -> html.append("<button type=\"button\" data-show=\"").append(state).append("\">")
                .append(state.equals("miss") ? "not good" : state).append("</button>"));
        return html.append(
                "<input type=\"search\" placeholder=\"Words of a question or an answer\" aria-label=\"Words\"></div>\n")
                .toString();
    }

    private static String resource(String name) {
        try (InputStream in = HtmlReport.class.getResourceAsStream("/evaluation/" + name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String sha256(String text) {
        try {
            return Base64.getEncoder().encodeToString(MessageDigest.getInstance("SHA-256")
                    .digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
