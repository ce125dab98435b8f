package dev.rill.chat.generation;

import dev.rill.chat.WorkflowContext;
import dev.rill.model.ModelCall;
import dev.rill.model.ModelClient;
import dev.rill.model.ModelEvent.ToolCall;
import dev.rill.model.ModelEvent;
import dev.rill.model.ModelFault;
import dev.rill.model.ModelRequest;
import dev.rill.stream.FinishReason;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Calls of the model, their text going to the client as it comes. Any thread; a call belongs to its context's. */
public final class Generation {
    private final ModelClient model;

    public Generation(ModelClient model) {
        this.model = model;
    }

    /** What a call came to. */
    public sealed interface Result {

        record Answered(FinishReason reason) implements Result {
        }

        /** The model wrote nothing and asked for nothing. */
        record Empty(FinishReason reason) implements Result {
        }

        /**
         * @param said   what the model wrote before it asked; part of the answer
         * @param opaque what the model server wants back with the calls
         */
        record Calls(List<ToolCall> calls, String said, String opaque) implements Result {
            /** Without the text. */
            @Override
            public String toString() {
                return "Calls[calls=" + calls + "]";
            }
        }

        /** @param saidSomething whether the model wrote before it failed; part of the answer */
        record Failed(ModelFault fault, boolean saidSomething) implements Result {
        }
    }

    /**
     * A call that may ask to look: the step is shown once the model writes or thinks.
     *
     * @param said what the model wrote before it asked to look the last time
     */
    public Result offeringTools(WorkflowContext context, String said, ModelRequest request) {
        GenerationStep step = new GenerationStep(context, model.name());
        step.goesOnBehind(said);
        return completed(run(context, request, step), step);
    }

    /**
     * A call that can only answer: the step is shown at once.
     *
     * @param said as above
     */
    public Result answering(WorkflowContext context, String said, ModelRequest request) {
        GenerationStep step = GenerationStep.begun(context, model.name());
        step.goesOnBehind(said);
        return completed(run(context, request, step), step);
    }

    /**
     * As above; a model that writes nothing or wants to look again, and a server that does not take the request, are
     * asked once more, in other words.
     *
     * @param said what the model wrote before it asked to look
     */
    public Result answering(WorkflowContext context, String said, ModelRequest request,
                            Supplier<ModelRequest> inOtherWords) {
        GenerationStep step = GenerationStep.begun(context, model.name());
        step.goesOnBehind(said);
        Result result = run(context, request, step);
        if (mayAnswerOtherwise(result, request)) {
            step.repeated();
            result = run(context, inOtherWords.get(), step);
        }
        return completed(result, step);
    }

    /** Whether a model that was offered tools does not know what to do with them. */
    public static boolean wantsNoTools(Result result) {
        return switch (result) {
            case Result.Empty(FinishReason reason) -> reason.equals(FinishReason.STOP);
            case Result.Failed failed -> failed.fault().kind() == ModelFault.Kind.TOOLS_REFUSED;
            case Result.Answered _, Result.Calls _ -> false;
        };
    }

    /** Whether the same might be answered where it is asked without tools. */
    public static boolean mayAnswerOtherwise(Result result, ModelRequest request) {
        return switch (result) {
            case Result.Answered _ -> false;
            case Result.Calls _ -> request.offersTools(); // else the other words are the same
            case Result.Empty(FinishReason reason) -> reason.equals(FinishReason.STOP);
            case Result.Failed(ModelFault fault, boolean saidSomething) -> !saidSomething && switch (fault.kind()) {
                case REJECTED, TOOLS_REFUSED -> true;
                case UNAVAILABLE, UNAUTHORIZED, RATE_LIMITED, TOO_LONG, FILTERED, STALLED, DEADLINE, TRUNCATED,
                     MALFORMED -> false;
            };
        };
    }

    /** A step in which the model failed stays open: it is where the stream ends. */
    private static Result completed(Result result, GenerationStep step) {
        if (!(result instanceof Result.Failed)) {
            step.complete();
        }
        return result;
    }

    private Result run(WorkflowContext context, ModelRequest request, GenerationStep step) {
        List<ToolCall> calls = new ArrayList<>();
        StringBuilder said = new StringBuilder();
        boolean empty = true;
        try (ModelCall call = model.call(request, context.cancellation())) {
            while (true) {
                switch (call.next()) {
                    case ModelEvent.Text(String content) -> {
                        step.writing();
                        empty = empty && content.isBlank();
                        if (request.offersTools()) {
                            said.append(content);
                        }
                        context.token(step.piece(content));
                    }
                    case ModelEvent.Thinking(String content) -> step.thinking(content);
                    case ToolCall toolCall -> calls.add(toolCall);
                    case ModelEvent.Finished finished -> {
                        finished.usage().ifPresent(context::used);
                        if (!calls.isEmpty() && (request.offersTools() || empty && !request.tools().all().isEmpty())) {
                            return new Result.Calls(calls, said.toString(), finished.opaque());
                        }
                        return empty ? new Result.Empty(end(finished)) : new Result.Answered(end(finished));
                    }
                    case ModelEvent.Failed failed -> {
                        return new Result.Failed(failed.fault(), !empty);
                    }
                }
            }
        }
    }

    /** An answer does not end with tools that are not there. */
    private static FinishReason end(ModelEvent.Finished finished) {
        return finished.reason().equals(FinishReason.TOOL_CALLS) ? FinishReason.STOP : finished.reason();
    }
}
