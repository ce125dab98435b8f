package dev.rill.chat;

import dev.rill.chat.citation.CitationCheck;
import dev.rill.live.LiveStream;
import dev.rill.live.LiveStreams;
import dev.rill.live.StreamIdentity;
import dev.rill.stream.OnBusy;
import dev.rill.threads.Acceptance;
import dev.rill.threads.AskedQuestion;
import dev.rill.threads.ExchangeStore;
import dev.rill.threads.ThreadMessage;
import dev.rill.threads.ThreadStore;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** Takes questions: decides whether one may be asked now, commits it, and gives the answer to be run. Any thread. */
public final class Conversations {
    static final int HISTORY_MESSAGES = 100;

    private final LiveStreams streams;
    private final ExchangeStore store;
    private final Workflow workflow;
    private final History history;
    private final CitationCheck citations = new CitationCheck();
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
     * @param protocol that it came by, for those who count
     * @throws ThreadStore.StoreUnavailableException when the question cannot be committed; nothing is held then
     */
    public Asked ask(Question question, String protocol) {
        return switch (question.repeat()) {
            case Question.Repeat.OfKey(String key) ->
                    askOnce(question, protocol, MessageIds.of("answer", question.owner(), question.threadId(), key));
            case Question.Repeat.No _, Question.Repeat.OfLast _, Question.Repeat.InPlace _ ->
                    ask(question, protocol, MessageIds.next(clock));
        };
    }

    /**
     * Likewise, with nothing stored: it is no other's answer that still runs, and it was not asked before. It ends when
     * its client leaves.
     */
    public Asked ask(UnstoredQuestion question, String protocol) {
        String messageId = MessageIds.next(clock);
        return open(new StreamIdentity(question.owner(), messageId, messageId, false, protocol, false),
                OnBusy.REJECT, opened -> new Asked.Accepted(accept(question, opened.stream())));
    }

    /** Two that come at once with one key may be two questions. */
    private Asked askOnce(Question question, String protocol, String messageId) {
        String other = asking.putIfAbsent(messageId, question.message());
        if (other != null && !other.equals(question.message())) {
            return new Asked.KeyTaken();
        }
        try {
            Asked asked = ask(question, protocol, messageId);
            return asked instanceof Asked.Before ? before(question).orElse(asked) : asked;
        } finally {
            if (other == null) {
                asking.remove(messageId);
            }
        }
    }

    private Asked ask(Question question, String protocol, String messageId) {
        return open(new StreamIdentity(question.owner(), question.threadId(), messageId, question.continueWhenGone(),
                protocol, true), question.onBusy(), opened -> accept(question, opened));
    }

    private Asked open(StreamIdentity identity, OnBusy onBusy,
                       Function<LiveStreams.Opening.Opened, Asked> accept) {
        return switch (streams.open(identity, onBusy)) {
            case LiveStreams.Opening.Opened opened -> accepted(opened, accept);
            case LiveStreams.Opening.Known known -> new Asked.Before(identity.messageId(), Optional.of(known.stream()));
            case LiveStreams.Opening refused -> new Asked.Refused(refused);
        };
    }

    private Asked accepted(LiveStreams.Opening.Opened opened, Function<LiveStreams.Opening.Opened, Asked> accept) {
        boolean accepted = false;
        try {
            Asked asked = accept.apply(opened);
            accepted = asked instanceof Asked.Accepted;
            return asked;
        } finally {
            if (!accepted) {
                streams.abandon(opened.stream());
            }
        }
    }

    /**
     * Looks whether a question was asked before. To be called before {@link #ask}, where it may have been.
     *
     * @return {@link Asked.Before}, {@link Asked.KeyTaken}, or empty where it has to be asked
     * @throws ThreadStore.StoreUnavailableException when that cannot be known
     */
    public Optional<Asked> before(Question question) {
        Optional<ThreadStore.Earlier> earlier = switch (question.repeat()) {
            case Question.Repeat.No _, Question.Repeat.InPlace _ -> Optional.empty();
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

    private Asked accept(Question question, LiveStreams.Opening.Opened opened) {
        LiveStream stream = opened.stream();
        AskedQuestion asked = asked(question, stream);
        AnswerTrace trace = AnswerTrace.begin(stream.identity());
        Acceptance acceptance = trace.accepting(() -> store.accept(asked, HISTORY_MESSAGES));
        if (!(acceptance instanceof Acceptance.Taken)) {
            trace.refused();
        }
        return switch (acceptance) {
            case Acceptance.Taken taken -> new Asked.Accepted(answer(question, stream, trace, taken.before(),
                    exchange(asked, opened.waits() || taken.waits(), taken.before())));
            case Acceptance.ThreadBusy(String running) when running.equals(asked.answerId()) ->
                    new Asked.Before(running, Optional.empty());
            case Acceptance.ThreadBusy(String running) ->
                    new Asked.Refused(new LiveStreams.Opening.ThreadBusy(running));
            case Acceptance.LineFull(String running) -> new Asked.Refused(new LiveStreams.Opening.LineFull(running));
            case Acceptance.TooMany _ -> new Asked.Refused(new LiveStreams.Opening.TooManyStreams(true));
        };
    }

    private Exchange exchange(AskedQuestion asked, boolean waits, List<ThreadMessage> before) {
        return new Exchange(store, asked, waits, !waits && before.isEmpty(), history);
    }

    private Answer answer(Question question, LiveStream stream, AnswerTrace trace, List<ThreadMessage> before,
                          Exchange exchange) {
        streams.started(stream);
        return new Answer(streams, stream, store, trace, Optional.of(exchange), workflow,
                new RunningWorkflow(stream, question.message(), question.reader().in(question.threadId()),
                        question.systemMessage(), history.turns(before), clock), citations, clock);
    }

    private Answer accept(UnstoredQuestion question, LiveStream stream) {
        streams.started(stream);
        return new Answer(streams, stream, store, AnswerTrace.begin(stream.identity()), Optional.empty(), workflow,
                new RunningWorkflow(stream, question.message(), question.reader(), question.systemMessage(),
                        history.fitting(question.before()), clock), citations, clock);
    }

    private AskedQuestion asked(Question question, LiveStream stream) {
        String questionId = switch (question.repeat()) {
            case Question.Repeat.OfKey(String key) -> questionId(question, key);
            case Question.Repeat.InPlace(String key) -> questionId(question, key);
            case Question.Repeat.No _, Question.Repeat.OfLast _ -> MessageIds.next(clock);
        };
        Optional<String> inPlaceOf = question.repeat() instanceof Question.Repeat.InPlace(String key)
                ? Optional.of(key) : Optional.empty();
        return new AskedQuestion(question.owner(), question.threadId(), questionId, stream.identity().messageId(),
                question.message(), clock.instant(), inPlaceOf, question.before().stream()
                        .map(said -> said.withId(MessageIds.next(clock))).toList(), question.onBusy(), question.note());
    }
}
