package dev.rill.chat;

import dev.rill.live.LiveStream;
import dev.rill.rights.Reader;
import dev.rill.stream.Cancellation;
import dev.rill.stream.Source;
import dev.rill.stream.StreamEvent.StepStatus;
import dev.rill.stream.StreamEvent;
import dev.rill.stream.Usage;
import dev.rill.threads.ThreadStore;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** A workflow's view of its stream: what it tells becomes events. The request's thread only. */
final class RunningWorkflow implements WorkflowContext {
    private final LiveStream stream;
    private final String question;
    private final Reader reader;
    private final Optional<String> systemMessage;
    private List<Turn> history;
    private final Clock clock;
    private OpenStep open;
    private long characters;
    private List<Source> sources = List.of();
    private Optional<Usage> usage = Optional.empty();

    RunningWorkflow(LiveStream stream, String question, Reader reader, Optional<String> systemMessage,
                    List<Turn> history, Clock clock) {
        this.stream = stream;
        this.question = question;
        this.reader = reader;
        this.systemMessage = systemMessage;
        this.history = history;
        this.clock = clock;
    }

    @Override
    public String question() {
        return question;
    }

    @Override
    public Reader reader() {
        return reader;
    }

    @Override
    public Optional<String> systemMessage() {
        return systemMessage;
    }

    @Override
    public List<Turn> history() {
        return history;
    }

    /** Before the workflow is run: what came to be before it while it waited. */
    void follows(List<Turn> turns) {
        history = turns;
    }

    @Override
    public Cancellation cancellation() {
        return stream.cancellation();
    }

    @Override
    public Step begin(String step, String message) {
        cancellation().check();
        if (open != null) {
            throw new IllegalStateException("step " + open.name + " is not complete");
        }
        open = new OpenStep(step, message);
        open.emit(StepStatus.STARTED, message, OptionalLong.empty());
        return open;
    }

    @Override
    public void token(String content) {
        characters += content.length();
        if (characters > ThreadStore.MAX_TEXT_CHARS) {
            cancellation().cancel(Cancellation.Reason.TOO_LONG);
        }
        cancellation().check();
        stream.token(content);
    }

    @Override
    public void cite(List<Source> citable) {
        sources = List.copyOf(citable);
    }

    @Override
    public void used(Usage more) {
        usage = Optional.of(usage.map(more::plus).orElse(more));
    }

    List<Source> sources() {
        return sources;
    }

    Optional<Usage> usage() {
        return usage;
    }

    /** The step that is not complete. */
    Optional<String> openStep() {
        return Optional.ofNullable(open).map(step -> step.name);
    }

    private final class OpenStep implements Step {
        private final String name;
        private final long startNanos = System.nanoTime();
        private String result;

        OpenStep(String name, String message) {
            this.name = name;
            this.result = message;
        }

        @Override
        public void progress(String message) {
            cancellation().check();
            emit(StepStatus.PROCESSING, message, OptionalLong.empty());
        }

        @Override
        public void result(String message) {
            result = message;
        }

        @Override
        public void complete() {
            cancellation().check();
            if (open != this) {
                throw new IllegalStateException("step " + name + " is complete");
            }
            open = null;
            emit(StepStatus.COMPLETE, result, OptionalLong.of((System.nanoTime() - startNanos) / 1_000_000));
        }

        private void emit(StepStatus status, String message, OptionalLong duration) {
            stream.step(new StreamEvent.Step(name, status, message, clock.instant(), duration));
        }
    }
}
