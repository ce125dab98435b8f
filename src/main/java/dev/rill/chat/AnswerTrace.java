package dev.rill.chat;

import dev.rill.live.StreamIdentity;
import dev.rill.stream.StreamEvent;
import dev.rill.stream.Usage;
import dev.rill.trace.Outcome;
import dev.rill.trace.Span;
import dev.rill.trace.Trace;
import dev.rill.trace.Work;
import java.util.Optional;
import java.util.function.Supplier;

/** The span of a question and its answer, where somebody collects traces. The thread that answers. */
record AnswerTrace(Optional<Span> span) {

    static AnswerTrace begin(StreamIdentity identity) {
        return new AnswerTrace(Trace.current().map(trace -> trace.beginQuestion(new Work.Question(
                identity.threadId(), identity.messageId(), identity.protocol()))));
    }

    /** What is done in it; nothing of it is other where nobody collects traces. */
    <T> T within(Supplier<T> work) {
        return span.isEmpty() ? work.get()
                : Trace.current().map(trace -> trace.within(span.get(), work)).orElseGet(work);
    }

    /** Takes the question; where it is not taken, that is the end of it. */
    <T> T accepting(Supplier<T> taking) {
        boolean taken = false;
        try {
            T result = within(() -> Trace.traced(new Work.Store("question"), taking));
            taken = true;
            return result;
        } finally {
            if (!taken) {
                refused();
            }
        }
    }

    /** It was not taken. */
    void refused() {
        span.ifPresent(open -> open.end(new Outcome.Failed("not_accepted")));
    }

    /** Who stopped an answer, or left, made no error. */
    void end(StreamEvent.Terminal end, Optional<Usage> usage) {
        span.ifPresent(open -> open.end(switch (end) {
            case StreamEvent.Complete complete -> new Outcome.Answered(complete.finishReason().word(), usage);
            case StreamEvent.Failed failed -> new Outcome.Failed(failed.code().name());
            case StreamEvent.Cancelled _ -> new Outcome.Answered("cancelled", usage);
        }));
    }
}
