package dev.rill.wire.openai.responses;

import dev.rill.chat.Conversations.Asked;
import dev.rill.http.access.Caller;
import dev.rill.http.problem.Problem;
import dev.rill.http.problem.ProblemCode;
import dev.rill.http.response.Json;
import dev.rill.live.ReadableStream;
import dev.rill.retrieval.GuardedDocuments;
import dev.rill.stream.ErrorCode;
import dev.rill.threads.MessageStatus;
import dev.rill.threads.ThreadMessage;
import dev.rill.wire.Answers;
import dev.rill.wire.Asking;
import dev.rill.wire.Elsewhere;
import dev.rill.wire.ProtocolContext;
import dev.rill.wire.Replays;
import dev.rill.wire.StreamFinder;
import dev.rill.wire.openai.responses.request.ResponseIds;
import dev.rill.wire.openai.responses.request.ResponseRequest;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.Optional;

/** What a question is sent that came before with the same key: the response that it got then. Any thread. */
final class EarlierResponses {
    private final KnownResponses known;
    private final GuardedDocuments documents;
    private final Replays replays;
    private final StreamFinder finder;
    private final Elsewhere elsewhere;

    EarlierResponses(ProtocolContext context, KnownResponses known) {
        this.known = known;
        this.documents = context.documents();
        this.replays = new Replays(context);
        this.finder = new StreamFinder(context);
        this.elsewhere = new Elsewhere(context);
    }

    /**
     * Streams it from its beginning, waits for it, or says how far it is, as the question is asked now.
     *
     * @throws dev.rill.http.problem.ProblemException where it failed, or can no longer be streamed
     */
    void send(ServerRequest request, ServerResponse response, ResponseRequest asked, Asked.Before before) {
        String owner = Caller.of(request).owner();
        Optional<ReadableStream> found = finder.find(owner, before);
        if (asked.streamed()) {
            replay(request, response, before.messageId(), found);
            return;
        }
        if (asked.parameters().background()) {
            found.filter(stream -> !Replays.begins(stream)).ifPresent(_ -> {
                throw Asking.refusedBefore().exception();
            });
        } else {
            found.ifPresent(stream -> Answers.awaitEnd(request, stream, () -> { }));
        }
        ThreadMessage answer = known.place(owner, before.messageId()).map(KnownResponses.Place::answer)
                .orElseThrow(() -> Asking.refusedBefore().exception());
        if (answer.status() == MessageStatus.ERROR && !asked.parameters().background()) {
            throw Problem.of(ErrorCode.valueOf(answer.errorCode()), "This was asked before, and the answer failed")
                    .withMessageId(answer.id()).exception();
        }
        Json.make(request, response, () -> known.find(owner, ResponseIds.response(answer.id()),
                ResponseView.of(request, documents, asked.parameters().results()))
                .orElseThrow(() -> Asking.refusedBefore().exception()).json());
    }

    private void replay(ServerRequest request, ServerResponse response, String answerId,
                        Optional<ReadableStream> found) {
        if (found.isEmpty()) {
            elsewhere.requireNot(Caller.of(request).owner(), answerId);
        }
        ReadableStream stream = found.orElseThrow(() -> Problem.of(ProblemCode.STREAM_GONE,
                "This was asked before, and " + ResponseIds.response(answerId)
                        + " can no longer be streamed; without stream it can be read")
                .withMessageId(answerId).exception());
        if (!Replays.begins(stream)) {
            throw Asking.refusedBefore().exception();
        }
        replays.send(request, response, stream, new ResponseEncoder(known.beginning(stream,
                ResponseView.of(request, documents, false))), 0);
    }
}
