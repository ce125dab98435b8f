package dev.rill.chat;

import dev.rill.chat.citation.CitationCheck;
import dev.rill.chat.citation.Citations;
import dev.rill.live.EndedStream;
import dev.rill.live.LiveStream;
import dev.rill.live.LiveStreams;
import dev.rill.stream.Cancellation.CancelledException;
import dev.rill.stream.Cancellation;
import dev.rill.stream.ErrorCode;
import dev.rill.stream.FinishReason;
import dev.rill.stream.Source;
import dev.rill.stream.StreamEvent.CancelReason;
import dev.rill.stream.StreamEvent;
import dev.rill.stream.Usage;
import dev.rill.threads.AskedQuestion;
import dev.rill.threads.ExchangeStore;
import dev.rill.threads.FinishedAnswer;
import dev.rill.threads.MessageStatus;
import dev.rill.threads.ThreadStore;
import dev.rill.trace.Trace;
import dev.rill.trace.Work;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;

/**
 * One question being answered, from {@code start} to the one event that ends it. The thread that asked runs it, once;
 * whatever happens, the stream ends, an answer that is stored is finished in the store, and what the stream took is
 * given back.
 */
public final class Answer implements AutoCloseable {
    private static final System.Logger LOGGER = System.getLogger(Answer.class.getName());

    private static final Duration SAVED_AGAIN = Duration.ofMillis(500);

    private final LiveStreams streams;
    private final LiveStream stream;
    private final ExchangeStore store;
    private final AnswerTrace trace;
    private final Optional<Exchange> exchange;
    private final Workflow workflow;
    private final RunningWorkflow context;
    private final CitationCheck citations;
    private final Clock clock;
    private boolean ran;

    /** @param exchange that it is stored in; there is none where it is not stored */
    Answer(LiveStreams streams, LiveStream stream, ExchangeStore store, AnswerTrace trace,
           Optional<Exchange> exchange,
           Workflow workflow, RunningWorkflow context, CitationCheck citations, Clock clock) {
        this.streams = streams;
        this.stream = stream;
        this.store = store;
        this.trace = trace;
        this.exchange = exchange;
        this.workflow = workflow;
        this.context = context;
        this.citations = citations;
        this.clock = clock;
    }

    /** The stream, to connect a client to before {@link #run} and to tell that the client left. */
    public LiveStream stream() {
        return stream;
    }

    /** The question, where it is stored and the first of its thread; else empty. */
    public Optional<AskedQuestion> firstOfThread() {
        return exchange.filter(Exchange::first).map(Exchange::asked);
    }

    /** What the caller needs who waited for the whole. {@code end} says how it went. */
    public record Ended(StreamEvent.Terminal end, String text, List<Source> sources, Optional<Usage> usage) {
        /** Without the text. */
        @Override
        public String toString() {
            return "Ended[end=" + end + ", sources=" + sources + ", usage=" + usage + "]";
        }
    }

    /** Answers. Blocks until the terminal event has been sent. */
    public Ended run() {
        return run(this::work);
    }

    /** Ends an answer that could not be run, so that nothing is left open. */
    @Override
    public void close() {
        if (!ran) {
            run(() -> failed(ErrorCode.INTERNAL, "The answer could not be begun. Please try again."));
        }
    }

    private Ended run(Supplier<Finish> work) {
        ran = true;
        return trace.within(() -> answered(work));
    }

    private Ended answered(Supplier<Finish> work) {
        stream.start(new StreamEvent.Start(stream.identity().messageId(), stream.identity().threadId(),
                clock.instant()));
        streams.begun(stream);
        Finish finish = settle(work.get());
        String text = stream.wholeText();
        context.cite(citations.checked(text, Citations.kept(text, context.sources())));
        if (finish instanceof Finish.Completed && text.isBlank()) {
            finish = failed(ErrorCode.MODEL_MALFORMED, "The answer came out empty. Trying again may help.");
        }
        Saving saving = save(finish, text);
        if (saving == Saving.LOST) {
            finish = lost();
        }
        streams.freeThread(stream);
        StreamEvent.Terminal end = terminal(finish, text, saving == Saving.SAVED);
        EndedStream ended = stream.end(end, context.usage());
        streams.close(stream, ended);
        trace.end(end, context.usage());
        return new Ended(end, text, context.sources(), context.usage());
    }

    /** How the work ended, before it is stored and told. */
    private sealed interface Finish {

        record Completed(FinishReason reason) implements Finish {
        }

        record Failed(ErrorCode code, String message, Optional<Duration> retryAfter) implements Finish {
        }

        record Cancelled(CancelReason reason) implements Finish {
        }
    }

    private Finish work() {
        try {
            if (exchange.isPresent() && exchange.get().waits()) {
                streams.awaitTurn(stream, exchange.get()::takeTurn);
                context.follows(exchange.get().before());
            }
            return switch (workflow.answer(context)) {
                case WorkflowResult.Answered(FinishReason reason) -> new Finish.Completed(reason);
                case WorkflowResult.Failed late when late.code() == ErrorCode.MODEL_DEADLINE
                        && stream.heldUpByClient() -> slowReader();
                case WorkflowResult.Failed failed ->
                        new Finish.Failed(failed.code(), failed.message(), failed.retryAfter());
            };
        } catch (CancelledException e) {
            return cancelled(e.reason());
        } catch (ThreadStore.StoreUnavailableException e) {
            LOGGER.log(System.Logger.Level.WARNING, "The store failed during " + stream.identity().messageId(), e);
            return failed(ErrorCode.STORE_UNAVAILABLE, "The answer's data could not be reached. Please try again.");
        } catch (RuntimeException | Error e) {
            LOGGER.log(System.Logger.Level.ERROR, "The workflow of " + stream.identity().messageId() + " failed", e);
            return failed(ErrorCode.INTERNAL, "Something went wrong while answering. Please try again.");
        }
    }

    /** A stop that came before this point wins over an answer that was complete by then; none wins after it. */
    private Finish settle(Finish finish) {
        Optional<Cancellation.Reason> reason = stream.cancellation().conclude(store.endsOnceStored());
        return switch (finish) {
            case Finish.Completed completed when reason.isPresent() -> cancelled(reason.get());
            case Finish.Completed _, Finish.Failed _, Finish.Cancelled _ -> finish;
        };
    }

    private static Finish cancelled(Cancellation.Reason reason) {
        return switch (reason) {
            case CLIENT_GONE -> new Finish.Cancelled(CancelReason.CLIENT_GONE);
            case STOPPED, ROLLED_BACK -> new Finish.Cancelled(CancelReason.STOPPED);
            case STALE -> failed(ErrorCode.STREAM_STALE, "Nothing happened for too long. Please try again.");
            case SLOW_READER -> slowReader();
            case TOO_LONG -> failed(ErrorCode.MODEL_DEADLINE,
                    "The answer is longer than can be kept. Try again, or ask for less.");
            case DRAINING -> failed(ErrorCode.DRAINING, "The server is restarting. Please try again in a moment.");
            case LOST -> lost();
        };
    }

    private static Finish lost() {
        return failed(ErrorCode.INTERRUPTED, "The server lost hold of this answer. Please try again.");
    }

    private static Finish slowReader() {
        return failed(ErrorCode.SLOW_READER, "The answer was read too slowly.");
    }

    private static Finish failed(ErrorCode code, String message) {
        return new Finish.Failed(code, message, Optional.empty());
    }

    /** As the model said, else a token a delta. */
    private long tokens() {
        return context.usage().map(Usage::totalTokens).orElse((long) stream.tokenCount());
    }

    private void charge() {
        try {
            store.charge(stream.identity().owner(), clock.instant(), tokens());
        } catch (ThreadStore.StoreUnavailableException e) {
            LOGGER.log(System.Logger.Level.WARNING, "What " + stream.identity().messageId() + " used is not stored yet",
                    e);
        }
    }

    /** Whether the store has the end of the answer. */
    private enum Saving {
        SAVED, NOT_SAVED,
        /** The answer is no longer this server's to end. */
        LOST
    }

    private Saving save(Finish finish, String text) {
        if (exchange.isPresent()) {
            return save(finish, text, exchange.get());
        }
        charge();
        return Saving.NOT_SAVED;
    }

    private Saving save(Finish finish, String text, Exchange into) {
        MessageStatus status = switch (finish) {
            case Finish.Completed _ -> MessageStatus.COMPLETE;
            case Finish.Failed _ -> MessageStatus.ERROR;
            case Finish.Cancelled _ -> MessageStatus.CANCELLED;
        };
        String errorCode = finish instanceof Finish.Failed failed ? failed.code().name() : "";
        FinishedAnswer answer = new FinishedAnswer(stream.identity().messageId(), text, status, errorCode,
                context.sources(), context.usage(), clock.instant(), stream.elapsedMillis(), stream.firstTokenMillis(),
                finish instanceof Finish.Completed(FinishReason reason) ? Optional.of(reason) : Optional.empty(),
                tokens());
        boolean rolledBack = stream.cancellation().reason().filter(Cancellation.Reason.ROLLED_BACK::equals).isPresent();
        try {
            if (rolledBack) {
                charge();
            }
            return switch (Trace.traced(new Work.Store("answer"), () ->
                    rolledBack ? into.remove(this::again) : into.finish(answer, this::again))) {
                case STORED -> Saving.SAVED;
                case GONE -> Saving.NOT_SAVED;
                case LOST -> Saving.LOST;
            };
        } catch (ThreadStore.StoreUnavailableException e) {
            LOGGER.log(System.Logger.Level.WARNING, "Answer " + answer.messageId() + " is not stored yet", e);
            return Saving.NOT_SAVED;
        }
    }

    /** Waits for the database, which does not take the end now; nobody is told of one that is not stored. */
    private boolean again() {
        return !stream.cancellation().pressedWithin(SAVED_AGAIN);
    }

    private StreamEvent.Terminal terminal(Finish finish, String text, boolean saved) {
        String messageId = stream.identity().messageId();
        return switch (finish) {
            case Finish.Completed(FinishReason reason) -> new StreamEvent.Complete(messageId,
                    stream.identity().threadId(), clock.instant(), text, context.sources(), context.usage(),
                    stream.elapsedMillis(), saved, reason);
            case Finish.Failed failed -> new StreamEvent.Failed(messageId, clock.instant(), failed.message(),
                    failed.code(), context.openStep(), failed.code().retryable(),
                    failed.retryAfter().map(wait -> OptionalLong.of(wait.toMillis())).orElse(OptionalLong.empty()));
            case Finish.Cancelled cancelled -> new StreamEvent.Cancelled(messageId, clock.instant(),
                    context.openStep(), cancelled.reason());
        };
    }
}
