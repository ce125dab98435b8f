package dev.rill.chat;

import dev.rill.stream.LiveStream;
import dev.rill.stream.LiveStreams;
import dev.rill.stream.StreamIdentity;
import dev.rill.threads.ThreadMessage;
import dev.rill.threads.ThreadStore;
import java.time.Clock;
import java.util.List;

/** Takes questions: decides whether one may be asked now, commits it, and gives the answer to be run. Any thread. */
public final class Conversations {
    private static final int HISTORY_MESSAGES = 100;

    private final LiveStreams streams;
    private final ThreadStore store;
    private final Workflow workflow;
    private final History history;
    private final Clock clock;

    public Conversations(LiveStreams streams, ThreadStore store, Workflow workflow, int historyTokens, Clock clock) {
        this.streams = streams;
        this.store = store;
        this.workflow = workflow;
        this.history = new History(historyTokens);
        this.clock = clock;
    }

    /** What becomes of a question. */
    public sealed interface Asked {

        /** It is committed; {@link Answer#run} must follow, on the same thread. */
        record Accepted(Answer answer) implements Asked {
        }

        /** Nothing was taken. */
        record Refused(LiveStreams.Opening why) implements Asked {
        }
    }

    /**
     * Asks on behalf of the calling thread, which will do the work.
     *
     * @throws ThreadStore.StoreUnavailableException when the question cannot be committed; nothing is held then
     */
    public Asked ask(Question question) {
        String messageId = MessageIds.next(clock);
        StreamIdentity identity = new StreamIdentity(question.owner(), question.threadId(), messageId,
                question.continueWhenGone());
        return switch (streams.open(identity)) {
            case LiveStreams.Opening.Opened opened -> new Asked.Accepted(accept(question, opened.stream()));
            case LiveStreams.Opening refused -> new Asked.Refused(refused);
        };
    }

    private Answer accept(Question question, LiveStream stream) {
        boolean accepted = false;
        try {
            List<ThreadMessage> before = store.accept(question.owner(), question.threadId(), MessageIds.next(clock),
                    stream.identity().messageId(), question.message(), clock.instant(), HISTORY_MESSAGES);
            streams.started(stream);
            accepted = true;
            return new Answer(streams, stream, store, workflow,
                    new RunningWorkflow(stream, question, history.turns(before), clock), clock);
        } finally {
            if (!accepted) {
                streams.abandon(stream);
            }
        }
    }
}
