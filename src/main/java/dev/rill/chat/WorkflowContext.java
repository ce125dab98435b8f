package dev.rill.chat;

import dev.rill.rights.Reader;
import dev.rill.stream.Cancellation;
import dev.rill.stream.Source;
import dev.rill.stream.Usage;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** One stream, as a workflow sees it. Used by the request's thread only; made and closed by the server. */
public interface WorkflowContext {

    String question();

    /** As whom the documents are to be read. */
    Reader reader();

    Optional<String> systemMessage();

    /** The thread's earlier turns that fit the token budget, oldest first. */
    List<Turn> history();

    /** Wraps whatever waits outside Rill, so that a stop or a client that leaves ends it. */
    Cancellation cancellation();

    /** Shows that a step begins. It must be {@link Step#complete completed} before another one begins. */
    Step begin(String step, String message);

    /** A step around a piece of work; complete when the work returns. */
    default <T> T step(String name, String message, Function<Step, T> work) {
        Step step = begin(name, message);
        T result = work.apply(step);
        step.complete();
        return result;
    }

    /** Adds to the answer: one event, sent at the latest before the thread waits. Empty text is nothing. */
    void token(String content);

    /** Says what the answer may cite; kept with it however the stream ends. */
    void cite(List<Source> sources);

    /** Adds model tokens that were used; likewise kept. */
    void used(Usage usage);

    /** A step that is under way. */
    interface Step {

        /** Shows what the step is doing, or what it found. */
        void progress(String message);

        /** What the completed step will say; its first message where this is not called. */
        void result(String message);

        void complete();
    }

    /** A question and what became of it; {@code answer} may be partial or empty. */
    record Turn(String question, String answer) {
        /** Without the text. */
        @Override
        public String toString() {
            return "Turn[" + question.length() + " and " + answer.length() + " characters]";
        }
    }
}
