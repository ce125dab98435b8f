package dev.rill.wire.openai.responses;

import dev.rill.chat.Conversations.Asked;
import dev.rill.chat.Question.Repeat;
import dev.rill.chat.Question;
import dev.rill.chat.Turns;
import dev.rill.chat.UnstoredQuestion;
import dev.rill.http.problem.Problem;
import dev.rill.live.LiveStreams.Opening;
import dev.rill.stream.OnBusy;
import dev.rill.threads.MessageStatus;
import dev.rill.threads.ThreadMessage;
import dev.rill.threads.ThreadStore;
import dev.rill.wire.Asking;
import dev.rill.wire.IdempotencyKey;
import dev.rill.wire.ProtocolContext;
import dev.rill.wire.openai.api.OpenAiErrors;
import dev.rill.wire.openai.responses.request.ResponseIds;
import dev.rill.wire.openai.responses.request.ResponseParameters;
import dev.rill.wire.openai.responses.request.ResponseRequest;
import dev.rill.wire.openai.responses.request.Said;
import io.helidon.webserver.http.ServerResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * In which thread a response is asked for. One that goes on from the last answer of a thread goes on in that thread;
 * from an earlier answer the conversation branches, and what was said until then is copied into a thread of its own.
 * One with a key is looked for in the thread that it goes on from, and a thread that is made for it has a name by which
 * it is found again. Any thread.
 */
final class ResponseAsking {
    private final Asking asking;
    private final KnownResponses known;
    private final ThreadStore store;
    private final Clock clock;

    ResponseAsking(ProtocolContext context, Asking asking, KnownResponses known) {
        this.asking = asking;
        this.known = known;
        this.store = context.store();
        this.clock = context.clock();
    }

    /**
     * @param threadId empty where it has to be made
     * @param origin   the thread that it goes on from, in it or branching
     * @param before   what was said before in the conversation
     */
    private record Place(Optional<String> threadId, Optional<String> origin, List<ThreadMessage> before) {

        Place branching() {
            return new Place(Optional.empty(), origin, before);
        }

        /** Without the threads' names. */
        @Override
        public String toString() {
            return "Place[goesOn=" + threadId.isPresent() + ", before=" + before.size() + "]";
        }
    }

    /**
     * Asks on behalf of the calling thread, which has to run what is accepted.
     *
     * @throws dev.rill.http.problem.ProblemException where there is nothing to go on from, or the budget is used up
     */
    Asked ask(ServerResponse response, ResponseRequest request) {
        String owner = request.question().owner();
        Place place = place(request.parameters(), owner);
        if (!request.parameters().stored()) {
            UnstoredQuestion asked = request.question();
            return asking.ask(response, new UnstoredQuestion(owner, asked.reader(), asked.message(),
                    asked.systemMessage(), Said.joined(Turns.of(place.before()), asked.before())));
        }
        Optional<Asked> before = request.key().flatMap(_ -> place.origin())
                .flatMap(thread -> asking.before(question(request, thread, List.of())));
        if (before.isPresent()) {
            return before.get();
        }
        Asked asked = asking.ask(response, question(request, place));
        boolean othersRun = asked instanceof Asked.Refused(Opening.ThreadBusy(String running))
                && request.parameters().previous().filter(answer -> !answer.equals(running)).isPresent();
        return othersRun ? asking.ask(response, question(request, place.branching()))
                : asked;
    }

    private Question question(ResponseRequest request, Place place) {
        List<ThreadMessage> given = Said.messages(request.question().before(), clock.instant());
        return question(request, place.threadId().orElseGet(() -> newThread(request)),
                place.threadId().isPresent() ? given : Said.joined(place.before(), given));
    }

    private static Question question(ResponseRequest request, String threadId, List<ThreadMessage> before) {
        UnstoredQuestion asked = request.question();
        return new Question(asked.owner(), asked.reader(), threadId, asked.message(), asked.systemMessage(),
                request.parameters().background(), request.key().map(IdempotencyKey::repeat)
                        .orElseGet(Repeat.No::new), OnBusy.REJECT, before, request.parameters().note());
    }

    /** The same for the same key. */
    private static String newThread(ResponseRequest request) {
        return request.key().map(key -> UUID.nameUUIDFromBytes(("response " + key.value())
                .getBytes(StandardCharsets.US_ASCII))).orElseGet(UUID::randomUUID).toString();
    }

    private Place place(ResponseParameters parameters, String owner) {
        if (parameters.conversation().isPresent()) {
            String threadId = parameters.conversation().get();
            return new Place(Optional.of(threadId), Optional.of(threadId), messages(parameters, owner, threadId));
        }
        if (parameters.previous().isPresent()) {
            return after(parameters.previous().get(), owner);
        }
        return new Place(Optional.empty(), Optional.empty(), List.of());
    }

    /** All of them are of use only where the thread does not keep them. */
    private List<ThreadMessage> messages(ResponseParameters parameters, String owner, String threadId) {
        Optional<List<ThreadMessage>> messages = parameters.stored()
                ? store.find(owner, threadId).map(_ -> List.of()) : store.messages(owner, threadId);
        return messages.orElseThrow(() -> OpenAiErrors.notFound("/conversation",
                "Conversation with id '" + Problem.shown(threadId) + "' not found"));
    }

    private Place after(String answerId, String owner) {
        KnownResponses.Place answered = known.place(owner, answerId)
                .orElseThrow(() -> ResponseRequest.noPrevious(ResponseIds.response(answerId)));
        List<ThreadMessage> until = answered.messages().subList(0, answered.index() + 1);
        boolean goesOn = until.size() == answered.messages().size()
                || answered.answer().status() == MessageStatus.STREAMING;
        Place place = new Place(Optional.of(answered.threadId()), Optional.of(answered.threadId()), until);
        return goesOn ? place : place.branching();
    }
}
