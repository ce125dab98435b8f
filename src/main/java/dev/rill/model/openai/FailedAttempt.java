package dev.rill.model.openai;

import dev.rill.model.ModelFault;
import dev.rill.model.ModelFault.Kind;
import java.time.Duration;
import java.util.Optional;

/**
 * How one attempt failed. Immutable.
 *
 * @param again whether another attempt may succeed
 * @param pause before it, where that is known
 */
record FailedAttempt(ModelFault fault, boolean again, Optional<Duration> pause) {

    static FailedAttempt last(Kind kind, String message) {
        return new FailedAttempt(new ModelFault(kind, message, Optional.empty()), false, Optional.empty());
    }

    static FailedAttempt again(Kind kind, String message) {
        return new FailedAttempt(new ModelFault(kind, message, Optional.empty()), true, Optional.empty());
    }

    /** With another attempt that is not the same. */
    FailedAttempt atOnceAgain() {
        return new FailedAttempt(fault, true, Optional.of(Duration.ZERO));
    }

    /** With what the server asked for. */
    FailedAttempt after(Optional<Duration> asked) {
        return new FailedAttempt(new ModelFault(fault.kind(), fault.message(), asked), again, asked);
    }
}
