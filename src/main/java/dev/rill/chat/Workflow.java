package dev.rill.chat;

/**
 * How a question becomes an answer: plain blocking steps on the request's own thread. An implementation serves many
 * streams at once and keeps what belongs to one in local variables.
 */
@FunctionalInterface
public interface Workflow {

    /**
     * Answers the question, telling the context what happens as it happens.
     *
     * @return how it ended; the tokens given to the context are the answer's text
     * @throws dev.rill.stream.Cancellation.CancelledException when the stream was cancelled; let it through
     */
    WorkflowResult answer(WorkflowContext context);
}
