package dev.rill.chat.generation;

import dev.rill.chat.WorkflowContext;
import dev.rill.stream.StepNames;

/**
 * The step {@code generation} of an answer: begun by the first thing that the model writes or thinks, or at once where
 * it can only answer. Used by the request's thread.
 */
final class GenerationStep {
    private final WorkflowContext context;
    private final String writing;
    private final Thoughts thoughts = new Thoughts();
    private WorkflowContext.Step step;
    private boolean thinking;
    /** Between what was written before a search and what comes now. */
    private String between = "";

    GenerationStep(WorkflowContext context, String model) {
        this.context = context;
        this.writing = "Writing the answer with " + model;
    }

    static GenerationStep begun(WorkflowContext context, String model) {
        GenerationStep begun = new GenerationStep(context, model);
        begun.begin(begun.writing);
        return begun;
    }

    /** The model writes a piece of the answer. */
    void writing() {
        if (step == null) {
            begin(writing);
        } else if (thinking) {
            step.progress(writing);
            step.result(writing);
        }
        thinking = false;
    }

    /** The answer goes on behind what the model wrote before it asked for a search. */
    void goesOnBehind(String said) {
        between = said.isBlank() || said.endsWith("\n\n") ? "" : said.endsWith("\n") ? "\n" : "\n\n";
    }

    /** A piece of the answer, as it goes to the client. */
    String piece(String content) {
        if (between.isEmpty()) {
            return content;
        }
        String piece = between + content;
        between = "";
        return piece;
    }

    /** The model thinks. */
    void thinking(String piece) {
        if (step == null) {
            begin("Thinking");
        }
        thinking = true;
        thoughts.add(piece).ifPresent(step::progress);
    }

    /** The model is asked once more. */
    void repeated() {
        step.progress("Asking for the answer once more");
        thinking = false;
    }

    /** Nothing where it has not begun. */
    void complete() {
        if (step != null) {
            step.complete();
        }
    }

    private void begin(String message) {
        step = context.begin(StepNames.GENERATION, message);
    }
}
