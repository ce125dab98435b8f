package dev.rill.chat.ranking;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.rill.chat.WorkflowContext;
import dev.rill.chat.prompt.Prompts;
import dev.rill.model.ModelCall;
import dev.rill.model.ModelClient;
import dev.rill.retrieval.Passage;
import dev.rill.retrieval.ReciprocalRankFusion;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Listwise ranking by the model: it is shown the fused candidates and names the best. On any fault of the model, or a
 * reply that cannot be read, the fused order stands.
 */
public final class ModelRanking implements Ranking {
    private static final int CANDIDATES = 21;
    private static final int MAX_REPLY_CHARS = 2000;
    private static final JsonFactory JSON = new JsonFactory();

    private final ModelClient model;

    public ModelRanking(ModelClient model) {
        this.model = model;
    }

    @Override
    public List<Passage> rank(WorkflowContext context, WorkflowContext.Step step, List<List<Passage>> lists) {
        List<Passage> fused = ReciprocalRankFusion.fuse(lists, CANDIDATES);
        if (fused.size() <= 1) {
            return fused;
        }
        step.progress("The model ranks " + fused.size() + " passages");
        List<Passage> ranked = new ArrayList<>();
        for (int number : numbers(reply(context, fused))) {
            if (number >= 1 && number <= fused.size()) {
                ranked.add(fused.get(number - 1));
            }
        }
        if (ranked.isEmpty()) {
            step.progress("The model's ranking could not be had; keeping the order of the search");
        }
        fused.stream().filter(passage -> !ranked.contains(passage)).forEach(ranked::add);
        return List.copyOf(ranked.subList(0, Math.min(KEPT, ranked.size())));
    }

    private String reply(WorkflowContext context, List<Passage> candidates) {
        try (ModelCall call = model.call(Prompts.ranking(context.question(), candidates, KEPT),
                context.cancellation())) {
            return call.text(MAX_REPLY_CHARS, context::used);
        }
    }

    private static Set<Integer> numbers(String reply) {
        Set<Integer> numbers = new LinkedHashSet<>();
        int from = reply.indexOf('[');
        int to = reply.lastIndexOf(']');
        if (from < 0 || to < from) {
            return numbers;
        }
        try (JsonParser json = JSON.createParser(reply.substring(from, to + 1))) {
            while (json.nextToken() != null) {
                if (json.currentToken() == JsonToken.VALUE_NUMBER_INT) {
                    numbers.add(json.getIntValue());
                }
            }
            return numbers;
        } catch (IOException e) {
            return Set.of();
        }
    }
}
