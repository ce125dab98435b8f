package dev.rill.wire.openai.responses;

import dev.rill.live.ReadableStream;
import dev.rill.live.StreamHistory;
import dev.rill.stream.ErrorCode;
import dev.rill.stream.FinishReason;
import dev.rill.stream.StepNames;
import dev.rill.stream.StreamEvent.CancelReason;
import dev.rill.stream.StreamEvent;
import dev.rill.threads.ThreadMessage;
import dev.rill.threads.ThreadStore;
import dev.rill.wire.ProtocolContext;
import dev.rill.wire.StreamFinder;
import dev.rill.wire.openai.responses.request.ResponseIds;
import dev.rill.wire.openai.responses.request.ResponseParameters;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.WeakHashMap;

/**
 * Responses that run or have ended: while their streams can be replayed as their clients see them, and afterwards as
 * their threads keep them. Any thread.
 */
final class KnownResponses {
    private final StreamFinder finder;
    private final ThreadStore store;
    /** Of each as long as its stream is held. */
    private final Map<ReadableStream, ResponseParameters> asked = Collections.synchronizedMap(new WeakHashMap<>());

    KnownResponses(ProtocolContext context) {
        this.finder = new StreamFinder(context);
        this.store = context.store();
    }

    /** Keeps what a response has to repeat of its request; before its stream begins. */
    void remember(ReadableStream stream, ResponseParameters parameters) {
        asked.put(stream, parameters);
    }

    /** One whose stream can be replayed, or runs. */
    Optional<ReadableStream> stream(String owner, String responseId) {
        return ResponseIds.answerOf(responseId).flatMap(messageId -> finder.find(owner, messageId));
    }

    /** A client's own view of a stream, at its beginning. */
    ResponseProgress beginning(ReadableStream stream, ResponseView view) {
        ResponseParameters parameters = Optional.ofNullable(asked.get(stream))
                .or(() -> place(stream.identity().owner(), stream.identity().messageId()).map(Place::parameters))
                .orElseGet(() -> ResponseParameters.unknown(Optional.empty()));
        return new ResponseProgress(stream.identity().messageId(), stream.startTime(),
                parameters.including(view.results()), view);
    }

    /** As far as it has come; empty where the stream's beginning is no longer held. */
    Optional<ResponseProgress> now(ReadableStream stream, ResponseView view) {
        return StreamHistory.of(stream).map(events -> {
            ResponseProgress progress = beginning(stream, view);
            events.forEach(event -> progress.take(event, ResponseListener.NONE));
            return progress;
        });
    }

    /** One that is stored, by its id; another user's is none. */
    Optional<ResponseProgress> find(String owner, String responseId, ResponseView view) {
        Optional<ReadableStream> stream = stream(owner, responseId);
        if (stream.filter(one -> !one.identity().stored()).isPresent()) {
            return Optional.empty();
        }
        return stream.flatMap(one -> now(one, view))
                .or(() -> ResponseIds.answerOf(responseId).flatMap(id -> place(owner, id))
                        .map(place -> stored(place, view)));
    }

    /**
     * An answer in its thread.
     *
     * @param messages of the thread
     * @param index    of the answer
     */
    record Place(String threadId, List<ThreadMessage> messages, int index) {

        ThreadMessage answer() {
            return messages.get(index);
        }

        /** The answer with its question. */
        List<String> exchange() {
            return index > 0 && messages.get(index - 1).role() == ThreadMessage.Role.USER
                    ? List.of(messages.get(index - 1).id(), answer().id()) : List.of(answer().id());
        }

        ResponseParameters parameters() {
            return ResponseParameters.noted(answer().note(), ThreadPlace.answerBefore(messages, index));
        }
    }

    Optional<Place> place(String owner, String answerId) {
        return store.threadOf(owner, answerId).flatMap(threadId -> store.messages(owner, threadId)
                .flatMap(messages -> ThreadPlace.of(messages, answerId)
                        .map(index -> new Place(threadId, messages, index))));
    }

    private static ResponseProgress stored(Place place, ResponseView view) {
        ThreadMessage answer = place.answer();
        ResponseProgress progress = new ResponseProgress(answer.id(), answer.timestamp(),
                place.parameters().including(view.results()), view);
        if (!answer.sources().isEmpty()) {
            progress.take(new StreamEvent.Step(StepNames.RETRIEVAL, StreamEvent.StepStatus.COMPLETE, "",
                    answer.timestamp(), OptionalLong.empty()), ResponseListener.NONE);
        }
        if (!answer.content().isEmpty()) {
            progress.take(new StreamEvent.Token(answer.content()), ResponseListener.NONE);
        }
        end(place.threadId(), answer).ifPresent(end -> progress.take(end, ResponseListener.NONE));
        return progress;
    }

    private static Optional<StreamEvent> end(String threadId, ThreadMessage answer) {
        Instant ended = answer.timestamp().plusMillis(answer.durationMillis().orElse(0));
        return switch (answer.status()) {
            case STREAMING -> Optional.empty();
            case COMPLETE -> Optional.of(new StreamEvent.Complete(answer.id(), threadId, ended, answer.content(),
                    answer.sources(), answer.usage(), answer.durationMillis().orElse(0), true,
                    answer.finishReason().orElse(FinishReason.STOP)));
            case CANCELLED -> Optional.of(new StreamEvent.Cancelled(answer.id(), ended, Optional.empty(),
                    CancelReason.STOPPED));
            case ERROR -> Optional.of(failed(answer, ended, ErrorCode.valueOf(answer.errorCode())));
            case INTERRUPTED -> Optional.of(failed(answer, ended, ErrorCode.DRAINING));
        };
    }

    private static StreamEvent.Failed failed(ThreadMessage answer, Instant ended, ErrorCode code) {
        return new StreamEvent.Failed(answer.id(), ended, code.title(), code, Optional.empty(), code.retryable(),
                OptionalLong.empty());
    }
}
