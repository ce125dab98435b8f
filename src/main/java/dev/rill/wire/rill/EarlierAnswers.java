package dev.rill.wire.rill;

import dev.rill.chat.Conversations.Asked;
import dev.rill.chat.Conversations;
import dev.rill.chat.Question;
import dev.rill.http.access.Caller;
import dev.rill.http.problem.Problem;
import dev.rill.http.problem.ProblemCode;
import dev.rill.retrieval.GuardedDocuments;
import dev.rill.stream.ErrorCode;
import dev.rill.threads.ThreadMessage;
import dev.rill.wire.Answers;
import dev.rill.wire.Asking;
import dev.rill.wire.Elsewhere;
import dev.rill.wire.ProtocolContext;
import dev.rill.wire.StreamFinder;
import io.helidon.webserver.http.ServerRequest;
import java.time.Duration;
import tools.jackson.databind.node.ObjectNode;

/** Answers in one piece that a question got when it was asked before. Any thread. */
final class EarlierAnswers {
    private final Conversations conversations;
    private final GuardedDocuments documents;
    private final StreamFinder finder;
    private final Elsewhere elsewhere;

    EarlierAnswers(ProtocolContext context) {
        this.conversations = context.conversations();
        this.documents = context.documents();
        this.finder = new StreamFinder(context);
        this.elsewhere = new Elsewhere(context);
    }

    /**
     * Waits for the answer if it is still being written.
     *
     * @throws dev.rill.http.problem.ProblemException where it did not become an answer
     */
    ObjectNode await(ServerRequest request, Question question, Asked.Before before) {
        finder.find(question.owner(), before).ifPresent(stream -> Answers.awaitEnd(request, stream, () -> { }));
        ThreadMessage answer = conversations.answer(question, before.messageId()).orElseThrow(() ->
                Asking.refusedBefore().exception());
        return switch (answer.status()) {
            case COMPLETE -> WholeAnswer.json(question.threadId(), answer.id(), answer.timestamp(), answer.content(),
                    answer.finishReason(),
                    documents.seenBy(Caller.of(request).reader()).shown(answer.sources()), answer.usage());
            case ERROR -> throw Problem.of(ErrorCode.valueOf(answer.errorCode()),
                    "This was asked before, and the answer failed").withMessageId(answer.id()).exception();
            case CANCELLED, INTERRUPTED -> throw Problem.of(ProblemCode.STREAM_GONE,
                    "This was asked before, and the answer came to no end; what there is of it is in the thread")
                    .withMessageId(answer.id()).exception();
            case STREAMING -> throw elsewhere.problem(question.owner(), before.messageId()).orElseGet(() ->
                    Problem.of(ErrorCode.STORE_UNAVAILABLE, "The answer is not stored yet; try again")
                            .withRetryAfter(Duration.ofSeconds(1))).exception();
        };
    }
}
