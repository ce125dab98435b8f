package dev.rill.evaluation.report;

import dev.rill.evaluation.question.Figure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What is compared with. Immutable; any thread.
 *
 * @param ran       when, as it was written
 * @param groups    its figures by group
 * @param questions how each question went, by id
 */
public record EarlierRun(String ran, Map<String, Map<Figure, Double>> groups, Map<String, Went> questions) {

    /**
     * How a question went.
     *
     * @param points the more the better: what was right of it
     */
    public record Went(double points) {
    }

    /** The file is not one that an evaluation wrote; the message says so. */
    public static final class NotAReportException extends IOException {
        NotAReportException(String message) {
            super(message);
        }
    }

    public static EarlierRun read(Path file) throws IOException {
        try {
            JsonNode json = new JsonMapper().readTree(Files.readString(file));
            if (json.path("format").intValue(0) != JsonReport.FORMAT) {
                throw new NotAReportException(file + " is no JSON that an evaluation wrote, or one of another version");
            }
            return of(json);
        } catch (JacksonException e) {
            throw new NotAReportException(file + " is not JSON");
        }
    }

    static EarlierRun of(Report report) {
        return of(JsonReport.of(report));
    }

    private static EarlierRun of(JsonNode json) {
        Map<String, Map<Figure, Double>> groups = new LinkedHashMap<>();
        json.path("groups").properties().forEach(group -> {
            Map<Figure, Double> figures = new EnumMap<>(Figure.class);
            group.getValue().properties().forEach(entry -> Figure.of(entry.getKey()).ifPresent(figure ->
                    figures.put(figure, entry.getValue().path("value").doubleValue(0))));
            groups.put(group.getKey(), figures);
        });
        Map<String, Went> questions = new HashMap<>();
        json.path("results").forEach(result ->
                questions.put(result.path("id").stringValue(""), new Went(points(result))));
        return new EarlierRun(json.path("ran").stringValue(""), groups, questions);
    }

    /**
     * For an answerable one the place of the right file counts as much as the expected text, else the refusal alone.
     */
    private static double points(JsonNode result) {
        if (!result.path("answerable").booleanValue(true)) {
            return result.path("refused").booleanValue(false) ? 1 : 0;
        }
        int rank = result.path("rank").intValue(0);
        return (rank == 0 ? 0 : 1.0 / rank) + (result.path("quoted").booleanValue(false) ? 1 : 0);
    }
}
