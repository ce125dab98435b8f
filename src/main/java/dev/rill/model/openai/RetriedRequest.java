package dev.rill.model.openai;

import com.openai.errors.OpenAIInvalidDataException;
import dev.rill.model.transport.TransportException;
import dev.rill.stream.Cancellation;
import dev.rill.stream.Cancellation.DeadlineException;
import java.time.Duration;

/** One request with one whole response, retried like a call. Any thread. */
final class RetriedRequest {
    private final ModelLimits limits;

    RetriedRequest(ModelLimits limits) {
        this.limits = limits;
    }

    /** @throws ModelFaultException when there is no response after the retries */
    <T> T run(Cancellation cancellation, Cancellation.Wait<T, RuntimeException> send) {
        long deadline = System.nanoTime() + limits.firstToken().toNanos();
        for (int attempts = 1; ; attempts++) {
            FailedAttempt failure;
            try {
                return cancellation.interruptibly(deadline, send);
            } catch (DeadlineException e) {
                failure = FailureClassifier.stalled();
            } catch (TransportException e) {
                failure = FailureClassifier.of(e);
            } catch (JsonEndpoint.RefusedException e) {
                failure = FailureClassifier.of(e.response());
            } catch (OpenAIInvalidDataException e) {
                failure = FailureClassifier.malformed();
            }
            pause(cancellation, failure, attempts, deadline);
        }
    }

    private void pause(Cancellation cancellation, FailedAttempt failure, int attempts, long deadline) {
        int failed = attempts;
        Duration wait = failure.pause().orElseGet(() -> Backoff.before(failed, limits.backoff()));
        if (!failure.again() || attempts > limits.retries() || wait.compareTo(limits.longestWait()) > 0
                || wait.toNanos() >= deadline - System.nanoTime()) {
            throw new ModelFaultException(failure.fault());
        }
        try {
            cancellation.interruptibly(deadline, () -> {
                Thread.sleep(wait);
                return wait;
            });
        } catch (DeadlineException e) {
            throw new ModelFaultException(failure.fault());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ModelFaultException(failure.fault());
        }
    }
}
