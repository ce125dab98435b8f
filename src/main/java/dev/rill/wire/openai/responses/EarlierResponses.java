package dev.rill.wire.openai.responses;

import dev.rill.chat.Conversations.Asked;
import dev.rill.http.access.Caller;
import dev.rill.http.problem.Problem;
import dev.rill.http.problem.ProblemCode;
import dev.rill.http.response.Json;
import dev.rill.live.LiveStream;
import dev.rill.retrieval.GuardedDocuments;
import dev.rill.stream.ErrorCode;
import dev.rill.threads.MessageStatus;
import dev.rill.threads.ThreadMessage;
import dev.rill.wire.Answers;
import dev.rill.wire.ProtocolContext;
import dev.rill.wire.Replays;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.time.Duration;

/** What a question is sent that came before with the same key: the response that it got then. Any thread. */
final class EarlierResponses {
    private static final Duration RETRY_SOON = Duration.ofSeconds(1);

    private final KnownResponses known;
    private final GuardedDocuments documents;
    private final Replays replays;

    EarlierResponses(ProtocolContext context, KnownResponses known) {
        this.known = known;
        this.documents = context.documents();
        this.replays = new Replays(context);
    }

    /**
     * Streams it from its beginning, waits for it, or says how far it is, as the question is asked now.
     *
     * @throws dev.rill.http.problem.ProblemException where it failed, or can no longer be streamed
     */
    void send(ServerRequest request, ServerResponse response, ResponseRequest asked, Asked.Before before) {
        if (asked.streamed()) {
            replay(request, response, before);
            return;
        }
        if (asked.parameters().background()) {
            before.stream().filter(stream -> !Replays.begins(stream)).ifPresent(_ -> {
                throw refusedBefore();
            });
        } else {
            before.stream().ifPresent(stream -> Answers.awaitEnd(request, stream, () -> { }));
        }
        String owner = Caller.of(request).owner();
        ThreadMessage answer = known.place(owner, before.messageId()).map(KnownResponses.Place::answer)
                .orElseThrow(EarlierResponses::refusedBefore);
        if (answer.status() == MessageStatus.ERROR && !asked.parameters().background()) {
            throw Problem.of(ErrorCode.valueOf(answer.errorCode()), "This was asked before, and the answer failed")
                    .withMessageId(answer.id()).exception();
        }
        Json.make(request, response, () -> known.find(owner, ResponseIds.response(answer.id()),
                ResponseView.of(request, documents, asked.parameters().results()))
                .orElseThrow(EarlierResponses::refusedBefore).json());
    }

    private void replay(ServerRequest request, ServerResponse response, Asked.Before before) {
        LiveStream stream = before.stream().orElseThrow(() -> Problem.of(ProblemCode.STREAM_GONE,
                "This was asked before, and " + ResponseIds.response(before.messageId())
                        + " can no longer be streamed; without stream it can be read")
                .withMessageId(before.messageId()).exception());
        if (!Replays.begins(stream)) {
            throw refusedBefore();
        }
        replays.send(request, response, stream, new ResponseEncoder(known.beginning(stream,
                ResponseView.of(request, documents, false))), 0);
    }

    private static RuntimeException refusedBefore() {
        return Problem.of(ErrorCode.STORE_UNAVAILABLE, "The same question was refused a moment ago; try again")
                .withRetryAfter(RETRY_SOON).exception();
    }
}
