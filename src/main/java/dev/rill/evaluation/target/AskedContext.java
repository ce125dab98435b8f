package dev.rill.evaluation.target;

import dev.rill.chat.WorkflowContext;
import dev.rill.rights.Reader;
import dev.rill.stream.Cancellation;
import dev.rill.stream.Source;
import dev.rill.stream.Usage;
import java.util.List;
import java.util.Optional;

/** What a workflow needs to answer one question, without a stream and a store. Used by the thread that made it. */
final class AskedContext implements WorkflowContext {
    private final String question;
    private final List<Turn> history;
    private final Cancellation cancellation = new Cancellation();
    private final StringBuilder answer = new StringBuilder();
    private List<Source> sources = List.of();

    AskedContext(String question, List<Turn> history) {
        this.question = question;
        this.history = history;
    }

    String answer() {
        return answer.toString();
    }

    List<Source> sources() {
        return sources;
    }

    @Override
    public String question() {
        return question;
    }

    /** What is asked sees its documents as it was made to. */
    @Override
    public Reader reader() {
        return Reader.NOBODY;
    }

    @Override
    public Optional<String> systemMessage() {
        return Optional.empty();
    }

    @Override
    public List<Turn> history() {
        return history;
    }

    @Override
    public Cancellation cancellation() {
        return cancellation;
    }

    @Override
    public Step begin(String step, String message) {
        return new Unseen();
    }

    @Override
    public void token(String content) {
        answer.append(content);
    }

    @Override
    public void cite(List<Source> citable) {
        sources = List.copyOf(citable);
    }

    @Override
    public void used(Usage usage) {
        // nobody counts it
    }

    private static final class Unseen implements Step {
        @Override
        public void progress(String message) {
            // nobody looks on
        }

        @Override
        public void result(String message) {
            // nobody looks on
        }

        @Override
        public void complete() {
            // nothing is open
        }
    }
}
