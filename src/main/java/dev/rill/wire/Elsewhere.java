package dev.rill.wire;

import dev.rill.http.problem.Problem;
import dev.rill.http.problem.ProblemCode;
import dev.rill.threads.SharedAnswers;
import java.time.Duration;
import java.util.Optional;

/** Streams that other servers write, where servers share a database. Any thread. */
public final class Elsewhere {
    private static final Duration RETRY_SOON = Duration.ofSeconds(1);

    private final Optional<SharedAnswers> answers;

    public Elsewhere(ProtocolContext context) {
        this.answers = context.store().shared();
    }

    /** Asks whoever writes it to end it. @return false where nobody writes it */
    public boolean stop(String owner, String messageId) {
        return stop(owner, messageId, false);
    }

    /** Likewise; it goes then with its question where that is asked for. */
    public boolean stop(String owner, String messageId, boolean rollBack) {
        return answers.isPresent() && answers.get().stop(owner, messageId, rollBack);
    }

    /** The answer that is written in a thread, by whichever server. */
    public Optional<String> runningIn(String owner, String threadId) {
        return answers.flatMap(shared -> Optional.ofNullable(shared.running(owner).get(threadId)));
    }

    /** Why a stream that is not here cannot be had now; empty where nobody writes it. */
    public Optional<Problem> problem(String owner, String messageId) {
        return answers.flatMap(shared -> shared.writer(owner, messageId)).map(_ -> Problem.of(
                ProblemCode.STREAM_ELSEWHERE, "Another server is writing this answer, and this one has no copy of it "
                + "now; try again, or read the answer from its thread")
                .withMessageId(messageId).withRetryAfter(RETRY_SOON));
    }

    /** @throws dev.rill.http.problem.ProblemException where it cannot be had now, since another server writes it */
    public void requireNot(String owner, String messageId) {
        problem(owner, messageId).ifPresent(problem -> {
            throw problem.exception();
        });
    }
}
