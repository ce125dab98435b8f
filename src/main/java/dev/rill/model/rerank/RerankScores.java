package dev.rill.model.rerank;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalDouble;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads what rerankers answer: a list of numbers of texts with their scores, by itself or as {@code results} or
 * {@code data}, in any order, and maybe of the best texts alone. Any thread.
 */
final class RerankScores {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final List<String> LISTS = List.of("results", "data");
    private static final List<String> SCORES = List.of("relevance_score", "score");

    private RerankScores() {
    }

    /** @throws RerankFaultException when it is no such list, or one of other texts */
    static List<OptionalDouble> read(byte[] answer, int texts) {
        List<OptionalDouble> scores = new ArrayList<>(Collections.nCopies(texts, OptionalDouble.empty()));
        for (JsonNode result : list(answer)) {
            JsonNode index = result.path("index");
            if (!index.isIntegralNumber() || !index.canConvertToInt() || index.intValue() < 0
                    || index.intValue() >= texts
                    || scores.get(index.intValue()).isPresent()) {
                throw malformed("it names texts that it was not sent, or one twice", null);
            }
            scores.set(index.intValue(), OptionalDouble.of(score(result)));
        }
        if (scores.stream().allMatch(OptionalDouble::isEmpty)) {
            throw malformed("it holds no scores", null);
        }
        return scores;
    }

    private static JsonNode list(byte[] answer) {
        try {
            JsonNode json = JSON.readTree(answer);
            return json.isArray() ? json : LISTS.stream().map(json::path).filter(JsonNode::isArray).findFirst()
                    .orElseThrow(() -> malformed("it holds no scores", null));
        } catch (JacksonException e) {
            throw malformed("it is not JSON", e);
        }
    }

    /** Some write their numbers as texts. */
    private static double score(JsonNode result) {
        JsonNode written = SCORES.stream().map(result::path).filter(JsonNode::isValueNode).findFirst()
                .orElse(result.path(""));
        try {
            double score = written.isNumber() ? written.doubleValue() : Double.parseDouble(written.asString(""));
            if (Double.isFinite(score)) {
                return score;
            }
        } catch (NumberFormatException _) {
            // said below
        }
        throw malformed("a score is no number", null);
    }

    private static RerankFaultException malformed(String why, Throwable cause) {
        return new RerankFaultException("the reranker's answer cannot be read: " + why, false, cause);
    }
}
