package dev.rill.evaluation.target;

import dev.rill.chat.Workflow;
import dev.rill.chat.WorkflowContext.Turn;
import dev.rill.chat.WorkflowResult;
import dev.rill.evaluation.question.EvaluationQuestion;
import dev.rill.retrieval.DocumentLibrary;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A workflow in this process, over an index that others close. Used by one thread. */
public final class WorkflowTarget extends IndexTarget {
    private final Workflow workflow;
    private final boolean free;
    private final ObservedSearch search;
    /** The conversation that each question ended, by its id. */
    private final Map<String, List<Turn>> conversations = new HashMap<>();

    /**
     * @param free   whether an answer costs nothing
     * @param search what the workflow searches with
     */
    public WorkflowTarget(String description, Workflow workflow, boolean free, ObservedSearch search,
                          DocumentLibrary index) {
        super(description, index);
        this.workflow = workflow;
        this.free = free;
        this.search = search;
    }

    @Override
    public void rehearse(EvaluationQuestion question) {
        if (free) {
            workflow.answer(new AskedContext(question.question(), List.of()));
            search.take();
        }
    }

    @Override
    public Reply ask(EvaluationQuestion question) {
        List<Turn> history = question.follows().map(conversations::get).orElse(List.of());
        AskedContext context = new AskedContext(question.question(), history);
        long start = System.nanoTime();
        WorkflowResult result = workflow.answer(context);
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        List<Turn> conversation = new ArrayList<>(history);
        conversation.add(new Turn(question.question(), context.answer()));
        conversations.put(question.id(), List.copyOf(conversation));
        ObservedSearch.Seen seen = search.take();
        return switch (result) {
            case WorkflowResult.Answered _ -> new Reply.Answered(context.answer(), context.sources(),
                    RankedFiles.of(seen.lists()), took, Optional.of(seen.took()));
            case WorkflowResult.Failed failed -> new Reply.Failed(failed.code() + ": " + failed.message(), took);
        };
    }
}
