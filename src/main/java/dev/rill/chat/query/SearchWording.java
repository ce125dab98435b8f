package dev.rill.chat.query;

import dev.rill.chat.WorkflowContext;
import dev.rill.chat.prompt.Prompts;
import dev.rill.model.ModelCall;
import dev.rill.model.ModelClient;
import dev.rill.stream.StepNames;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What is searched for where a model takes no tools. A question that goes on with a conversation is worded by the model
 * first; on any fault of it, or a reply that is no query, the questions themselves are searched for. Any thread.
 */
public final class SearchWording {
    private static final int MOST_CHARS = 400;
    private static final Pattern AROUND = Pattern.compile(
            "(?i)^(?:search )?query: *|^[\"'`“”„«»「」 ]+|[\"'`“”„«»「」 ]+$");

    private final ModelClient model;

    public SearchWording(ModelClient model) {
        this.model = model;
    }

    public List<String> queries(WorkflowContext context) {
        if (context.history().isEmpty() || !model.followsInstructions()) {
            return Queries.of(context);
        }
        return context.step(StepNames.RETRIEVAL, "Wording the search", step -> {
            Optional<String> query = query(reply(context));
            step.result(query.map(worded -> "Worded as “" + Queries.shown(worded) + "”")
                    .orElse("The model gave no query; searching for the question as it is"));
            return query.map(worded -> List.of(worded, context.question())).orElseGet(() -> Queries.of(context));
        });
    }

    private String reply(WorkflowContext context) {
        try (ModelCall call = model.call(Prompts.wording(context), context.cancellation())) {
            return call.text(MOST_CHARS, context::used);
        }
    }

    /** The first line that says something. */
    private static Optional<String> query(String reply) {
        return reply.lines().map(line -> AROUND.matcher(line.strip()).replaceAll("")).map(String::strip)
                .filter(line -> line.codePoints().anyMatch(Character::isLetterOrDigit)).findFirst();
    }
}
