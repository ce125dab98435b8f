package dev.rill.wire.openai.responses;

import dev.rill.chat.Answer;
import dev.rill.chat.Conversations.Asked;
import io.helidon.webserver.CloseConnectionException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Answers that nobody waits for: each is asked for and run on a thread of its own. Stateless. */
final class BackgroundAnswers {

    private BackgroundAnswers() {
    }

    /**
     * Returns when the question is taken or refused; the answer goes on.
     *
     * @param ask      called on the thread that runs what is accepted
     * @param accepted the same, before it runs
     */
    static Asked ask(Supplier<Asked> ask, Consumer<Answer> accepted) {
        CompletableFuture<Asked> asked = new CompletableFuture<>();
        Thread.ofVirtual().name("background-answer").start(() -> run(ask, accepted, asked));
        try {
            return asked.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CloseConnectionException("the server is closing", e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException refused ? refused
                    : new IllegalStateException("the question could not be asked", e.getCause());
        }
    }

    private static void run(Supplier<Asked> ask, Consumer<Answer> accepted, CompletableFuture<Asked> asked) {
        try {
            Asked outcome = ask.get();
            if (outcome instanceof Asked.Accepted(Answer taken)) {
                try (Answer answer = taken) {
                    accepted.accept(answer);
                    asked.complete(outcome);
                    answer.run();
                }
            } else {
                asked.complete(outcome);
            }
        } catch (RuntimeException | Error e) {
            asked.completeExceptionally(e);
        }
    }
}
