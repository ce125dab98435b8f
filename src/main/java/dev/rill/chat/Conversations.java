package dev.rill.chat;

import dev.rill.live.LiveStream;
import dev.rill.live.LiveStreams;
import dev.rill.live.StreamIdentity;
import dev.rill.threads.AskedQuestion;
import dev.rill.threads.ExchangeStore;
import dev.rill.threads.ThreadMessage;
import dev.rill.threads.ThreadStore;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Takes questions: decides whether one may be asked now, commits it, and gives the answer to be run. Any thread. */
public final class Conversations {
    private static final int HISTORY_MESSAGES = 100;

    private final LiveStreams streams;
    private final ExchangeStore store;
    private final Workflow workflow;
    private final History history;
    private final Clock clock;
    /** Of answers whose question came with a key and is being asked: what the store does not know yet. */
    private final ConcurrentHashMap<String, String> asking = new ConcurrentHashMap<>();

    public Conversations(LiveStreams streams, ExchangeStore store, Workflow workflow, int historyTokens, Clock clock) {
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

        /** It was asked before and is not asked again; {@code stream} is empty where that can no longer be replayed. */
        record Before(String messageId, Optional<LiveStream> stream) implements Asked {
        }

        /** The key belongs to another question. */
        record KeyTaken() implements Asked {
        }

        /** Nothing was taken. */
        record Refused(LiveStreams.Opening why) implements Asked {
        }
    }

    /** Whether a question would be refused now because the server is behind with those that it has taken. */
    public boolean behind() {
        return streams.behind();
    }

    /**
     * Asks on behalf of the calling thread, which will do the work.
     *
     * @throws ThreadStore.StoreUnavailableException when the question cannot be committed; nothing is held then
     */
    public Asked ask(Question question) {
        return switch (question.repeat()) {
            case Question.Repeat.OfKey(String key) ->
                    askOnce(question, MessageIds.of("answer", question.owner(), question.threadId(), key));
            case Question.Repeat.No _, Question.Repeat.OfLast _ -> ask(question, MessageIds.next(clock));
        };
    }

    /** Two that come at once with one key may be two questions. */
    private Asked askOnce(Question question, String messageId) {
        String other = asking.putIfAbsent(messageId, question.message());
        if (other != null && !other.equals(question.message())) {
            return new Asked.KeyTaken();
        }
        try {
            Asked asked = ask(question, messageId);
            return asked instanceof Asked.Before ? before(question).orElse(asked) : asked;
        } finally {
            if (other == null) {
                asking.remove(messageId);
            }
        }
    }

    private Asked ask(Question question, String messageId) {
        StreamIdentity identity = new StreamIdentity(question.owner(), question.threadId(), messageId,
                question.continueWhenGone());
        return switch (streams.open(identity)) {
            case LiveStreams.Opening.Opened opened -> new Asked.Accepted(accept(question, opened.stream()));
            case LiveStreams.Opening.Known known -> new Asked.Before(messageId, Optional.of(known.stream()));
            case LiveStreams.Opening refused -> new Asked.Refused(refused);
        };
    }

    /**
     * Looks whether a question was asked before. To be called before {@link #ask}, where it may have been.
     *
     * @return {@link Asked.Before}, {@link Asked.KeyTaken}, or empty where it has to be asked
     * @throws ThreadStore.StoreUnavailableException when that cannot be known
     */
    public Optional<Asked> before(Question question) {
        Optional<ThreadStore.Earlier> earlier = switch (question.repeat()) {
            case Question.Repeat.No _ -> Optional.empty();
            case Question.Repeat.OfLast _ -> earlier(question, Optional.empty()).filter(ThreadStore.Earlier::same);
            case Question.Repeat.OfKey(String key) -> earlier(question, Optional.of(questionId(question, key)));
        };
        return earlier.map(found -> found.same()
                ? new Asked.Before(found.answerId(), streams.find(question.owner(), found.answerId()))
                : new Asked.KeyTaken());
    }

    /** An answer in the thread of a question, as it is stored. */
    public Optional<ThreadMessage> answer(Question question, String messageId) {
        return store.messages(question.owner(), question.threadId()).stream().flatMap(List::stream)
                .filter(message -> message.id().equals(messageId)).findFirst();
    }

    private Optional<ThreadStore.Earlier> earlier(Question question, Optional<String> questionId) {
        return store.earlier(question.owner(), question.threadId(), questionId, question.message());
    }

    private static String questionId(Question question, String key) {
        return MessageIds.of("question", question.owner(), question.threadId(), key);
    }

    private Answer accept(Question question, LiveStream stream) {
        boolean accepted = false;
        try {
            String questionId = question.repeat() instanceof Question.Repeat.OfKey(String key)
                    ? questionId(question, key) : MessageIds.next(clock);
            List<ThreadMessage> before = store.accept(new AskedQuestion(question.owner(), question.threadId(),
                    questionId, stream.identity().messageId(), question.message(), clock.instant()), HISTORY_MESSAGES);
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
