package dev.rill.evaluation.report;

import dev.rill.evaluation.question.EvaluationQuestion;
import dev.rill.evaluation.question.Figure;
import dev.rill.evaluation.score.CheckedCitation;
import dev.rill.evaluation.score.Figures;
import dev.rill.evaluation.score.Score;
import dev.rill.evaluation.target.Reply;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Writes a report as JSON, which {@link EarlierRun} reads. Stateless. */
public final class JsonReport {
    /** Of this form; a reader that knows another one says so. */
    static final int FORMAT = 1;

    private static final int RANKED = 10;
    private static final JsonMapper JSON = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private JsonReport() {
    }

    public static void write(Report report, Path file) throws IOException {
        Files.writeString(file, JSON.writeValueAsString(of(report)) + "\n");
    }

    static ObjectNode of(Report report) {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("format", FORMAT)
                .put("ran", report.ran().toString())
                .put("rill", report.version()).put("questions", report.questions()).put("target", report.target());
        report.judge().ifPresent(judge -> json.put("judge", judge));
        ObjectNode groups = json.putObject("groups");
        report.groups().forEach((group, figures) -> figures(groups.putObject(group), figures));
        ArrayNode thresholds = json.putArray("thresholds");
        report.thresholds().forEach(reached -> {
            ObjectNode threshold = thresholds.addObject().put("group", reached.threshold().group())
                    .put("figure", reached.threshold().figure().key()).put("value", reached.threshold().value());
            reached.measured().ifPresent(measured -> threshold.put("measured", measured));
            threshold.put("met", reached.met());
        });
        ArrayNode results = json.putArray("results");
        report.scores().forEach(score -> result(results.addObject(), score));
        return json;
    }

    private static void figures(ObjectNode group, Map<Figure, Figures.Value> figures) {
        figures.forEach((figure, value) ->
                group.putObject(figure.key()).put("value", value.value()).put("of", value.of()));
    }

    private static void result(ObjectNode json, Score score) {
        EvaluationQuestion question = score.question();
        json.put("id", question.id()).put("question", question.question()).put("language", question.language())
                .put("answerable", question.answerable());
        question.follows().ifPresent(id -> json.put("follows", id));
        ObjectNode files = json.putObject("files");
        question.files().forEach(files::put);
        ArrayNode texts = json.putArray("text");
        question.texts().forEach(texts::add);
        json.put("good", score.good());
        score.rank().ifPresent(rank -> json.put("rank", rank));
        score.ndcg().ifPresent(ndcg -> json.put("ndcg", ndcg));
        score.quoted().ifPresent(quoted -> json.put("quoted", quoted));
        score.cited().ifPresent(cited -> json.put("cited", cited));
        score.refused().ifPresent(refused -> json.put("refused", refused));
        score.judgement().ifPresent(judgement -> json.putObject("judgement").put("useful", judgement.useful())
                .put("reason", judgement.reason()));
        ArrayNode citations = json.putArray("citations");
        for (CheckedCitation check : score.citations()) {
            ObjectNode citation = citations.addObject().put("number", check.number());
            check.fault().ifPresent(fault -> citation.put("fault", fault.words()));
        }
        reply(json, score.reply());
    }

    private static void reply(ObjectNode json, Reply reply) {
        switch (reply) {
            case Reply.Answered answered -> {
                json.put("tookMs", millis(answered.took()));
                answered.searched().ifPresent(searched -> json.put("searchMs", millis(searched)));
                json.put("answer", answered.text());
            }
            case Reply.Found found -> json.put("searchMs", millis(found.searched()));
            case Reply.Failed failed -> json.put("failed", failed.message());
        }
        ArrayNode sources = json.putArray("sources");
        reply.shown().forEach(source -> sources.addObject().put("path", source.path()).put("title", source.title())
                .put("fromLine", source.fromLine()).put("toLine", source.toLine())
                .put("place", source.place().words()));
        ArrayNode ranked = json.putArray("ranked");
        reply.files().stream().limit(RANKED).forEach(ranked::add);
    }

    private static double millis(Duration duration) {
        return duration.toNanos() / 1000 / 1000.0;
    }
}
