package dev.rill.wire;

import dev.rill.chat.Conversations;
import dev.rill.chat.Conversations.Asked;
import dev.rill.chat.Question;
import dev.rill.chat.UnstoredQuestion;
import dev.rill.http.access.TokenBudget;
import dev.rill.http.problem.Problem;
import dev.rill.http.problem.ProblemCode;
import dev.rill.live.LiveStreams.Opening;
import dev.rill.stream.ErrorCode;
import dev.rill.stream.StreamEvent;
import io.helidon.webserver.http.ServerResponse;
import java.time.Duration;
import java.util.Optional;

/** How every protocol asks, and what comes of it where nothing is answered. Any thread. */
public final class Asking {
    private static final Duration RETRY_SOON = Duration.ofSeconds(1);

    private final Conversations conversations;
    private final TokenBudget budget;
    private final String protocol;

    /** @param protocol its name */
    public Asking(ProtocolContext context, String protocol) {
        this.protocol = protocol;
        this.conversations = context.conversations();
        this.budget = context.budget();
    }

    /**
     * Before the body of what is new for sure is read, so that a refusal costs next to nothing.
     *
     * @throws dev.rill.http.problem.ProblemException where the server is behind with the questions that it has taken
     */
    public void requireInTime() {
        if (conversations.behind()) {
            throw refusal(new Opening.Behind()).exception();
        }
    }

    /**
     * Whether a question was asked before, for those who look in more than one thread: {@link #ask} looks in its own.
     *
     * @return empty where it has to be asked
     */
    public Optional<Asked> before(Question question) {
        return conversations.before(question);
    }

    /**
     * Asks on behalf of the request's thread.
     *
     * @throws dev.rill.http.problem.ProblemException where the owner's budget is used up
     */
    public Asked ask(ServerResponse response, Question question) {
        Optional<Asked> before = conversations.before(question);
        if (before.isPresent()) {
            return before.get();
        }
        requireBudget(response, question.owner());
        return conversations.ask(question, protocol);
    }

    /**
     * Likewise, of a conversation that the client keeps; what is accepted is stored nowhere.
     *
     * @throws dev.rill.http.problem.ProblemException where the owner's budget is used up
     */
    public Asked ask(ServerResponse response, UnstoredQuestion question) {
        requireBudget(response, question.owner());
        return conversations.ask(question, protocol);
    }

    private void requireBudget(ServerResponse response, String owner) {
        budget.exhausted(owner, response.headers()).ifPresent(problem -> {
            throw problem.exception();
        });
    }

    /** Why nothing is answered; not of what was accepted, or asked before. */
    public static Problem refusal(Asked asked) {
        return switch (asked) {
            case Asked.Refused refused -> refusal(refused.why());
            case Asked.KeyTaken _ -> Problem.of(ProblemCode.INVALID_REQUEST,
                    "This Idempotency-Key came with another question in this thread");
            case Asked.Accepted _, Asked.Before _ -> throw new IllegalStateException("that is no refusal");
        };
    }

    /** Why there is nothing of a question that was asked before. */
    public static Problem refusedBefore() {
        return Problem.of(ErrorCode.STORE_UNAVAILABLE, "The same question was refused a moment ago; try again")
                .withRetryAfter(RETRY_SOON);
    }

    private static Problem refusal(Opening why) {
        return switch (why) {
            case Opening.ThreadBusy busy -> Problem.of(ProblemCode.THREAD_BUSY,
                    "An answer is still running in this thread").withMessageId(busy.messageId());
            case Opening.LineFull full -> Problem.of(ProblemCode.THREAD_BUSY,
                    "As many questions wait in this thread as may").withMessageId(full.messageId());
            case Opening.TooManyStreams full -> Problem.of(ProblemCode.TOO_MANY_STREAMS, full.ofUser()
                    ? "You have as many answers running as are allowed at once"
                    : "As many answers are running as this server takes at once").withRetryAfter(RETRY_SOON);
            case Opening.Behind _ -> Problem.of(ProblemCode.TOO_MANY_STREAMS,
                    "The server is behind with the questions it has taken; try again soon").withRetryAfter(RETRY_SOON);
            case Opening.Draining _ -> Problem.of(ErrorCode.DRAINING, "The server is shutting down; try again soon")
                    .withRetryAfter(RETRY_SOON);
            case Opening.Opened _, Opening.Known _ -> throw new IllegalStateException("that is no refusal");
        };
    }

    /** An answer's failure, where nothing of it has been sent. */
    public static Problem failure(StreamEvent.Failed failed) {
        Problem problem = Problem.of(failed.code(), failed.error());
        return failed.retryAfter().isPresent()
                ? problem.withRetryAfter(Duration.ofMillis(failed.retryAfter().getAsLong())) : problem;
    }
}
