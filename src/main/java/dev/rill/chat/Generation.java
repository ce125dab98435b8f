package dev.rill.chat;

import dev.rill.model.ModelCall;
import dev.rill.model.ModelClient;
import dev.rill.model.ModelEvent;
import dev.rill.model.ModelEvent.ToolCall;
import dev.rill.model.ModelFault;
import dev.rill.model.ModelRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One call of the model, its text going to the client as it comes. */
final class Generation {
    private static final String STEP = "generation";

    private final ModelClient model;

    Generation(ModelClient model) {
        this.model = model;
    }

    /** What a call came to. */
    sealed interface Result {

        record Answered() implements Result {
        }

        /** The model wrote nothing and asked for nothing. */
        record Empty() implements Result {
        }

        /** @param saidBefore what the model wrote before it asked; part of the answer */
        record Searches(List<ToolCall> calls, String saidBefore) implements Result {
            /** Without the text. */
            @Override
            public String toString() {
                return "Searches[calls=" + calls + "]";
            }
        }

        record Failed(ModelFault fault) implements Result {
        }
    }

    /** A call that may search: the step is shown once there is text. */
    Result offeringSearch(WorkflowContext context, ModelRequest request) {
        return run(context, request, Optional.empty());
    }

    /** A call that can only answer: the step is shown at once. */
    Result answering(WorkflowContext context, ModelRequest request) {
        return run(context, request, Optional.of(begin(context)));
    }

    private Result run(WorkflowContext context, ModelRequest request, Optional<WorkflowContext.Step> begun) {
        Optional<WorkflowContext.Step> step = begun;
        List<ToolCall> calls = new ArrayList<>();
        StringBuilder said = new StringBuilder();
        boolean empty = true;
        try (ModelCall call = model.call(request, context.cancellation())) {
            while (true) {
                switch (call.next()) {
                    case ModelEvent.Text text -> {
                        empty = false;
                        if (step.isEmpty()) {
                            step = Optional.of(begin(context));
                        }
                        if (request.tool().isPresent()) {
                            said.append(text.content());
                        }
                        context.token(text.content());
                    }
                    case ToolCall toolCall -> calls.add(toolCall);
                    case ModelEvent.Finished finished -> {
                        finished.usage().ifPresent(context::used);
                        step.ifPresent(WorkflowContext.Step::complete);
                        return !calls.isEmpty() ? new Result.Searches(calls, said.toString())
                                : empty ? new Result.Empty() : new Result.Answered();
                    }
                    case ModelEvent.Failed failed -> {
                        return new Result.Failed(failed.fault());
                    }
                }
            }
        }
    }

    private WorkflowContext.Step begin(WorkflowContext context) {
        return context.begin(STEP, "Writing the answer with " + model.name());
    }
}
