package dev.rill.evaluation.report;

import dev.rill.evaluation.question.EvaluationQuestion;
import dev.rill.evaluation.question.Figure;
import dev.rill.evaluation.score.CheckedCitation;
import dev.rill.evaluation.score.Score;
import dev.rill.evaluation.target.Reply;
import dev.rill.stream.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Every question beside what was found, as HTML. Stateless. */
final class QuestionCards {

    private QuestionCards() {
    }

    static String of(List<Score> scores, Optional<Comparison> comparison) {
        StringBuilder cards = new StringBuilder();
        scores.forEach(score -> cards.append(card(score, comparison)));
        return cards.toString();
    }

    private static String card(Score score, Optional<Comparison> comparison) {
        boolean better = comparison.filter(compared -> compared.better().contains(score)).isPresent();
        boolean worse = comparison.filter(compared -> compared.worse().contains(score)).isPresent();
        String state = (score.good() ? "good" : "miss") + (better ? " better" : "") + (worse ? " worse" : "");
        return "<details data-state=\"" + state + "\"><summary>"
                + (score.good() ? "<span class=\"good\" title=\"good\">✓</span>"
                : "<span class=\"bad\" title=\"not good\">✗</span>") + "<span class=\"asked\">"
                + (score.question().follows().isPresent() ? "<span class=\"faint\">↳ </span>" : "")
                + Html.escaped(score.question().question()) + "</span><span class=\"badges\">"
                + String.join(" · ", badges(score, better, worse)) + "</span></summary><div class=\"sides\"><div>"
                + expected(score.question()) + "</div><div>" + found(score) + "</div></div></details>\n";
    }

    private static List<String> badges(Score score, boolean better, boolean worse) {
        List<String> badges = new ArrayList<>();
        if (better || worse) {
            badges.add(better ? "<span class=\"good\">better</span>" : "<span class=\"bad\">worse</span>");
        }
        if (!score.question().answerable()) {
            badges.add("unanswerable");
            score.refused().ifPresent(refused -> badges.add(refused ? "refused" : "not refused"));
        } else {
            if (!score.question().files().isEmpty()) {
                badges.add(score.rank().isPresent()
                        ? "right file at " + score.rank().getAsInt() : "right file not shown");
            }
            score.quoted().ifPresent(quoted -> badges.add(quoted ? "quoted"
                    : score.cited().orElse(false) ? "cited, not quoted" : "not quoted"));
        }
        score.judgement().ifPresent(judgement ->
                badges.add(judgement.useful() ? "judged useful" : "judged not useful"));
        return badges;
    }

    private static String expected(EvaluationQuestion question) {
        StringBuilder html = new StringBuilder("<h3>Expected</h3>");
        if (!question.answerable()) {
            return html.append("<p>No answer: the documents hold none.</p>").toString();
        }
        html.append("<ul>");
        question.files().forEach((file, relevance) -> html.append("<li>").append(Html.escaped(file))
                .append(relevance == 1 ? "" : " <span class=\"faint\">relevance " + relevance + "</span>")
                .append("</li>"));
        html.append("</ul>");
        if (!question.texts().isEmpty()) {
            html.append("<h3>One of these in the answer</h3><ul>");
            question.texts().forEach(text -> html.append("<li>").append(Html.escaped(text)).append("</li>"));
            html.append("</ul>");
        }
        return html.toString();
    }

    private static String found(Score score) {
        StringBuilder html = new StringBuilder();
        if (!score.reply().shown().isEmpty()) {
            html.append("<h3>Sources</h3><ol>");
            score.reply().shown().forEach(source -> html.append(source(source, score.question())));
            html.append("</ol>");
        }
        switch (score.reply()) {
            case Reply.Answered answered ->
                    html.append("<h3>Answer <span>(").append(Figure.P50.shown(answered.took().toNanos() / 1e6))
                    .append(")</span></h3><pre>").append(Html.marked(answered.text(), score.question().texts()))
                    .append("</pre>");
            case Reply.Found _ -> { }
            case Reply.Failed failed -> html.append("<h3>No answer</h3><pre>").append(Html.escaped(failed.message()))
                    .append("</pre>");
        }
        List<CheckedCitation> wrong = score.citations().stream().filter(check -> check.fault().isPresent()).toList();
        if (!wrong.isEmpty()) {
            html.append("<h3>Citations that do not check out</h3><ul>")
                    .append(wrong.stream().map(check -> "<li>[" + check.number()
                    + "]: " + check.fault().orElseThrow().words() + "</li>").collect(Collectors.joining()))
                    .append("</ul>");
        }
        score.judgement().ifPresent(judgement -> html.append("<h3>A model's judgement, which may be wrong</h3><p>")
                .append(judgement.useful() ? "Useful: " : "Not useful: ").append(Html.escaped(judgement.reason()))
                .append("</p>"));
        return html.toString();
    }

    private static String source(Source source, EvaluationQuestion question) {
        boolean right = question.files().containsKey(source.path());
        return "<li><span" + (right ? " class=\"right\"" : "") + ">" + Html.escaped(source.path())
                + "</span> <span class=\"faint\">"
                + Html.escaped(source.place().words()) + " " + Html.escaped(source.title()) + "</span></li>";
    }
}
